/** The topmost sheet, there only while a unit is carried or a place is picked: what moves, and nothing else. */
import { unitRadius } from "../core/clusters.js";
import { circle } from "../core/rings.js";
import { drawHovered, drawRing } from "./outlines.js";
import { drawCircle } from "./rings.js";
import { sheetClass } from "./sheet.js";
import { drawSpots } from "./spots.js";
import { drawDisc, drawWay } from "./symbols.js";

/**
 * The sheet of what moves over one map.
 *
 * @param {L.Map} map
 * @param {Palette} palette
 * @returns {{show: (next: Carried & {geo: Geo, ring: number, draw: DrawUnit, plates: Plate[]}) => void, again: () => void, redrawn: number, spots: Spot[]}} `show` takes {geo, x, y, area, ring, from, mark,
 *   wide, draw, plates}: the place in world units; the area under it or -1; metres of the ring; the old place; the
 *   mark carried, or null for a place that is only pointed at; whether a finger hides it; a unit's drawer; plates
 *   that lines pass under. Null takes it off. `spots` are places that are drawn under it.
 */
export function createOverlay(map, palette) {
  const Sheet = sheetClass();
  const own = { show, again: () => sheet?.redraw(), redrawn: 0, spots: /** @type {Spot[]} */ ([]) };
  let sheet = null;
  let shown = null;

  function paint(ctx, frame) {
    const { geo, x, y, area, ring, from, mark, wide, draw, plates } = shown;
    const [px, py] = [x * frame.k + frame.dx, y * frame.k + frame.dy];
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, 0, frame.width, frame.height);
    for (const { x: at, y: on, w, h } of plates) ctx.rect(at + frame.dx - w / 2, on + frame.dy - h / 2, w, h);
    ctx.clip("evenodd");
    if (area >= 0) drawHovered(ctx, geo, area, frame, palette);
    if (ring) drawCircle(ctx, circle(x, y, ring), frame, palette);
    if (from) {
      const r = Math.max(5, unitRadius(frame.zoom));
      drawWay(ctx, from[0] * frame.k + frame.dx, from[1] * frame.k + frame.dy, px, py, r, palette);
    }
    drawSpots(ctx, own.spots, frame, palette);
    ctx.restore();
    if (!mark) return;
    if (wide) drawRing(ctx, px, py, 30, "accent", 2, palette);
    if (mark.change?.kind === "add") drawDisc(ctx, "add", px, py, mark.r + 2, palette);
    else {
      drawRing(ctx, px, py, mark.r + 6, "accent", 2, palette);
      draw(ctx, mark.unit, px, py, mark.r + 2, mark.alert);
    }
  }

  function show(next) {
    shown = next;
    if (!next) {
      sheet?.remove();
      sheet = null;
      return;
    }
    own.redrawn += 1;
    // No larger than the view: the map stands still under it.
    if (sheet) sheet.redraw();
    else sheet = new Sheet("overlay", paint, { zIndex: 9, padding: 0 }).addTo(map);
  }

  return own;
}
