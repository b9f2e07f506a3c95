import assert from "node:assert/strict";
import { test } from "node:test";
import { bordersOf, between, chains, outline } from "../../assets/map/borders.js";
import { areaFinder } from "../../assets/map/hit.js";
import { decodeLines, smaller, trace } from "../../assets/map/lines.js";

/* Two squares side by side, one degree wide: the left area is 0, the right one 1. Arcs: the left's outer border, the one that
   they share, the right's outer border, each from south to north or about. */
const arcs = decodeLines(
  [
    [1, 0, -1, 0, 0, 1, 1, 0], // from (1, 0) west, north, east to (1, 1)
    [1, 0, 0, 1], // from (1, 0) to (1, 1)
    [1, 1, 1, 0, 0, -1, -1, 0], // from (1, 1) east, south, west to (1, 0)
  ],
  1
);
const areas = [[[[0, ~1]]], [[[1, 2]]]];
const box = new Float64Array([
  arcs.box[0], Math.min(arcs.box[1], arcs.box[5]), arcs.box[6], arcs.box[3],
  arcs.box[4], arcs.box[9], arcs.box[10], arcs.box[11],
]);
const geo = { arcs, areas, box, sides: [[0, -1], [1, 0], [1, -1]], municipality: [0, 1] };

/** What a path is told to draw. */
function pen() {
  const drawn = [];
  return { drawn, moveTo: (x, y) => drawn.push(["M", x, y]), lineTo: (x, y) => drawn.push(["L", x, y]) };
}

const frame = { k: 1, dx: 0, dy: 0, slack: 0, west: -1e9, east: 1e9, north: -1e9, south: 1e9 };

test("a vertex on the chord that would replace it weighs nothing, the ends all", () => {
  const { weight } = decodeLines([[0, 0, 1, 0, 1, 0]], 1);
  assert.equal(weight[0], Infinity);
  assert.ok(weight[1] < 1e-9);
  assert.equal(weight[2], Infinity);
});

test("a line is traced forwards and backwards through the same places", () => {
  const [there, back] = [pen(), pen()];
  trace(there, arcs, 1, frame, false);
  trace(back, arcs, ~1, frame, false);
  assert.deepEqual(there.drawn.map(([, ...at]) => at), back.drawn.map(([, ...at]) => at).reverse());
});

test("what is as small as is asked about is seen, what is smaller is not", () => {
  assert.equal(smaller(arcs, 1, 10), true);
  assert.equal(smaller(arcs, 0, 1e-6), false);
});

test("every arc is a border of one kind", () => {
  assert.deepEqual(bordersOf(geo), { region: [0, 2], municipality: [1], area: [] });
});

test("the outline of both areas leaves out the border they share, and is one line", () => {
  assert.deepEqual(outline(geo, [0, 1]), [0, 2]);
  assert.deepEqual(outline(geo, [1]), [1, 2]);
  assert.equal(chains(arcs, outline(geo, [0, 1])).length, 1);
  assert.deepEqual(between(geo, (area) => area + 1, true), [1]);
});

test("a place is in the area whose rings surround it, and in none outside", () => {
  const find = areaFinder(geo);
  const middle = (area) => [(box[4 * area] + box[4 * area + 2]) / 2, (box[4 * area + 1] + box[4 * area + 3]) / 2];
  assert.equal(find(...middle(0)), 0);
  assert.equal(find(...middle(1)), 1);
  assert.equal(find(box[0] - 1, box[1]), -1);
});
