import assert from "node:assert/strict";
import { test } from "node:test";

const storage = /** @type {Record<string, string>} */ ({});
globalThis.window = /** @type {any} */ ({
  addEventListener() {},
  localStorage: { getItem: (key) => storage[key] ?? null, setItem: (key, value) => { storage[key] = value; } },
});
globalThis.document = /** @type {any} */ ({
  addEventListener() {},
  getElementById: () => ({ dataset: { region: "r", lang: "sv", version: "v", saving: "yes" } }),
});
const presentations = await import("../../assets/app/presentations.js");

const KEPT = "utbudskarta.presentations.r";
const step = { heading: "A", note: "", view: "layers=units" };
const whole = { key: "egen-a", name: "A", steps: [step] };

test("what was made in this browser is kept as it was", () => {
  storage[KEPT] = JSON.stringify({ own: { "egen-a": whole }, words: { b: "w" }, names: { b: "B" }, current: "b" });
  assert.deepEqual(presentations.list(), [whole]);
  assert.deepEqual(presentations.mine(), [["b", "B"], ["egen-a", "A"]]);
});

test("what is kept in another shape is nothing, and what is whole beside it stays", () => {
  const wrong = [
    null, 1, "a", [], [null], { own: null }, { own: [null] }, { own: "abc", words: 5, names: null, current: {} },
    ...[null, 5, "a", {}, { ...whole, name: 5 }, { ...whole, steps: 7 }, { ...whole, steps: [null] }, { ...whole, steps: [{ ...step, view: 1 }] },
      { ...whole, steps: [{ ...step, figures: 3 }] }, { ...whole, key: "other" }].map((one) => ({ own: { "egen-a": one } })),
  ];
  for (const content of wrong) {
    storage[KEPT] = JSON.stringify(content);
    assert.deepEqual(presentations.list(), [], storage[KEPT]);
    assert.deepEqual(presentations.mine(), [], storage[KEPT]);
    assert.equal(presentations.mayChange("egen-a"), false);
    const made = presentations.make("B", undefined);
    assert.deepEqual(presentations.list(), [made], storage[KEPT]);
  }
  storage[KEPT] = JSON.stringify({ own: { "egen-a": whole, "egen-b": null } });
  assert.deepEqual(presentations.list(), [whole]);
});

test("a file larger than any presentation is not read", async () => {
  const file = { name: "large.json", size: 1e9, text: () => assert.fail("it was read") };
  await assert.rejects(presentations.read(/** @type {any} */ (file)), /large.json/);
});
