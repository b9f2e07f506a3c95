/** The numbers of a ranking as they are drawn; the core places them. */
import { font } from "./labels.js";
import { drawLines } from "./leaders.js";

const DIGIT = 1.1; // radii that a digit is high
const SIDE = 0.9; // radii of half a square's side

/**
 * Draw the lines to areas that are too small for their number, below the marks.
 */
export function drawRankLeaders(ctx, ranks, frame, palette) {
  const lines = ranks.filter(({ leader }) => leader).map(({ x, y, leader }) => [...leader, x, y]);
  drawLines(ctx, lines, frame, [[palette.print(), 5], [palette.paper(), 2.4]]);
}

/**
 * Draw light digits on dark squares.
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
    const half = SIDE * r;
    ctx.beginPath();
    ctx.roundRect(px - half, py - half, 2 * half, 2 * half, 4); // a circle with a number is so many units
    ctx.lineWidth = 5;
    ctx.strokeStyle = palette.paper();
    ctx.stroke();
    ctx.fillStyle = palette.print();
    ctx.fill();
    ctx.fillStyle = palette.paper();
    ctx.font = font(700, DIGIT * r);
    ctx.fillText(String(at + 1), px, py + 1);
  }
  ctx.restore();
}
