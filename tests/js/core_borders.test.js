import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bordersOf, between, chains, outline } from "../../assets/map/borders.js";

const cases = JSON.parse(readFileSync(new URL("../cases/borders.json", import.meta.url), "utf8"));
const start = cases.arcs.reduce((found, arc) => [...found, found.at(-1) + arc.length], [0]);
const arcs = { start, x: cases.arcs.flat().map(([x]) => x), y: cases.arcs.flat().map(([, y]) => y) };
const geo = { ...cases, arcs };

test("every arc is a border of one kind", () => assert.deepEqual(bordersOf(geo), cases.borders));

for (const { about, classes, inland, arcs: found } of cases.between)
  test(`between classes: ${about}`, () => assert.deepEqual(between(geo, (area) => classes[area], inland), found));

for (const { about, areas, arcs: found, chains: lines } of cases.outlines)
  test(`outline: ${about}`, () => {
    assert.deepEqual(outline(geo, areas), found);
    assert.deepEqual(chains(arcs, found), lines);
  });
