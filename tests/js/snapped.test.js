import assert from "node:assert/strict";
import { test } from "node:test";
import { snapped } from "../../assets/map/hit.js";

const places = /** @type {Place[]} */ ([{ name: "A", at: [1, 1] }, { name: "B", at: [1.5, 1] }]);

test("a position is drawn to the nearest place within reach, else it stays", () => {
  assert.deepEqual(snapped(places, 1.2, 1, 0.4), [1, 1]);
  assert.deepEqual(snapped(places, 1.3, 1, 0.4), [1.5, 1]);
  assert.deepEqual(snapped(places, 3, 1, 0.4), [3, 1]);
  assert.deepEqual(snapped([], 3, 1, 0.4), [3, 1]);
});
