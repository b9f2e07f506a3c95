/** Name plates of what a scenario changes: beside their marks, never on each other, on what changes or over the edge of the view. */
import { circle } from "./rings.js";
import { boxAbout, inside, nearestFree, touches } from "./space.js";

export const HEIGHT = 25; // of a plate whose text is as large as SIZE
export const SIZE = 13; // of the text
const LARGER = 16; // of the text in a meeting
const ASIDE = 9; // pixels between text and edge
const WIDEST = 260;
const SHORTER = [160, 110]; // where there is no place for all of the text
const AWAY = 28; // pixels between rows, from the second with a line to the mark
const NAMED = 3; // rings that say what they are
const EDGE = 6; // pixels between a plate and the edge of the view
const STEP = 10; // pixels between the places beyond what changes that are tried

/** A text no wider than there is room for. */
function fitted(measure, text, weight, size, room) {
  if (measure(text, weight, size) <= room) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end).trimEnd()}…`, weight, size) > room) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/**
 * Where a plate may stand about its mark, the best first: beside it, then in rows above and below it.
 *
 * @returns {{x: number, y: number, leader: boolean, over: boolean}[]} `leader`: a line leads there; `over`: it may
 *   lie on units that are not changed
 */
function stands(mark, w, h, view) {
  const gap = mark.r + (mark.change.sized ? 10 : 7);
  const row = (up, step) => ({ y: mark.y + up * (gap + h / 2 + step * AWAY), leader: step > 0 });
  const beside = [1, -1].map((side) => ({ x: mark.x + side * (gap + w / 2), y: mark.y, leader: false }));
  const onto = [-1, 1].map((up) => ({ x: mark.x, ...row(up, 0) }));
  const near = mark.change.kind === "close" ? [...onto, ...beside] : [...beside, ...onto];
  const rows = [];
  for (const step of [0, 1, 2])
    for (const up of [-1, 1])
      for (const shift of [0, 0.35, -0.35, 0.6, -0.6]) {
        const x = Math.max(view.x0 + w / 2, Math.min(view.x1 - w / 2, mark.x + shift * w));
        rows.push({ x, ...row(up, step) });
      }
  const all = [...near, ...rows];
  return [...all.map((place) => ({ ...place, over: false })), ...all.map((place) => ({ ...place, over: true }))];
}

/** Whether the plate of a mark would be seen whole; of a mark that is out of sight itself, not at all. */
function whole(sight, view, mark, box) {
  if (!touches(boxAbout(mark.x, mark.y, 2 * mark.r, 2 * mark.r, 0), sight.all)) return !touches(box, sight.all);
  if (!inside(box, view)) return false;
  const under = sight.covers.find((o) => mark.x > o.x0 && mark.x < o.x1 && mark.y > o.y0 && mark.y < o.y1);
  return under ? inside(box, under) : sight.covers.every((o) => !touches(box, o));
}

/** Lay out the plates. */
function layoutPlates(measure, marks, taken, sight, view, before, size, over) {
  const found = [];
  const h = HEIGHT + size - SIZE;
  // What was done last is named first, should there not be room for all.
  for (const mark of [...marks].reverse())
    mark.change.labels.forEach((label, row) => {
      const last = before.find((plate) => plate.unit === mark.unit && plate.row === row)?.stand;
      for (const room of [0.7 * (view.x1 - view.x0), ...SHORTER]) {
        const text = fitted(measure, label, 600, size, Math.min(WIDEST, room));
        const w = Math.ceil(measure(text, 600, size)) + 2 * ASIDE;
        const fits = ({ x, y, over: bold }) => whole(sight, view, mark, boxAbout(x, y, w, h, 0)) && taken.free(boxAbout(x, y, w, h, 3), bold);
        const clear = ({ x, y }) => !over(boxAbout(x, y, w, h, 3));
        const places = stands(mark, w, h, view);
        const onto = places.findIndex((place) => clear(place) && fits(place));
        const off = onto < 0 && nearestFree(mark.x, mark.y, STEP, (x, y) => clear({ x, y }) && fits({ x, y, over: false }));
        if (off) places.push({ ...off, leader: true, over: false }); // beyond what changes
        const order = [...places.keys()].sort((a, b) => Number(clear(places[b])) - Number(clear(places[a])));
        if (last !== undefined && places[last] && (clear(places[last]) || !clear(places[order[0]]))) order.unshift(last);
        const stand = order.find((i) => fits(places[i]));
        if (stand === undefined) continue; // in a crowd none fits: then the card says it
        const { x, y, leader } = places[stand];
        taken.take(boxAbout(x, y, w, h, 3));
        found.push({ unit: mark.unit, row, kind: mark.change.kind, text, x, y, w, h, size, stand, leader, mark });
        return;
      }
    });
  return found;
}

/** Lay out the words at the rings: below, above or beside them, where they are in view. */
function layoutLimits(measure, rings, taken, view, k, size) {
  const found = [];
  // All say the same: the latest few are enough.
  for (const { points, limit } of [...rings].reverse()) {
    if (!limit || found.length === NAMED) continue;
    const w = measure(limit, 600, size);
    const at = (part) => points[Math.round(part * points.length) % points.length].map((v) => v * k);
    const gap = size * 0.58 + 5;
    const [south, north, east, west] = [at(0.5), at(0), at(0.25), at(0.75)];
    const places = [
      [south[0], south[1] + gap], [south[0], south[1] - gap], [north[0], north[1] - gap], [north[0], north[1] + gap],
      [east[0] + w / 2 + 8, east[1]], [east[0] - w / 2 - 8, east[1]], [west[0] - w / 2 - 8, west[1]], [west[0] + w / 2 + 8, west[1]],
    ];
    const place = places.find(([x, y]) => inside(boxAbout(x, y, w, size, 2), view) && taken.free(boxAbout(x, y, w, size, 3), true));
    if (!place) continue;
    taken.take(boxAbout(place[0], place[1], w, size, 3));
    found.push({ x: place[0], y: place[1], text: limit, width: w, weight: 600, size, colour: "ink" });
  }
  return found;
}

/**
 * Lay out everything that is written about changes, and the rings around new and moved units.
 *
 * @param {Geo} geo
 * @param {Changes} changes from `readChanges`
 * @param {Marks} marks from `placeUnits`
 * @param {number} zoom
 * @param {Taken} taken from `spaceAround`: what plates keep clear of; it grows by them
 * @param {{measure: Measure, sight: () => Visible, before?: Plate[], lifted?: Mark|null, meeting: boolean,
 *   over: (box: Box) => boolean}} options what of the map is seen, called only where something is changed; the plates as
 *   they stood: one stays where it is as long as it may; the mark that is carried and has none; whether an area that the
 *   scenario does something to lies somewhere: plates stand there only where there is no other place
 * @returns {{plates: Plate[], limits: Label[], rings: Ring[], key: string}} plates by centre and size, pixels of the zoom;
 *   `key` is the same for the same layout
 */
export function layoutChanges(geo, changes, marks, zoom, taken, { measure, sight, before = [], lifted = null, meeting, over }) {
  const changed = marks.singles.filter((m) => m.change && m.unit !== lifted?.unit);
  if (!changed.length) return { plates: [], limits: [], rings: [], key: "" };
  const size = meeting ? LARGER : SIZE;
  const k = Math.pow(2, zoom);
  for (const { change } of changed)
    if (change.from) taken.take(boxAbout(change.from[0] * k, change.from[1] * k, 12, 12, 2));
  const visible = sight();
  const { x0, y0, x1, y1 } = visible.all;
  const view = { x0: x0 + EDGE, y0: y0 + EDGE, x1: x1 - EDGE, y1: y1 - EDGE };
  const plates = layoutPlates(measure, changed, taken, visible, view, before, size, over);
  const ringed = changes.ring ? changed.filter((m) => m.change.kind === "add" || m.change.kind === "move") : [];
  const rings = ringed.map((m) => ({
    x: geo.units.x[m.unit],
    y: geo.units.y[m.unit],
    points: circle(geo.units.x[m.unit], geo.units.y[m.unit], changes.ring),
    limit: m.change.limit,
  }));
  const limits = layoutLimits(measure, rings, taken, view, k, size);
  const key = [...plates.map((p) => [p.unit, p.row, p.stand, p.text, p.x, p.y]), ...limits.map((l) => [l.x, l.y])].join(" ");
  return { plates, limits, rings, key };
}
