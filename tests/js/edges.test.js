import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../assets/map/edges.js";
import { setWords } from "../../assets/map/texts.js";

setWords({ flow: { apart: "Utan linje på kartan", placeless: "utan plats" } });

const ctx = { font: "", measureText: (/** @type {string} */ text) => ({ width: 7 * text.length }) };
const frame = { k: 1, dx: 0, dy: 0, width: 1000, height: 600 };
const box = { left: 0, top: 0, right: 1000, bottom: 600 };
const palette = { meeting: false };
const away = ["unknown_residence", "outside", "placeless"].map((why, i) => ({ key: `f${i}`, apart: why, visits: 10 * (i + 1), names: [why, why] }));
const line = { key: "line", apart: "", visits: 5, names: ["a", "b"], ax: 500, ay: 300, bx: 510, by: 300 };

/** Where the box stands, over a region that is told by what lies in it, below what covers the map. */
function stands(over, covers = [], flows = away) {
  const rows = layout(/** @type {any} */ (ctx), /** @type {any} */ (flows), /** @type {any} */ (frame), box, /** @type {any} */ (palette), over, () => covers).filter((plate) => plate.row);
  const [{ x, y, w, h }] = rows;
  return { rows, x, y, right: x + w, bottom: rows.at(-1).y + h };
}

test("visits without a line stand in the upper right, each kind on a row, where nothing lies beneath", () => {
  const { rows, right, y } = stands(() => false);
  assert.deepEqual(rows.map(({ why }) => why), ["unknown_residence", "outside", "placeless"]);
  assert.equal(right, 1000);
  assert.ok(y < 100);
});

test("their box hides no area while any corner of the map is free", () => {
  for (const [name, over, free] of [
    ["north", (x, y) => y < 300, ({ y }) => y > 300],
    ["east", (x) => x > 500, ({ right }) => right < 500],
    ["all but the south-west", (x, y) => x > 400 || y < 300, ({ right, y }) => right < 400 && y > 300],
  ]) {
    const found = stands(over);
    assert.equal(found.rows.length, 3, name);
    assert.ok(free(found), name);
  }
});

test("it stands under nothing that lies over the map", () => {
  const controls = { left: 700, top: 0, right: 1000, bottom: 300 };
  const { x, right, y } = stands(() => false, [controls]);
  assert.ok(x >= controls.right || right <= controls.left || y >= controls.bottom);
});

test("where every corner holds areas it is one row with the sum, as long as nothing is chosen", () => {
  const over = (x, y) => y > 80 && !(x > 700 && y < 85);
  const { rows } = stands(over);
  assert.deepEqual(rows.map(({ why, count }) => [why, count]), [["apart", "60"]]);
  assert.deepEqual(rows[0].keys, ["f0", "f1", "f2"]);
  assert.equal(stands(over, [], [...away, line]).rows.length, 3);
});
