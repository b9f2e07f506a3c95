import assert from "node:assert/strict";
import { test } from "node:test";
import { signRadius } from "../../assets/core/clusters.js";

const SIGNS = { classes: [0, 1, 2], radii: [20, 10, 3], colours: [] };

test("signs are as large as they tell where a region fills a screen, and smaller where it fills a hand", () => {
  assert.deepEqual([0, 1, 2].map((unit) => signRadius(SIGNS, unit, 7.4)), [20, 10, 3]);
  assert.deepEqual([0, 1].map((unit) => signRadius(SIGNS, unit, 6)), [11, 5.5]);
});

test("signs far away are to each other as they are near, and none is too small to be seen", () => {
  for (const zoom of [5, 6.2, 6.9, 8]) assert.equal(signRadius(SIGNS, 0, zoom), 2 * signRadius(SIGNS, 1, zoom));
  assert.equal(signRadius(SIGNS, 2, 5), 2);
});

test("a sign near by can be pressed, and what has none has no radius", () => {
  assert.equal(signRadius(SIGNS, 2, 12), 6);
  assert.equal(signRadius(SIGNS, 9, 12), null);
  assert.equal(signRadius(null, 0, 12), null);
});
