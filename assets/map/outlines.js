/** Outlines over the areas: zones, service areas, what is chosen and what is pointed at. */
import { traceAreas } from "./areas.js";
import { strokeChains } from "./borders.js";

/**
 * Zones from zoom 9, dashed on a white casing; in a meeting at every zoom, and solid. Under a layer that compares
 * with today they are those of today: thin and grey.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {Outlines|null} zones of the view
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {boolean} quiet whether the areas say a change
 */
export function drawZones(ctx, geo, zones, frame, palette, quiet) {
  if (!zones || (frame.zoom < 8.5 && !palette.meeting)) return;
  const casing = palette.of("surface");
  const colour = palette.of("map-selected");
  const pen = quiet
    ? { colour: palette.of("line-strong"), width: 1, dash: [2, 3], least: 24 }
    : palette.meeting
    ? { colour, width: 2, casing, over: 4, least: 24 }
    : { colour, width: 1.5, casing, over: 4.5, dash: [5, 3], least: 24 };
  strokeChains(ctx, geo.arcs, zones.lines, frame, pen);
}

/**
 * Service areas: outlines, and the areas of the chosen unit tinted.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {Outlines|null} service of the view
 * @param {Focus} focus of the view
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawService(ctx, geo, service, focus, frame, palette) {
  if (!service) return;
  if (focus.unit !== null) {
    const own = [];
    service.classes.forEach((kind, area) => kind === focus.unit + 1 && own.push(area));
    ctx.beginPath();
    traceAreas(ctx, geo, own, frame);
    ctx.globalAlpha = 0.45;
    ctx.fillStyle = palette.of("seq-3");
    ctx.fill("evenodd");
    ctx.globalAlpha = 1;
  }
  const fine = frame.zoom < 8.5;
  strokeChains(ctx, geo.arcs, service.lines, frame, {
    colour: palette.of("seq-5"),
    width: fine ? 1.1 : 1.5,
    casing: palette.of("surface"),
    over: fine ? 2.4 : 3.4,
    least: 8,
  });
}

/**
 * The outline of what is chosen.
 */
export function drawSelected(ctx, geo, lines, frame, palette) {
  strokeChains(ctx, geo.arcs, lines, frame, {
    colour: palette.of("map-selected"),
    width: 2.6,
    casing: palette.of("surface"),
    over: 6,
    least: 2.5,
  });
}

/**
 * The outline of the area pointed at.
 */
export function drawHovered(ctx, geo, area, frame, palette) {
  ctx.beginPath();
  traceAreas(ctx, geo, [area], frame);
  const line = palette.meeting ? "map-selected" : "map-hover";
  for (const [colour, width] of /** @type {[string, number][]} */ ([["surface", 3.5], [line, 1.5]])) {
    ctx.strokeStyle = palette.of(colour);
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

/**
 * A ring about a unit or circle: pointed at, or chosen.
 *
 * @param {Pen} ctx
 * @param {number} x pixels on the sheet
 * @param {number} y
 * @param {number} r
 * @param {string} colour name of a custom property
 * @param {number} width
 * @param {Palette} palette
 */
export function drawRing(ctx, x, y, r, colour, width, palette) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  for (const [stroke, over] of /** @type {[string, number][]} */ ([["surface", width + 2.4], [colour, width]])) {
    ctx.strokeStyle = palette.of(stroke);
    ctx.lineWidth = over;
    ctx.stroke();
  }
}

/**
 * What was drawn to choose areas: a quiet dashed line, as the areas themselves are outlined.
 *
 * @param {Pen} ctx
 * @param {[number, number][]} corners world positions
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawCorners(ctx, corners, frame, palette) {
  ctx.beginPath();
  for (const [x, y] of corners) ctx.lineTo(x * frame.k + frame.dx, y * frame.k + frame.dy);
  ctx.closePath();
  ctx.setLineDash([5, 4]);
  ctx.strokeStyle = palette.of("accent");
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}
