/** Name plates of what a scenario changes, as they are drawn; the core lays them out. */
import { covers } from "./covers.js";
import { font } from "./labels.js";
import { drawLines } from "./leaders.js";

const AIR = 2; // pixels about what lies over the map

/**
 * What lies over the map, in pixels from its upper left corner.
 *
 * @param {L.Map} map
 * @returns {Sides[]}
 */
export function coversOf(map) {
  const container = map.getContainer();
  const corner = container.getBoundingClientRect();
  return covers(container).map((box) => ({
    left: box.left - corner.left - AIR,
    top: box.top - corner.top - AIR,
    right: box.right - corner.left + AIR,
    bottom: box.bottom - corner.top + AIR,
  }));
}

/**
 * What of the map is seen now: the view, and what of it lies under a panel, a button or the legend.
 *
 * @param {L.Map} map
 * @returns {Visible}
 */
export function sightOf(map) {
  const { min, max } = map.getPixelBounds();
  return {
    all: { x0: min.x, y0: min.y, x1: max.x, y1: max.y },
    covers: coversOf(map).map(({ left, top, right, bottom }) => ({ x0: left + min.x, y0: top + min.y, x1: right + min.x, y1: bottom + min.y })),
  };
}

/**
 * Draw the lines to plates that stand off, below the marks.
 */
export function drawLeaders(ctx, plates, frame, palette) {
  const lines = plates.filter(({ leader }) => leader).map(({ mark, x, y }) => [mark.x, mark.y, x, y]);
  drawLines(ctx, lines, frame, [[palette.of("surface"), 3.4], [palette.of("ink"), 1.2]]);
}

/**
 * Draw plates: dark for what comes, light for what goes or only grows.
 *
 * @param {Pen} ctx
 * @param {Plate[]} plates from `layoutChanges`
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
    ctx.font = font(600, plate.size);
    ctx.fillStyle = palette.of(dark ? "surface" : "ink");
    ctx.fillText(plate.text, x + plate.w / 2, y + plate.h / 2 + 0.5);
  }
  ctx.restore();
}
