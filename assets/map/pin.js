/** The sign of a place that somebody looked for: where one lives in Hitta, an address in Planera. */

/**
 * Draw a disc, with an edge where it has a colour.
 *
 * @param {Pen} ctx
 * @param {number} x pixels on the sheet
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 * @param {string} [edge]
 */
export function disc(ctx, x, y, r, colour, edge) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  if (!edge) return;
  ctx.strokeStyle = edge;
  ctx.lineWidth = 2;
  ctx.stroke();
}

/**
 * Draw the pin: a disc in a halo.
 *
 * @param {Pen} ctx
 * @param {number} x pixels on the sheet
 * @param {number} y
 * @param {Palette} palette
 */
export function drawPin(ctx, x, y, palette) {
  ctx.globalAlpha = 0.25;
  disc(ctx, x, y, 14, palette.of("accent"));
  ctx.globalAlpha = 1;
  disc(ctx, x, y, 7, palette.of("accent"), palette.paper());
}
