/** Dots: the larger, the better a place. */

/**
 * Draw places as dots in a casing.
 *
 * @param {Pen} ctx
 * @param {Spot[]} spots
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawSpots(ctx, spots, frame, palette) {
  if (!spots.length) return;
  ctx.beginPath();
  for (const { x, y, r } of spots) {
    const [px, py] = [x * frame.k + frame.dx, y * frame.k + frame.dy];
    ctx.moveTo(px + r, py);
    ctx.arc(px, py, r, 0, 2 * Math.PI);
  }
  ctx.strokeStyle = palette.paper();
  ctx.lineWidth = 2.4;
  ctx.stroke();
  ctx.fillStyle = palette.print();
  ctx.fill();
}
