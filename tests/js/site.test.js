import assert from "node:assert/strict";
import { test } from "node:test";
import { beneath } from "../../assets/site.js";

const lies = (site) => { globalThis.document = /** @type {any} */ ({ documentElement: { dataset: { site } } }); };

test("at the root of its host every address stays as it is", () => {
  for (const site of [undefined, ""]) {
    lies(site);
    assert.deepEqual(["/", "/hitta?lang=sv", "#part", "tel:112"].map(beneath), ["/", "/hitta?lang=sv", "#part", "tel:112"]);
  }
});

test("below a path the site's own addresses begin there, once, and no others", () => {
  lies("/utbud");
  assert.deepEqual(["/", "/hitta?lang=sv", "/utbud/hitta", "/utbudet"].map(beneath), ["/utbud/", "/utbud/hitta?lang=sv", "/utbud/hitta", "/utbud/utbudet"]);
  assert.deepEqual(["//other.example/a", "https://other.example", "?v=1"].map(beneath), ["//other.example/a", "https://other.example", "?v=1"]);
});
