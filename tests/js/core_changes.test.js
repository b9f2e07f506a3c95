import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatChanges, freeId, parseChanges, putChange } from "../../assets/core/changes.js";

const cases = JSON.parse(readFileSync(new URL("../cases/changes.json", import.meta.url), "utf8"));

for (const { about, text, items, broken, written } of cases)
  test(`${about}: ${text.slice(0, 60)}`, () => {
    assert.deepEqual(parseChanges(text), { items, broken });
    if (!broken.length || written) assert.equal(formatChanges(items), written ?? text);
  });

const added = { kind: "add", id: "n1", lat: 57, lon: 12, capacity: 4 };
const moved = { kind: "move", id: "u1", lat: 57, lon: 12 };

test("what a change overrides is taken out", () => {
  const sized = { kind: "size", id: "u1", capacity: 3 };
  assert.deepEqual(putChange([moved, sized], { ...moved, lat: 58 }), [sized, { ...moved, lat: 58 }]);
  assert.deepEqual(putChange([moved, sized], { kind: "close", id: "u1" }), [{ kind: "close", id: "u1" }]);
  assert.equal(putChange([{ kind: "close", id: "u1" }], moved), null);
});

test("an added unit is written otherwise, and closing takes it away", () => {
  assert.deepEqual(putChange([added], { kind: "size", id: "n1", capacity: 5 }), [{ ...added, capacity: 5 }]);
  assert.deepEqual(putChange([added, moved], { kind: "close", id: "n1" }), [moved]);
});

test("a new id follows the last, and none is ever one that the address cannot hold", () => {
  assert.equal(freeId([]), "n1");
  assert.equal(freeId([added, { ...added, id: "n7" }]), "n8");
  assert.equal(freeId([added, { ...added, id: "n999" }]), "n2");
});
