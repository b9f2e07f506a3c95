/** One square of ground: decoded from the server's whole numbers, and drawn in quiet colours. */
import { drawGround } from "./areas.js";
import { decodeLines, smaller, trace, visible } from "./lines.js";

/** Bottom to top: colour, and pixels wide at zoom 12 and 15; `dash` in pixels. */
const LINES = [
  { name: "river", colour: "map-water", wide: [1, 2.5] },
  { name: "path", colour: "map-path", wide: [0.6, 1.2], dash: [3, 2.5] },
  { name: "street", colour: "map-street", wide: [0.5, 2.6] },
  { name: "road", colour: "map-road", wide: [1, 4] },
  { name: "main", colour: "map-main-road", wide: [1.8, 6] },
  { name: "rail", colour: "map-rail", wide: [0.8, 1.4], dash: [5, 3] },
];
const BATCH = 24; // lines a path: the time a path takes grows faster than its length

/**
 * Decode a square.
 *
 * @param {SquareDocument} found of the server
 * @param {{column: number, row: number}} at
 * @param {SquareLevel} level
 * @returns {Square}
 */
export function decodeSquare(found, at, level) {
  const step = level.wide / level.steps;
  /** @type {(x: number, y: number) => [number, number]} */
  const place = (x, y) => [at.column * level.wide + x * step, at.row * level.wide + y * step];
  let ring = 0;
  return {
    lines: Object.fromEntries(Object.entries(found.lines).map(([name, coded]) => [name, decodeLines(coded, 1, place)])),
    water: {
      set: decodeLines(found.water.flat(), 1, place),
      polygons: found.water.map((rings) => rings.map(() => ring++)),
    },
    stops: found.stops.map(([x, y, kind, name]) => ({ at: place(x, y), station: kind === 1, name })),
    names: found.names.map(([x, y, angle, long, name]) => ({ at: place(x, y), angle: (angle * Math.PI) / 180, long: long * step, name })),
  };
}

/**
 * Draw water and lines of some squares, all squares' lines of a class before the next class.
 *
 * @param {Pen} ctx
 * @param {Square[]} squares
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawSquares(ctx, squares, frame, palette) {
  for (const { water } of squares) drawGround(ctx, water, frame, palette.of("map-water"), null);
  const near = Math.max(0, Math.min(1, (frame.zoom - 12) / 3));
  ctx.save();
  for (const { name, colour, wide, dash } of LINES) {
    ctx.strokeStyle = palette.of(colour);
    ctx.lineWidth = wide[0] + near * (wide[1] - wide[0]);
    ctx.lineCap = dash ? "butt" : "round";
    ctx.setLineDash(dash || []);
    for (const { lines } of squares) if (lines[name]) strokeLines(ctx, lines[name], frame);
  }
  ctx.restore();
}

function strokeLines(ctx, set, frame) {
  const tiny = 0.8 / frame.k;
  let held = 0;
  ctx.beginPath();
  for (let line = 0; line < set.count; line++) {
    if (!visible(set, line, frame) || smaller(set, line, tiny)) continue;
    trace(ctx, set, line, frame, false);
    if (++held < BATCH) continue;
    ctx.stroke();
    ctx.beginPath();
    held = 0;
  }
  ctx.stroke();
}
