/** Rings of a length in metres around a place, true to scale wherever they are. */

/**
 * Draw a dotted ring.
 *
 * @param {Pen} ctx
 * @param {[number, number][]} points from `circle` of the core
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {boolean} [quiet] one of many: finer, without a casing
 */
export function drawCircle(ctx, points, frame, palette, quiet = false) {
  ctx.save();
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x * frame.k + frame.dx, y * frame.k + frame.dy);
  ctx.closePath();
  ctx.lineCap = "round";
  ctx.setLineDash([0.01, 5.6]);
  ctx.globalAlpha = quiet ? 0.6 : 1;
  /** @type {[string, number][]} */
  const pens = quiet ? [[palette.print(), 1.5]] : [[palette.paper(), 3.8], [palette.print(), 2.2]];
  for (const [colour, width] of pens) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.restore();
}
