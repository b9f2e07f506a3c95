/**
 * Many lines in a few flat arrays, each vertex with the scale from which it matters.
 *
 * A line is drawn at any zoom by skipping the vertices that matter less than a part of a pixel
 * (Douglas and Peucker 1973, doi 10.3138/FM57-6770-U75U-7727, once, for every tolerance at a time).
 * Borders are stored once and shared, so neighbours stay joined whatever is skipped.
 */
import { world } from "../core/world.js";

/**
 * Distance from a vertex to the chord between two others, world units.
 */
function offChord(x, y, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs(dx * (ay - y) - (ax - x) * dy) / length;
}

/**
 * Write into `weight` how far each vertex of one line lies from the chord that would replace it.
 *
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {Float32Array} weight
 * @param {number} first index of the line's first vertex
 * @param {number} last index of its last vertex
 */
function weigh(x, y, weight, first, last) {
  weight[first] = weight[last] = Infinity;
  const todo = [[first, last, Infinity]];
  while (todo.length) {
    const [a, b, most] = todo.pop();
    let far = -1;
    let distance = -1;
    for (let i = a + 1; i < b; i++) {
      const d = offChord(x[i], y[i], x[a], y[a], x[b], y[b]);
      if (d > distance) {
        distance = d;
        far = i;
      }
    }
    if (far < 0) continue;
    // Never more than the chord's own weight: a vertex is kept only where its neighbours are.
    const own = Math.min(distance, most);
    weight[far] = own;
    todo.push([a, far, own], [far, b, own]);
  }
}

/**
 * Decode delta-coded lines to world positions, with bounding boxes and weights.
 *
 * @param {number[][]} coded lines as [x0, y0, dx, dy, ...] integers
 * @param {number} scale of one integer step, degrees
 * @param {(x: number, y: number) => [number, number]} [place] where a scaled position lies in the world
 * @returns {Lines} line i is vertices start[i] to start[i + 1] - 1;
 *   its box is box[4i..4i+3] as west, north, east, south
 */
export function decodeLines(coded, scale, place = world) {
  const count = coded.length;
  const start = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) start[i + 1] = start[i] + (coded[i].length >> 1);
  const x = new Float64Array(start[count]);
  const y = new Float64Array(start[count]);
  const weight = new Float32Array(start[count]);
  const box = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    const line = coded[i];
    let lon = 0;
    let lat = 0;
    let w = Infinity, n = Infinity, e = -Infinity, s = -Infinity;
    for (let k = 0, at = start[i]; k < line.length; k += 2, at++) {
      lon += line[k];
      lat += line[k + 1];
      const [px, py] = place(lon * scale, lat * scale);
      x[at] = px;
      y[at] = py;
      if (px < w) w = px;
      if (px > e) e = px;
      if (py < n) n = py;
      if (py > s) s = py;
    }
    box.set([w, n, e, s], 4 * i);
    if (line.length) weigh(x, y, weight, start[i], start[i + 1] - 1);
  }
  return { count, start, x, y, weight, box };
}

/**
 * Add one line to the current path of a canvas.
 *
 * Of a run of vertices beyond the same edge of the view only the ends are kept: what is seen stays the same.
 *
 * @param {Pen} ctx
 * @param {Lines} set from `lines`
 * @param {number} ref line index, or ~index for the line backwards
 * @param {Frame} frame from a sheet
 * @param {boolean} joined whether the line goes on from the one before, whose end is its start
 */
export function trace(ctx, set, ref, frame, joined) {
  const { x, y, weight, start } = set;
  const { k, dx, dy, slack, west, east, north, south } = frame;
  const back = ref < 0;
  const line = back ? ~ref : ref;
  const step = back ? -1 : 1;
  let i = back ? start[line + 1] - 1 : start[line];
  const stop = (back ? start[line] : start[line + 1] - 1) + step;
  if (!joined) ctx.moveTo(x[i] * k + dx, y[i] * k + dy);
  let beyond = 0;
  let waiting = -1;
  for (i += step; i !== stop; i += step) {
    if (!(weight[i] > slack)) continue;
    const px = x[i];
    const py = y[i];
    const side = px < west ? 1 : px > east ? 2 : py < north ? 3 : py > south ? 4 : 0;
    if (side && side === beyond) {
      waiting = i;
      continue;
    }
    if (waiting >= 0) ctx.lineTo(x[waiting] * k + dx, y[waiting] * k + dy);
    waiting = -1;
    beyond = side;
    ctx.lineTo(px * k + dx, py * k + dy);
  }
  if (waiting >= 0) ctx.lineTo(x[waiting] * k + dx, y[waiting] * k + dy);
}

/**
 * Whether a line's box touches what is drawn.
 *
 * @param {Lines} set from `lines`
 * @param {number} line
 * @param {Frame} frame with `west`, `north`, `east`, `south` in world units
 * @returns {boolean}
 */
export function visible(set, line, frame) {
  const b = set.box;
  const at = 4 * line;
  return b[at] <= frame.east && b[at + 2] >= frame.west && b[at + 1] <= frame.south && b[at + 3] >= frame.north;
}

/**
 * Whether a line is too small to be seen: islets far out.
 *
 * @param {Lines} set from `lines`
 * @param {number} ref line index, or ~index
 * @param {number} size world units
 * @returns {boolean}
 */
export function smaller(set, ref, size) {
  const at = 4 * (ref < 0 ? ~ref : ref);
  return set.box[at + 2] - set.box[at] < size && set.box[at + 3] - set.box[at + 1] < size;
}
