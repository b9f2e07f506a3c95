/** Names on the map as they are drawn, with a halo in the colour of paper; the core lays them out. */

/**
 * The map's typeface.
 *
 * @param {number} weight 400 to 700
 * @param {number} size pixels
 * @returns {string} for a canvas
 */
export function font(weight, size) {
  return `${weight} ${size}px Inter, system-ui, sans-serif`;
}

/**
 * Draw laid-out names.
 *
 * @param {Pen} ctx
 * @param {Label[]} names from `layout`
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawLabels(ctx, names, frame, palette) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.of("surface");
  for (const name of names) {
    const x = name.x + frame.dx;
    const y = name.y + frame.dy;
    if (x < -100 || y < -20 || x > frame.width + 100 || y > frame.height + 20) continue;
    ctx.font = font(name.weight, name.size);
    ctx.lineWidth = 3.2;
    ctx.globalAlpha = 0.92;
    ctx.strokeText(name.text, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.of(name.colour);
    ctx.fillText(name.text, x, y);
  }
}

/**
 * What words are measured with.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @returns {Measure}
 */
export function measureWith(ctx) {
  return (text, weight, size) => {
    ctx.font = font(weight, size);
    return ctx.measureText(text).width;
  };
}
