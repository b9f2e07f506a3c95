/** Name plates of what a scenario changes: beside their marks, never on each other, never over the edge of the view. */
import { covers } from "./covers.js";
import { font, occupied } from "./labels.js";
import { circle } from "./rings.js";

const HEIGHT = 25;
const ASIDE = 9; // pixels between text and edge
const WIDEST = 260;
const SHORTER = [160, 110]; // where there is no place for all of the text
const AWAY = 28; // pixels between rows, from the second with a line to the mark
const NAMED = 3; // rings that say what they are
const EDGE = 6; // pixels between a plate and the edge of the view

/** A text no wider than there is room for. */
function fitted(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end).trimEnd()}…`).width > room) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

const boxOf = (x, y, w, h, margin) => ({
  x0: x - w / 2 - margin, y0: y - h / 2 - margin, x1: x + w / 2 + margin, y1: y + h / 2 + margin,
});

const touches = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;

const inside = (box, view) => box.x0 >= view.x0 && box.x1 <= view.x1 && box.y0 >= view.y0 && box.y1 <= view.y1;

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

/**
 * Lay out the plates.
 *
 * @param {Pen} ctx to measure with
 * @param {Mark[]} marks of changed units, from `place`
 * @param {Taken} taken from `occupied`: what plates keep clear of; it grows by them
 * @param {Sight} sight from `sightOf`
 * @param {Plate[]} before the plates as they stood: one stays where it is as long as it may
 * @param {number} size of the text, pixels
 * @returns {Plate[]} {unit, row, kind, text, x, y, w, h, stand, leader, mark}: centre and size, pixels of the zoom
 */
function layoutPlates(ctx, marks, taken, sight, before, size) {
  const found = [];
  const h = HEIGHT + size - 13;
  ctx.font = font(600, size);
  // What was done last is named first, should there not be room for all.
  for (const mark of [...marks].reverse())
    mark.change.labels.forEach((label, row) => {
      const last = before.find((plate) => plate.unit === mark.unit && plate.row === row)?.stand;
      for (const room of [0.7 * (sight.view.x1 - sight.view.x0), ...SHORTER]) {
        const text = fitted(ctx, label, Math.min(WIDEST, room));
        const w = Math.ceil(ctx.measureText(text).width) + 2 * ASIDE;
        const places = stands(mark, w, h, sight.view);
        const order = [...places.keys()];
        if (last !== undefined) order.unshift(last);
        const stand = order.find((i) => {
          const { x, y, over } = places[i];
          return sight.whole(mark, boxOf(x, y, w, h, 0)) && taken.free(boxOf(x, y, w, h, 3), over);
        });
        if (stand === undefined) continue; // in a crowd none fits: then the card says it
        const { x, y, leader } = places[stand];
        taken.take(boxOf(x, y, w, h, 3));
        found.push({ unit: mark.unit, row, kind: mark.change.kind, text, x, y, w, h, stand, leader, mark });
        return;
      }
    });
  return found;
}

/**
 * Lay out the words at the rings: below, above or beside them, where they are in view.
 *
 * @returns {Label[]} as names from `layoutLabels`
 */
function layoutLimits(ctx, rings, taken, view, zoom, size) {
  const k = Math.pow(2, zoom);
  const found = [];
  // All say the same: the latest few are enough.
  for (const { points, limit } of [...rings].reverse()) {
    if (!limit || found.length === NAMED) continue;
    ctx.font = font(600, size);
    const w = ctx.measureText(limit).width;
    const at = (part) => points[Math.round(part * points.length) % points.length].map((v) => v * k);
    const gap = size * 0.58 + 5;
    const [south, north, east, west] = [at(0.5), at(0), at(0.25), at(0.75)];
    const places = [
      [south[0], south[1] + gap], [south[0], south[1] - gap], [north[0], north[1] - gap], [north[0], north[1] + gap],
      [east[0] + w / 2 + 8, east[1]], [east[0] - w / 2 - 8, east[1]], [west[0] - w / 2 - 8, west[1]], [west[0] + w / 2 + 8, west[1]],
    ];
    const place = places.find(([x, y]) => inside(boxOf(x, y, w, size, 2), view) && taken.free(boxOf(x, y, w, size, 3), true));
    if (!place) continue;
    taken.take(boxOf(...place, w, size, 3));
    found.push({ x: place[0], y: place[1], text: limit, width: w, size, font: ctx.font, colour: "ink" });
  }
  return found;
}

/**
 * What of the map is seen now: inside the view, and not under a panel, a button or the legend.
 *
 * @param {L.Map} map
 * @returns {Sight} `whole`: whether the plate of a mark would
 *   be seen whole; of a mark that is out of sight itself, not at all
 */
function sightOf(map) {
  const container = map.getContainer();
  const corner = container.getBoundingClientRect();
  const { min, max } = map.getPixelBounds();
  const view = { x0: min.x + EDGE, y0: min.y + EDGE, x1: max.x - EDGE, y1: max.y - EDGE };
  const all = { x0: min.x, y0: min.y, x1: max.x, y1: max.y };
  const over = covers(container).map((box) => ({
    x0: box.left - corner.left + min.x - 2,
    y0: box.top - corner.top + min.y - 2,
    x1: box.right - corner.left + min.x + 2,
    y1: box.bottom - corner.top + min.y + 2,
  }));

  function whole(mark, box) {
    if (!touches(boxOf(mark.x, mark.y, 2 * mark.r, 2 * mark.r, 0), all)) return !touches(box, all);
    if (!inside(box, view)) return false;
    const under = over.find((o) => mark.x > o.x0 && mark.x < o.x1 && mark.y > o.y0 && mark.y < o.y1);
    return under ? inside(box, under) : over.every((o) => !touches(box, o));
  }

  return { view, whole };
}

/**
 * Lay out everything that is written about changes, and the rings around new and moved units.
 *
 * @param {Pen} ctx to measure with
 * @param {L.Map} map
 * @param {Geo} geo
 * @param {Changes} changes from `readChanges`
 * @param {Marks} marks from `place`
 * @param {number} zoom
 * @param {{unit: number|null, before: Plate[], lifted: Mark|null, meeting: boolean}} options the chosen unit;
 *   the plates as they stood; the mark that is carried and has none
 * @returns {{plates: Plate[], limits: Label[], rings: Ring[], taken: Taken, key: string}} `key` is the same for
 *   the same layout
 */
export function layoutChanges(ctx, map, geo, changes, marks, zoom, { unit, before, lifted, meeting }) {
  const taken = occupied(marks, unit);
  const changed = marks.singles.filter((m) => m.change && m.unit !== lifted?.unit);
  const size = meeting ? 16 : 13;
  const k = Math.pow(2, zoom);
  for (const { change } of changed)
    if (change.from) taken.take(boxOf(change.from[0] * k, change.from[1] * k, 12, 12, 2));
  const sight = sightOf(map);
  const plates = layoutPlates(ctx, changed, taken, sight, before, size);
  const ringed = changes.ring ? changed.filter((m) => m.change.kind === "add" || m.change.kind === "move") : [];
  const rings = ringed.map((m) => ({
    x: geo.units.x[m.unit],
    y: geo.units.y[m.unit],
    points: circle(geo.units.x[m.unit], geo.units.y[m.unit], changes.ring),
    limit: m.change.limit,
  }));
  const limits = layoutLimits(ctx, rings, taken, sight.view, zoom, size);
  const key = [...plates.map((p) => [p.unit, p.row, p.stand, p.text, p.x, p.y]), ...limits.map((l) => [l.x, l.y])].join(" ");
  return { plates, limits, rings, taken, key };
}

/**
 * Draw the lines to plates that stand off, below the marks.
 */
export function drawLeaders(ctx, plates, frame, palette) {
  for (const { mark, x, y, leader } of plates) {
    if (!leader) continue;
    ctx.beginPath();
    ctx.moveTo(mark.x + frame.dx, mark.y + frame.dy);
    ctx.lineTo(x + frame.dx, y + frame.dy);
    for (const [colour, width] of [["surface", 3.4], ["ink", 1.2]]) {
      ctx.strokeStyle = palette.of(colour);
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
}

/**
 * Draw plates: dark for what comes, light for what goes or only grows.
 *
 * @param {Pen} ctx
 * @param {Plate[]} plates from `layoutPlates`
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawPlates(ctx, plates, frame, palette) {
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const plate of plates) {
    const dark = plate.kind === "add" || plate.kind === "move";
    const x = Math.round(plate.x + frame.dx - plate.w / 2);
    const y = Math.round(plate.y + frame.dy - plate.h / 2);
    ctx.beginPath();
    ctx.roundRect(x, y, plate.w, plate.h, 4);
    ctx.strokeStyle = palette.of("surface");
    ctx.lineWidth = dark ? 2 : 4;
    ctx.stroke();
    ctx.fillStyle = palette.of(dark ? "ink" : "surface");
    ctx.fill();
    if (!dark) {
      ctx.strokeStyle = palette.of("ink");
      ctx.lineWidth = 1.4;
      ctx.stroke();
    }
    ctx.font = font(600, plate.h - HEIGHT + 13);
    ctx.fillStyle = palette.of(dark ? "surface" : "ink");
    ctx.fillText(plate.text, x + plate.w / 2, y + plate.h / 2 + 0.5);
  }
  ctx.restore();
}
