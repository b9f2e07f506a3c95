/** Stops of public transport on the ground: small marks, with names where there is room for them. */
import { boxAbout } from "../core/space.js";
import { font } from "./labels.js";

const NAMED = 14; // zoom from which stops have names
const SIZE = 12; // pixels

/**
 * Draw stops, stations first; names keep clear of marks and names above, and of each other.
 *
 * @param {Pen} ctx
 * @param {Stop[]} stops
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {Taken} taken what words keep clear of, pixels of the zoom
 */
export function drawStops(ctx, stops, frame, palette, taken) {
  const seen = stops
    .map((stop) => ({ ...stop, x: stop.at[0] * frame.k + frame.dx, y: stop.at[1] * frame.k + frame.dy }))
    .filter(({ x, y, station }) => (station || frame.zoom >= NAMED) && x > -100 && y > -20 && x < frame.width + 100 && y < frame.height + 20)
    .sort((a, b) => Number(b.station) - Number(a.station));
  ctx.fillStyle = palette.of("map-stop");
  for (const { x, y, station } of seen) {
    const r = station ? 3.5 : 2.25;
    ctx.beginPath();
    if (station) ctx.rect(x - r, y - r, 2 * r, 2 * r);
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (frame.zoom < NAMED) return;
  ctx.font = font(400, SIZE);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = palette.of("map-land");
  ctx.fillStyle = palette.of("ink-3");
  ctx.lineWidth = 3;
  for (const { x, y, name } of seen) {
    const [wide, middle] = [ctx.measureText(name).width, y + SIZE];
    const box = boxAbout(x - frame.dx, middle - frame.dy, wide, SIZE, 3);
    if (!taken.free(box, false)) continue;
    taken.take(box);
    ctx.strokeText(name, x, middle);
    ctx.fillText(name, x, middle);
  }
}
