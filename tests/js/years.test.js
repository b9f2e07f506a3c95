import assert from "node:assert/strict";
import { test } from "node:test";
import { classesOf, groupedByClass, stepOf } from "../../assets/core/years.js";
import { recoloured } from "../../assets/map/view.js";

const classes = new Uint8Array([0, 1, 2, 2, 1, 0]); // of three areas in two years

test("each year has its own classes, a class an area", () => {
  assert.deepEqual([...classesOf(classes, 2, 0)], [0, 1, 2]);
  assert.deepEqual([...classesOf(classes, 2, 1)], [2, 1, 0]);
});

test("an address asks for its year where there is one, else for the usual", () => {
  const years = [2027, 2030, 2035];
  assert.equal(stepOf(years, "2030", 2035), 1);
  for (const text of ["", "2031", "x", "2030.5"]) assert.equal(stepOf(years, text, 2035), 2, text);
  assert.equal(stepOf(years, "", 2040), 0, "a usual one that is no step");
});

test("areas of a class lie together by municipality, and every area in one class", () => {
  const together = [[0, 1], [2, 3, 4]];
  const groups = groupedByClass(together, [1, 1, 0, 1, 0], 3);
  assert.deepEqual(groups, [[[2, 4]], [[0, 1], [3]], []]);
  assert.deepEqual(groupedByClass(together, [9, 9, 9, 9, 9], 1), [[]], "a class that has no colour");
});

test("another year has the same colours and lines, its own classes, and no figure of the year before", () => {
  const view = {
    fill: { key: "need", groups: [[[0]], [[1]], [[2]]], colours: ["a", "b", "c"], hatched: new Set([2]), uncertain: new Set([1]), compares: false },
    hover: [{ key: "nearest", values: [1, 2, 3] }, { key: "need", values: [4, 5, 6] }],
    labels: true,
  };
  const next = recoloured(/** @type {any} */ ({ groups: [[0, 1, 2]] }), /** @type {any} */ (view), classesOf(classes, 2, 1));
  assert.deepEqual(next.fill.groups, [[[2]], [[1]], [[0]]]);
  assert.deepEqual({ ...next.fill, groups: 0 }, { ...view.fill, groups: 0 });
  assert.deepEqual(next.hover.map(({ key }) => key), ["nearest"]);
  assert.equal(view.hover.length, 2, "the answer's own view stays");
});
