/** The map's ground: land, lakes, areas in the colours of their classes, and every border. */
import { smaller, trace, visible } from "./lines.js";
import { density } from "./sheet.js";

const OVER_GROUND = 0.85; // of areas' colours
const BATCH = 24; // lines a path: the time a path takes grows faster than its length

/**
 * Trace polygons' rings as one path.
 */
function ring(ctx, set, refs, frame) {
  for (let i = 0; i < refs.length; i++) trace(ctx, set, refs[i], frame, i > 0);
  ctx.closePath();
}

/**
 * Land or lakes of the background.
 *
 * @param {Pen} ctx
 * @param {Ground} ground from `geography`
 * @param {Frame} frame
 * @param {string} fill colour
 * @param {string|null} line colour of the edge, if any
 */
export function drawGround(ctx, ground, frame, fill, line) {
  ctx.fillStyle = fill;
  ctx.strokeStyle = line;
  ctx.lineWidth = 1.2;
  const coarse = { ...frame, slack: 0.5 / frame.k };
  // One path a polygon: the time a path takes grows faster than its length.
  for (const rings of ground.polygons) {
    if (!rings.length || !visible(ground.set, rings[0], frame)) continue;
    if (smaller(ground.set, rings[0], 1 / frame.k)) continue;
    ctx.beginPath();
    for (const one of rings) if (visible(ground.set, one, frame)) ring(ctx, ground.set, [one], coarse);
    ctx.fill("evenodd");
    if (line) ctx.stroke();
  }
}

/**
 * Diagonal lines: on land nothing is known here; over a colour it may as well be otherwise.
 *
 * @param {Pen} ctx
 * @param {Palette} palette
 * @param {boolean} [over] whether a colour lies below
 */
function hatch(ctx, palette, over = false) {
  const ratio = density();
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6 * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  if (!over) {
    pen.fillStyle = palette.of("map-land");
    pen.fillRect(0, 0, 6, 6);
  }
  pen.strokeStyle = palette.of("line-strong");
  pen.globalAlpha = 0.75;
  pen.lineWidth = 0.9;
  pen.beginPath();
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift - 1, 7);
    pen.lineTo(shift + 7, -1);
  }
  pen.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/**
 * Trace those of some areas that are in view.
 *
 * @param {Pen} ctx
 * @param {Geo} geo from `geography`
 * @param {Iterable<number>} areas positions
 * @param {Frame} frame
 * @returns {number} how many are in view
 */
export function traceAreas(ctx, geo, areas, frame) {
  const tiny = 0.4 / frame.k;
  let count = 0;
  for (const area of areas) {
    const at = 4 * area;
    const box = geo.box;
    if (box[at] > frame.east || box[at + 2] < frame.west) continue;
    if (box[at + 1] > frame.south || box[at + 3] < frame.north) continue;
    count++;
    for (const rings of geo.areas[area])
      for (const refs of rings) {
        if (refs.length === 1 && smaller(geo.arcs, refs[0], tiny)) continue;
        ring(ctx, geo.arcs, refs, frame);
      }
  }
  return count;
}

/**
 * Plain land below all areas, so that no seam shows water.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {number[][]} groups areas that lie together: a municipality each
 * @param {Frame} frame
 * @param {string} colour
 */
export function drawLand(ctx, geo, groups, frame, colour) {
  ctx.fillStyle = colour;
  for (const areas of groups) fillGroup(ctx, geo, areas, frame);
}

/** Areas that lie together as one path: no seam between them, and quick to fill. */
function fillGroup(ctx, geo, areas, frame) {
  ctx.beginPath();
  const count = traceAreas(ctx, geo, areas, frame);
  if (count) ctx.fill("evenodd");
  return count;
}

/**
 * Colour the areas by class. Over ground that is drawn close by, colours let it through, and the land's own is left out.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {{groups: number[][][], colours: string[], hatched: Set<number>, uncertain?: Set<number>}|null} fill
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {boolean} over whether roads and water lie below
 * @returns {number} areas in view that got a colour
 */
export function drawAreas(ctx, geo, fill, frame, palette, over) {
  let count = 0;
  ctx.globalAlpha = over ? OVER_GROUND : 1;
  fill?.groups.forEach((groups, kind) => {
    const hatched = fill.hatched.has(kind);
    const colour = fill.colours[kind];
    if (!groups.length || !(colour || hatched)) return;
    ctx.fillStyle = hatched ? hatch(ctx, palette) : palette.resolve(colour);
    if (over && !hatched && palette.resolve(colour) === palette.of("map-land")) return;
    for (const areas of groups) count += fillGroup(ctx, geo, areas, frame);
    if (!fill.uncertain?.has(kind)) return;
    ctx.fillStyle = hatch(ctx, palette, true);
    for (const areas of groups) fillGroup(ctx, geo, areas, frame);
  });
  ctx.globalAlpha = 1;
  return count;
}

/**
 * Stroke some of the shared borders.
 *
 * @param {Pen} ctx
 * @param {Lines} arcs
 * @param {number[]|Int32Array} which
 * @param {Frame} frame
 * @param {string} colour
 * @param {number} width pixels
 */
export function strokeArcs(ctx, arcs, which, frame, colour, width) {
  const tiny = 0.8 / frame.k;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = "bevel"; // too thin for its corners to be seen
  ctx.lineCap = "butt";
  let held = 0;
  ctx.beginPath();
  for (const arc of which) {
    if (!visible(arcs, arc, frame) || smaller(arcs, arc, tiny)) continue;
    trace(ctx, arcs, arc, frame, false);
    if (++held < BATCH) continue;
    ctx.stroke();
    ctx.beginPath();
    held = 0;
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * Borders of areas, municipalities and the region, thin to strong.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {{region: number[], municipality: number[], area: number[]}} borders from `borders`
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawBorders(ctx, geo, borders, frame, palette) {
  const step = frame.zoom < 8.5 ? 0 : frame.zoom < 10.5 ? 1 : 2;
  if (frame.zoom >= 6.75)
    strokeArcs(ctx, geo.arcs, borders.area, frame, palette.of("map-area-line"), [0.5, 0.6, 0.8][step]);
  strokeArcs(ctx, geo.arcs, borders.municipality, frame, palette.of("map-muni-line"), [0.7, 0.9, 1.2][step]);
  strokeArcs(ctx, geo.arcs, borders.region, frame, palette.of("map-region-line"), [0.8, 0.9, 1.1][step]);
}
