import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { flowsAtZoom, traceFlow, visitFlows } from "../../assets/core/base_flows.js";
import { readChanges } from "../../assets/core/changed_units.js";
import { placeUnits } from "../../assets/core/clusters.js";
import { countInside } from "../../assets/core/drawn.js";
import { focusFlows, largestShares } from "../../assets/core/focus_flows.js";
import { layOut } from "../../assets/core/layout.js";
import { circle } from "../../assets/core/rings.js";
import { createSpace } from "../../assets/core/space.js";
import { positions, unworld, world } from "../../assets/core/world.js";

const measure = (text, weight, size) => 0.6 * size * text.length;

const ORIGIN = { x: 137, y: 75 }; // world units, in the south of Sweden: where pixels of the tests begin

/** World positions of pixels at a zoom. */
const there = (zoom, [x, y]) => [ORIGIN.x + x / 2 ** zoom, ORIGIN.y + y / 2 ** zoom];

/** Boxes of pixels as they lie at a zoom. */
function moved(zoom, { x0, y0, x1, y1 }) {
  const [x, y] = [ORIGIN.x * 2 ** zoom, ORIGIN.y * 2 ** zoom];
  return { x0: x0 + x, y0: y0 + y, x1: x1 + x, y1: y1 + y };
}

/** A region of some units, and of square areas with names, at world positions of a zoom's pixels. */
function region(zoom, units, areas = [], side = 100) {
  const lonlat = units.map((place) => unworld(...there(zoom, place)));
  const [lon, lat] = [lonlat.map((p) => p.lng), lonlat.map((p) => p.lat)];
  return {
    units: {
      ids: units.map((_, i) => `u${i}`), names: units.map((_, i) => `Unit ${i}`), forms: [{ key: "care", shape: "circle" }],
      form: units.map(() => 0), operators: [""], operator: units.map(() => 0), lon, lat, ...positions(lon, lat),
    },
    points: { x: areas.map((place) => there(zoom, place)[0]), y: areas.map((place) => there(zoom, place)[1]) },
    box: areas.flatMap(([x, y]) => [...there(zoom, [x - side / 2, y - side / 2]), ...there(zoom, [x + side / 2, y + side / 2])]),
    names: areas.map((_, i) => `Area ${i}`),
    persons: areas.map(() => 100),
    places: [],
  };
}

/** Units that a scenario adds, at pixels of a zoom. */
function added(zoom, places) {
  return places.map((place, i) => {
    const { lng, lat } = unworld(...there(zoom, place));
    return { id: `n${i + 1}`, name: `New ${i}`, form: "care", operator: "", lat, lon: lng };
  });
}

function view(geo, payload, zoom, how = {}) {
  const changes = readChanges(geo, { units: { state: "", ...payload.units }, ...payload });
  const state = new Uint8Array(geo.units.ids.length).fill(1);
  const focus = { kind: "region", areas: [], unit: null, lone: [], flows: [], corners: [], lines: [] };
  const shown = { changes, focus, state, labels: true, ranked: payload.ranked ?? [], affected: payload.affected ?? [] };
  const all = moved(zoom, { x0: 0, y0: 0, x1: 1000, y1: 800 });
  return layOut(changes.geo, shown, zoom, { measure, write: String, sight: () => ({ all, covers: [] }), meeting: false, ...how });
}

const pixels = (zoom, marks) => marks.map(({ x, y }) => [x - ORIGIN.x * 2 ** zoom, y - ORIGIN.y * 2 ** zoom].map((v) => Number(v.toFixed(3))));

test("two new units on each other each give way by half", () => {
  const zoom = 9;
  const geo = region(zoom, []);
  const { singles } = view(geo, { units: { added: added(zoom, [[100, 100], [105, 100]]) } }, zoom).marks;
  assert.deepEqual(pixels(zoom, singles), [[90.5, 100], [114.5, 100]]);
});

test("four units near each other become a circle, three do not", () => {
  const units = [[100, 100], [105, 100], [100, 105], [105, 105]];
  const place = (some) => placeUnits(region(9, some).units, new Uint8Array(some.length).fill(1), 9, new Set(), new Map());
  const { singles, clusters } = place(units);
  assert.equal(singles.length, 0);
  assert.deepEqual(pixels(9, clusters), [[102.5, 102.5]]);
  assert.equal(place(units.slice(1)).singles.length, 3);
});

test("of many rings the three latest say what they are", () => {
  const zoom = 9;
  const places = [[150, 150], [450, 150], [750, 150], [150, 500], [450, 500]];
  const units = { added: added(zoom, places) };
  const changes = units.added.map(({ id }) => ({ id, kind: "add", label: id, ring_label: "15 min" }));
  const { names, rings } = view(region(zoom, []), { units, changes, ring_m: 8000 }, zoom);
  assert.equal(rings.length, 5);
  assert.equal(names.filter(({ text }) => text === "15 min").length, 3);
});

test("a meeting's names are 16, 15 and 14 pixels where a page's are 13, 12 and 12", () => {
  const zoom = 13;
  const geo = region(zoom, [[100, 100], [400, 400]], [[700, 300]]);
  const flows = focusFlows(geo, { areas: [0], name: "", flows: {
    from: [0, 0], to: [0, 1], visits: [5, 4], share: [0.6, 0.4], minutes: [1, 2], past: [0, 0], line: [1, 1], way: "from",
  } });
  const focus = { kind: "area", areas: [0], unit: null, lone: [], flows, corners: [], lines: [] };
  const shown = { changes: readChanges(geo, {}), focus, state: new Uint8Array([1, 1]), labels: true, ranked: [], affected: [] };
  const sizes = (meeting) => {
    const { names } = layOut(geo, shown, zoom, { measure, write: (share) => `${100 * share} %`, sight: null, meeting });
    return ["60 %", "Unit 1", "Area 0"].map((text) => names.find((name) => name.text === text)?.size);
  };
  assert.deepEqual(sizes(true), [16, 15, 14]);
  assert.deepEqual(sizes(false), [13, 12, 12]);
});

test("a plate keeps inside the view, and stays where it stood", () => {
  const zoom = 9;
  const payload = { units: { added: added(zoom, [[985, 400]]) }, changes: [{ id: "n1", kind: "add", label: "A plate of many letters" }] };
  const [plate] = view(region(zoom, []), payload, zoom).plates;
  assert.ok(plate.x + plate.w / 2 - ORIGIN.x * 2 ** zoom <= 994);
  assert.equal(plate.text, "A plate of many letters");
});

test("of a picture nothing is named beyond the edge", () => {
  const edge = moved(12, { x0: 0, y0: 0, x1: 500, y1: 400 });
  const geo = region(12, [], [[100, 100], [600, 100]]);
  assert.deepEqual(view(geo, {}, 12, { edge }).names.map(({ text }) => text), ["Area 0"]);
  assert.deepEqual(view(geo, {}, 12).names.map(({ text }) => text), ["Area 0", "Area 1"]);
});

test("what is laid out already stays the same object", () => {
  const geo = region(9, [[100, 100]]);
  const shown = { changes: readChanges(geo, {}), state: new Uint8Array([1]), labels: true, ranked: [], affected: [],
    focus: { kind: "region", areas: [], unit: null, lone: [], flows: [], corners: [], lines: [] } };
  const how = { measure, write: String, sight: null, meeting: false };
  const first = layOut(geo, shown, 9, how);
  assert.equal(layOut(geo, shown, 9, how, first), first);
  assert.notEqual(layOut(geo, shown, 10, how, first), first);
});

test("flows are visited largest last, and those out of view not at all", () => {
  const geo = region(10, [[300, 300], [5000, 5000]], [[100, 100], [4900, 4900]]);
  const shown = flowsAtZoom(geo, { areas: { from: [0, 0, 1], to: [0, 1, 1], visits: [9, 4, 1] } }, 10);
  const seen = [];
  const frame = { k: 2 ** 10, dx: -ORIGIN.x * 2 ** 10, dy: -ORIGIN.y * 2 ** 10, width: 1000, height: 800 };
  assert.equal(visitFlows(shown, frame, (i, ...rest) => seen.push([i, ...rest.map(Math.round)])), 2);
  assert.deepEqual(seen.map(([i]) => i), [1, 0]);
  const drawn = [];
  const pen = { moveTo: (x, y) => drawn.push(["M", x, y]), lineTo: () => {}, quadraticCurveTo: () => drawn.push(["Q"]), closePath: () => drawn.push(["Z"]) };
  traceFlow(pen, false, false, 100, 100, 300, 300, 4);
  assert.deepEqual(drawn.map(([sign]) => sign), ["M", "Q", "Q", "Z"]);
});

test("shares stand at home when all go to one unit", () => {
  const geo = region(9, [[300, 300]], [[100, 100], [200, 100]]);
  const flows = focusFlows(geo, { areas: [0, 1], name: "", flows: {
    from: [0, 1], to: [0, 0], visits: [5, 4], share: [0.5, 0.4], minutes: [1, 2], past: [0, 0], line: [1, 1], way: "to",
  } });
  assert.deepEqual(largestShares(flows, String).map(({ text, x }) => [text, Math.round((x - ORIGIN.x) * 2 ** 9)]), [["0.5", 100], ["0.4", 200]]);
});

/** Whether two boxes by middle, width and height lie on each other. */
const meet = (a, b) => Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2;

/** An area's box as it lies at a zoom. */
function areaBox(geo, area, zoom) {
  const [x0, y0, x1, y1] = geo.box.slice(4 * area, 4 * area + 4).map((edge) => edge * 2 ** zoom);
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, w: x1 - x0, h: y1 - y0 };
}

test("numbers that would meet stand apart, and one without a place nowhere", () => {
  const zoom = 9;
  const geo = region(zoom, [], [[100, 150], [102, 150], [0, 0]], 200);
  geo.points.x[2] = NaN;
  const { ranks } = view(geo, { ranked: [0, 1, 2] }, zoom);
  assert.deepEqual(ranks.map(({ area, at, r, leader }) => [area, at, r, leader]), [[0, 0, 13, null], [1, 1, 13, null]]);
  assert.ok(Math.hypot(ranks[0].x - ranks[1].x, ranks[0].y - ranks[1].y) >= 26);
});

for (const [kind, units, changes] of [
  ["closed", { closed: [0] }, [{ id: "u0", kind: "close", label: "Closes: the unit with a long name" }]],
  ["new", { added: added(9, [[400, 400]]) }, [{ id: "n1", kind: "add", label: "New: the unit with a long name" }]],
  ["moved", { moved: [[0, unworld(...there(9, [430, 400])).lat, unworld(...there(9, [430, 400])).lng]] }, [{ id: "u0", kind: "move", label: "Moves: the unit with a long name" }]],
  ["resized", {}, [{ id: "u0", kind: "size", label: "Larger: the unit with a long name" }]],
])
  for (const side of [30, 90, 300])
    for (const meeting of [true, false])
      test(`nothing lies on what is ${kind} in areas of ${side} pixels, ${meeting ? "in a meeting" : "on a page"}`, () => {
        const zoom = 9;
        const areas = [[400, 400], [400 + side, 400], [400, 400 + side]];
        const geo = region(zoom, [[400, 400]], areas, side);
        const { plates, ranks, marks } = view(geo, { units, changes, affected: [0, 1, 2], ranked: [0, 1, 2] }, zoom, { meeting });
        const unit = marks.singles.find((mark) => mark.change);
        assert.equal(plates.length, 1);
        assert.equal(ranks.length, 3);
        for (const area of [0, 1, 2]) assert.ok(!meet(plates[0], areaBox(geo, area, zoom)), "the plate lies on an area");
        for (const { x, y, r } of ranks) {
          const number = { x, y, w: 2 * r, h: 2 * r };
          assert.ok(!meet(number, plates[0]), "a number lies on the plate");
          assert.ok(Math.hypot(x - unit.x, y - unit.y) >= r + unit.r, "a number lies on the unit");
          if (side < 3 * r) for (const area of [0, 1, 2]) assert.ok(!meet(number, areaBox(geo, area, zoom)), "a number hides an area");
        }
        assert.deepEqual(ranks.map(({ leader }) => Boolean(leader)), ranks.map(({ r }) => side < 3 * r), "a line leads to what is small");
      });

test("where what changes fills the view its plate lies there, whole and beside the unit", () => {
  const zoom = 9;
  const geo = region(zoom, [[400, 400]], [[400, 400]], 5000);
  const { plates, marks } = view(geo, { units: { closed: [0] }, changes: [{ id: "u0", kind: "close", label: "Closes" }], affected: [0] }, zoom);
  const unit = marks.singles.find((mark) => mark.change);
  assert.ok(!meet(plates[0], { x: unit.x, y: unit.y, w: 2 * unit.r, h: 2 * unit.r }));
});

test("a ring is as wide as it is long, and lies about its middle", () => {
  const [x, y] = world(13, 58);
  const points = circle(x, y, 10000);
  const lats = points.map(([px, py]) => unworld(px, py).lat);
  assert.ok(Math.abs((Math.max(...lats) - Math.min(...lats)) * 111195 - 20000) < 40);
});

test("a bold text may lie on a single unit, and on nothing else", () => {
  const space = createSpace();
  space.take({ x0: 0, y0: 0, x1: 10, y1: 10, slight: true });
  space.take({ x0: 200, y0: 0, x1: 210, y1: 10 });
  assert.equal(space.free({ x0: 5, y0: 5, x1: 8, y1: 8 }), false);
  assert.equal(space.free({ x0: 5, y0: 5, x1: 8, y1: 8 }, true), true);
  assert.equal(space.free({ x0: 205, y0: 5, x1: 208, y1: 8 }, true), false);
});

for (const { about, corners, points, inside } of JSON.parse(readFileSync(new URL("../cases/drawn.json", import.meta.url), "utf8")))
  test(`drawn: ${about}`, () => {
    const published = points.map(([lon, lat]) => [lon, lat].map((v) => Number(v.toFixed(4))));
    const found = published.filter((p) => countInside(positions([p[0]], [p[1]]), corners) === 1);
    assert.deepEqual(found, inside.map((i) => published[i]));
  });
