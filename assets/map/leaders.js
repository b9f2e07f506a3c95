/** Lines from words or numbers to what they are of. */

/**
 * Draw lines, each with every pen in turn.
 *
 * @param {Pen} ctx
 * @param {[number, number, number, number][]} lines from and to, pixels of the zoom
 * @param {Frame} frame
 * @param {[string, number][]} pens colour and width, the lowest first
 */
export function drawLines(ctx, lines, frame, pens) {
  for (const [x0, y0, x1, y1] of lines) {
    ctx.beginPath();
    ctx.moveTo(x0 + frame.dx, y0 + frame.dy);
    ctx.lineTo(x1 + frame.dx, y1 + frame.dy);
    for (const [colour, width] of pens) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
}
