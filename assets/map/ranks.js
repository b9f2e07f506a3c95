/** The numbers of a ranking as they are drawn; the core places them. */
import { font } from "./labels.js";

const DIGIT = 1.1; // radii that a digit is high

/**
 * Draw the lines to areas that are too small for their number, below the marks.
 */
export function drawRankLeaders(ctx, ranks, frame, palette) {
  for (const { x, y, leader } of ranks) {
    if (!leader) continue;
    ctx.beginPath();
    ctx.moveTo(leader[0] + frame.dx, leader[1] + frame.dy);
    ctx.lineTo(x + frame.dx, y + frame.dy);
    for (const [colour, width] of /** @type {[string, number][]} */ ([[palette.print(), 5], [palette.paper(), 2.4]])) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
}

/**
 * Draw dark digits on light discs.
 *
 * @param {Pen} ctx
 * @param {Rank[]} ranks from `layOut`
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawRanks(ctx, ranks, frame, palette) {
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { at, x, y, r } of ranks) {
    const [px, py] = [x + frame.dx, y + frame.dy];
    ctx.beginPath();
    ctx.arc(px, py, r, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper();
    ctx.fill();
    ctx.lineWidth = r / 6 + 0.2;
    ctx.strokeStyle = palette.print();
    ctx.stroke();
    ctx.fillStyle = palette.print();
    ctx.font = font(700, DIGIT * r);
    ctx.fillText(String(at + 1), px, py + 1);
  }
  ctx.restore();
}
