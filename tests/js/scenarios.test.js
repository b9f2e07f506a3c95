import assert from "node:assert/strict";
import { test } from "node:test";

const storage = /** @type {Record<string, string>} */ ({});
const page = {
  region: "r", version: "v", stores: "{}",
  defaults: JSON.stringify({ form: "vc", mode: "car" }), limits: JSON.stringify({ vc: "15", "vc@bicycle": "20" }),
};
globalThis.window = /** @type {any} */ ({
  addEventListener() {},
  location: { search: "", pathname: "/", origin: "" },
  history: { pushState() {}, replaceState() {} },
  localStorage: { getItem: (key) => storage[key] ?? null, setItem: (key, value) => { storage[key] = value; } },
});
const names = JSON.stringify({
  form: "care_form", period: "period", operator: "operators", age: "age_group", limit: "limit_min", rules: "rules",
  changes: "changes", intake: "intake", mode: "mode",
});
globalThis.document = /** @type {any} */ ({
  addEventListener() {},
  documentElement: { lang: "sv" },
  getElementById: (id) => ({ dataset: id === "what-if" ? { names } : page }),
});
const { state } = await import("../../assets/app/address.js");
const scenarios = await import("../../assets/app/scenarios.js");

const file = (values) => JSON.stringify({
  format: "utbudskarta-scenario", format_version: 1, region: "r", name: "A", values: { care_form: "vc", ...values },
});

test("a file that names no way of travelling, or the usual as files do, is opened in the usual", () => {
  state.set({ mode: "bicycle" });
  assert.equal(scenarios.imported(file({ mode: "", limit_min: 15 })).problem, undefined);
  assert.equal(state.get("mode"), "car");
  assert.doesNotMatch(state.address(), /mode=/);
  assert.equal(scenarios.current().changed, false);
});

test("a file in another way of travelling is opened in that, with its limit where it names none", () => {
  assert.equal(scenarios.imported(file({ mode: "bicycle" })).problem, undefined);
  assert.equal(state.get("mode"), "bicycle");
  assert.equal(state.get("limit"), "20");
});

test("what was saved before there were several ways is opened in the usual, unchanged", () => {
  const kept = JSON.parse(storage["utbudskarta.scenarios.r"]);
  storage["utbudskarta.scenarios.r"] = JSON.stringify(kept.map((one) => {
    const { mode, ...values } = one.values;
    return { name: one.name, values: mode === "car" ? values : one.values };
  }));
  const first = scenarios.list()[0].name;
  scenarios.open(first);
  assert.equal(state.get("mode"), "car");
  assert.doesNotMatch(state.address(), /mode=/);
  assert.equal(scenarios.current().changed, false);
});
