import assert from "node:assert/strict";
import { test } from "node:test";
import { gainAt, loaded, passing, putAt } from "../../assets/core/carried.js";
import { regionMetres } from "../../assets/core/metres.js";
import { dotRadius, dotSteps, niceFrom, spotsAbout, wayTo } from "../../assets/core/spots.js";

// A degree is 1,000 metres either way here, and a minute too: three homes in a row from west to east, a kilometre apart.
const flat = { lon: 0, lat: 0, span: 90, degree: 1, x: [0, 0, 90_000], y: [0, 90_000, 0] };
const homes = /** @type {CarriedHomes} */ ({
  flat, exact: true, x: Float64Array.of(0, 1000, 2000), y: new Float64Array(3), pace: Float64Array.of(1000),
  begins: Uint32Array.of(0, 1, 2, 3), persons: Uint32Array.of(10, 20, 40), shares: new Float64Array(0), narrow: false,
  shortest: 1e-4, longest: 30,
});
// The unit stands at the westernmost home, and there is no other.
const unit = /** @type {CarriedUnit} */ ({
  unit: "u", counts: true, limit: 1, same: 0.05, ends: [0.5, 4, 8], colours: [], today: Float64Array.of(1e-4, 1, 2),
  rest: new Float64Array(3).fill(Infinity), todayArea: Float64Array.of(1e-4, 1, 2), restArea: new Float64Array(3).fill(Infinity),
});

test("metres are those of the polynomial, and none far from where it holds", () => {
  assert.deepEqual(regionMetres(flat, 2, 3), [3000, 2000]);
  assert.equal(regionMetres(flat, 91, 0), null);
  assert.equal(regionMetres(flat, NaN, 0), null);
});

test("in the middle all but those who lived beside it gain or keep, and who passes the limit is counted", () => {
  const load = loaded(homes, unit);
  const answer = putAt(load, 0, 1);
  assert.deepEqual([answer.shorter, answer.longer, answer.within, answer.beyond], [60, 10, 40, 0]);
  assert.deepEqual([answer.today, answer.covered, answer.persons], [30, 70, 70]);
  assert.deepEqual([...answer.classes], [4, 2, 2], "a minute either way is the first step");
  assert.deepEqual(passing(load, answer, 9).map(({ area }) => area), [2]);
  assert.equal(gainAt(load, 0, 1), 40);
});

test("out of everybody's reach all fall beyond and lose their only unit", () => {
  const answer = putAt(loaded(homes, unit), 80, 0);
  assert.deepEqual([answer.lost, answer.beyond, answer.covered], [70, 30, 0]);
  assert.deepEqual([...answer.classes], [6, 6, 6]);
});

test("a unit that nobody goes to changes nothing wherever it is", () => {
  const answer = putAt(loaded(homes, { ...unit, counts: false, rest: unit.today, restArea: unit.todayArea }), 0, 1);
  assert.deepEqual([answer.shorter, answer.longer, answer.covered], [0, 0, 30]);
});

test("dots stand where more come within the limit than today, and never in water", () => {
  const near = spotsAbout(loaded(homes, unit), () => true)(0, 1, 5);
  assert.ok(near.spots.length > 0 && near.spots.every(({ gain, lat, lon }) => gain > 0 && gain === gainAt(loaded(homes, unit), lat, lon)));
  assert.deepEqual(spotsAbout(loaded(homes, unit), () => false)(0, 1, 5).spots, []);
});

test("what a frame has no time for comes in the next ones", () => {
  const many = { ...loaded(homes, unit), beyond: new Uint32Array(200_000).fill(2) };
  const near = spotsAbout(many, () => true);
  let frames = 1;
  while (!near(0, 1, 5).all) frames += 1;
  assert.ok(frames > 5 && frames < 30, `${frames}`);
});

test("dots grow in steps of round numbers", () => {
  assert.deepEqual(dotSteps(loaded(homes, unit), [[0, 1]]), [10, 24]);
  assert.deepEqual([9, 10, 24].map((gain) => dotRadius(gain, [10, 24])), [2.4, 4.4, 6.6]);
  assert.deepEqual([3, 110, 2001].map(niceFrom), [3, 150, 3000]);
});

test("a place lies so many kilometres one of eight ways", () => {
  const { km, way } = wayTo({ lat: 0, lon: 0 }, { lat: 0.1, lon: 0 });
  assert.equal(way, 0);
  assert.ok(Math.abs(km - 11.1) < 0.1);
  assert.deepEqual([[0, 1], [-1, 0], [0, -1], [1, -1]].map(([lat, lon]) => wayTo({ lat: 0, lon: 0 }, { lat, lon }).way), [2, 4, 6, 7]);
});
