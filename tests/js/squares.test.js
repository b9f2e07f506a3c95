import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeSquare } from "../../assets/map/square.js";
import { levelAt, squareLevels, squaresIn } from "../../assets/map/square_index.js";

/* Three squares of a box of two by two, from column 4 and row 6 of the 16 by 16 about the world; the one to the lower left is not there. */
const bits = btoa(String.fromCharCode(0b1011));
const index = {
  steps: 100,
  levels: [
    { start: 12, zoom: 3, column: 2, row: 3, columns: 1, rows: 1, has: btoa(String.fromCharCode(1)) },
    { start: 13, zoom: 4, column: 4, row: 6, columns: 2, rows: 2, has: bits },
  ],
};
const levels = squareLevels(index);
const keys = (box) => squaresIn(levels[1], box).map(({ key }) => key);

test("a region without ground has no levels, and nothing is drawn at any zoom", () => {
  assert.deepEqual(squareLevels(undefined), []);
  assert.equal(levelAt([], 15), null);
});

test("a level is drawn from its zoom on, until the next begins", () => {
  assert.deepEqual([11.75, 12, 12.75, 13, 15].map((zoom) => levelAt(levels, zoom)?.zoom), [undefined, 3, 3, 4, 4]);
});

test("a view needs the squares that it touches and that there are", () => {
  assert.deepEqual(keys({ west: 0, east: 256, north: 0, south: 256 }), ["4-4-6", "4-5-6", "4-5-7"]);
  assert.deepEqual(keys({ west: 65, east: 79, north: 97, south: 111 }), ["4-4-6"], "a square is 16 wide: 64 to 80, 96 to 112");
  assert.deepEqual(keys({ west: 65, east: 79, north: 113, south: 120 }), [], "it is not there");
  assert.deepEqual(keys({ west: 200, east: 220, north: 97, south: 111 }), [], "beyond the box");
});

test("whole numbers become places in the world, step by step from the upper left corner", () => {
  const found = decodeSquare(
    { lines: { main: [[0, 0, 100, 50]] }, water: [[[10, 10, 10, 0, 0, 10], [12, 12, 1, 0, 0, 1]]], stops: [[50, 100, 1, "Skövde C"]],
      names: [[50, 25, 90, 50, "Storgatan"]] },
    { column: 4, row: 6 }, levels[1]
  );
  const { main } = found.lines;
  assert.deepEqual([...main.x], [64, 80]);
  assert.deepEqual([...main.y], [96, 104]);
  assert.deepEqual([...main.box], [64, 96, 80, 104]);
  assert.deepEqual(found.water.polygons, [[0, 1]]);
  assert.equal(found.water.set.count, 2);
  assert.deepEqual(found.names, [{ at: [72, 100], angle: Math.PI / 2, long: 8, name: "Storgatan" }]);
  assert.deepEqual(found.stops, [{ at: [72, 112], station: true, name: "Skövde C" }]);
});
