/** A flow's shape: a bent ribbon, thick at home and thin at the unit, so that its direction is read at a glance. */

export const DASH = 4; // pixels
const BEND = 0.16; // of the distance, always to the same hand: the way back bends the other way

/**
 * Both edges of a ribbon, sampled along a quadratic curve.
 *
 * @param {number} ax home, pixels
 * @param {number} ay
 * @param {number} bx unit, pixels
 * @param {number} by
 * @param {number} wide width at home, pixels
 * @param {number} thin width at the unit, pixels
 * @param {number} [part] how much of the way is drawn, 0 to 1
 * @param {number} [every] pixels between samples
 * @returns {Float64Array} left x, left y, right x, right y of each sample
 */
export function edges(ax, ay, bx, by, wide, thin, part = 1, every = 12) {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.hypot(dx, dy);
  const cx = (ax + bx) / 2 - dy * BEND;
  const cy = (ay + by) / 2 + dx * BEND;
  const steps = Math.max(5, Math.min(every < 12 ? 90 : 22, Math.round(length / every)));
  const found = new Float64Array(4 * (steps + 1));
  for (let i = 0; i <= steps; i++) {
    const t = (part * i) / steps;
    const u = 1 - t;
    const x = u * u * ax + 2 * u * t * cx + t * t * bx;
    const y = u * u * ay + 2 * u * t * cy + t * t * by;
    let nx = -(2 * u * (cy - ay) + 2 * t * (by - cy));
    let ny = 2 * u * (cx - ax) + 2 * t * (bx - cx);
    const n = Math.hypot(nx, ny) || 1;
    const half = (wide + (thin - wide) * Math.pow(t, 0.85)) / 2;
    nx *= half / n;
    ny *= half / n;
    found[4 * i] = x + nx;
    found[4 * i + 1] = y + ny;
    found[4 * i + 2] = x - nx;
    found[4 * i + 3] = y - ny;
  }
  return found;
}

/**
 * Add a ribbon to the current path, from sample `first` to sample `last`.
 */
function piece(pen, e, first, last) {
  pen.moveTo(e[4 * first], e[4 * first + 1]);
  for (let i = first + 1; i <= last; i++) pen.lineTo(e[4 * i], e[4 * i + 1]);
  for (let i = last; i >= first; i--) pen.lineTo(e[4 * i + 2], e[4 * i + 3]);
  pen.closePath();
}

/**
 * Add a whole ribbon to the current path.
 *
 * @param {PathPen} pen
 * @param {Float64Array} e from `edges`
 */
export function whole(pen, e) {
  piece(pen, e, 0, e.length / 4 - 1);
}

/**
 * Add a ribbon with gaps to the current path: visits that pass the nearest unit.
 *
 * @param {PathPen} pen
 * @param {Float64Array} e from `edges`, sampled every `DASH` pixels: two drawn, one left out
 */
export function broken(pen, e) {
  const last = e.length / 4 - 1;
  for (let i = 0; i < last; i += 3) piece(pen, e, i, Math.min(i + 2, last));
}

/**
 * Add a whole ribbon to the current path by its two edges as curves: thin and many, a tenth of the work.
 */
export function swift(pen, ax, ay, bx, by, wide, thin) {
  const dx = bx - ax;
  const dy = by - ay;
  const cx = (ax + bx) / 2 - dy * BEND;
  const cy = (ay + by) / 2 + dx * BEND;
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / length, dx / length];
  const mid = (wide + thin) / 4;
  pen.moveTo(ax + (nx * wide) / 2, ay + (ny * wide) / 2);
  pen.quadraticCurveTo(cx + nx * mid, cy + ny * mid, bx + (nx * thin) / 2, by + (ny * thin) / 2);
  pen.lineTo(bx - (nx * thin) / 2, by - (ny * thin) / 2);
  pen.quadraticCurveTo(cx - nx * mid, cy - ny * mid, ax - (nx * wide) / 2, ay - (ny * wide) / 2);
  pen.closePath();
}

/**
 * How far a point lies from a ribbon's edge: below 0 inside it.
 *
 * @returns {number} pixels
 */
export function away(ax, ay, bx, by, wide, thin, x, y) {
  const dx = bx - ax;
  const dy = by - ay;
  const bend = Math.hypot(dx, dy) * BEND + wide;
  if (x < Math.min(ax, bx) - bend || x > Math.max(ax, bx) + bend) return Infinity;
  if (y < Math.min(ay, by) - bend || y > Math.max(ay, by) + bend) return Infinity;
  const cx = (ax + bx) / 2 - dy * BEND;
  const cy = (ay + by) / 2 + dx * BEND;
  let least = Infinity;
  let [px, py] = [ax, ay];
  for (let i = 1; i <= 16; i++) {
    const t = i / 16;
    const u = 1 - t;
    const qx = u * u * ax + 2 * u * t * cx + t * t * bx;
    const qy = u * u * ay + 2 * u * t * cy + t * t * by;
    const along = ((x - px) * (qx - px) + (y - py) * (qy - py)) / ((qx - px) ** 2 + (qy - py) ** 2 || 1);
    const s = Math.max(0, Math.min(1, along));
    const half = (wide + (thin - wide) * (t - (1 - s) / 16)) / 2;
    least = Math.min(least, Math.hypot(x - px - s * (qx - px), y - py - s * (qy - py)) - half);
    [px, py] = [qx, qy];
  }
  return least;
}
