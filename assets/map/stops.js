/** Stops of public transport on the ground, and the names of stops and roads where there is room for them. */
import { boxAbout } from "../core/space.js";
import { font } from "./labels.js";

const NAMED = { stops: 14, roads: 14.5 }; // zoom from which there are names
const SIZE = 12; // pixels
const AIR = 8; // pixels of road before and after its name

/** Where on a sheet what is in view stands. */
const inView = (all, frame) =>
  all
    .map((each) => ({ ...each, x: each.at[0] * frame.k + frame.dx, y: each.at[1] * frame.k + frame.dy }))
    .filter(({ x, y }) => x > -100 && y > -20 && x < frame.width + 100 && y < frame.height + 20);

/**
 * Draw stations, and closer by other stops.
 *
 * @param {Pen} ctx
 * @param {Stop[]} stops
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawStops(ctx, stops, frame, palette) {
  ctx.fillStyle = palette.of("map-stop");
  for (const { x, y, station } of inView(stops, frame)) {
    if (!station && frame.zoom < NAMED.stops) continue;
    const r = station ? 3.5 : 2.25;
    ctx.beginPath();
    if (station) ctx.rect(x - r, y - r, 2 * r, 2 * r);
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/**
 * Write names of stations, other stops and roads, clear of what is there and of each other.
 *
 * @param {Pen} ctx
 * @param {Square[]} squares
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {Taken} taken what words keep clear of, pixels of the zoom
 */
export function nameGround(ctx, squares, frame, palette, taken) {
  if (frame.zoom < NAMED.stops) return;
  ctx.save();
  ctx.font = font(400, SIZE);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = palette.of("map-land");
  ctx.fillStyle = palette.of("ink-3");
  ctx.lineWidth = 3;
  const stops = squares.flatMap((square) => square.stops);
  for (const { x, y, name } of inView([...stops.filter((s) => s.station), ...stops.filter((s) => !s.station)], frame))
    write(ctx, name, ctx.measureText(name).width, x, y + SIZE, 0, frame, taken);
  const roads = frame.zoom < NAMED.roads ? [] : squares.flatMap((square) => square.names);
  for (const { x, y, name, angle, long } of inView(roads, frame)) {
    const wide = ctx.measureText(name).width;
    if (wide + 2 * AIR < long * frame.k) write(ctx, name, wide, x, y, angle, frame, taken);
  }
  ctx.restore();
}

/** One name about a place, turned, if nothing is there. */
function write(ctx, name, wide, x, y, angle, frame, taken) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const box = boxAbout(x - frame.dx, y - frame.dy, cos * wide + sin * SIZE, sin * wide + cos * SIZE, 3);
  if (!taken.free(box, false)) return;
  taken.take(box);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.strokeText(name, 0, 0);
  ctx.fillText(name, 0, 0);
  ctx.restore();
}
