/** Two ways between the same two places: half an arrow each, to the right of the way it goes. */

const GAP = 0.8; // pixels from the line between the places
const CLEAR = 5; // pixels that either end keeps from its place

/** Direction, length and head of a half-arrow; null where the places are too near. */
function measure(ax, ay, bx, by, wide) {
  const full = Math.hypot(bx - ax, by - ay);
  const length = full - 2 * CLEAR;
  if (length < 6) return null;
  const [ux, uy] = [(bx - ax) / full, (by - ay) / full];
  const head = Math.min(length / 2, 4 + 1.5 * wide);
  return { x: ax + ux * CLEAR, y: ay + uy * CLEAR, ux, uy, length, head, out: GAP + 1.8 * wide + 2 };
}

/**
 * Add a half-arrow to the current path.
 */
export function trace(pen, ax, ay, bx, by, wide) {
  const m = measure(ax, ay, bx, by, wide);
  if (!m) return;
  const at = (along, aside) => [m.x + m.ux * along - m.uy * aside, m.y + m.uy * along + m.ux * aside];
  pen.moveTo(...at(0, GAP));
  pen.lineTo(...at(m.length, GAP));
  pen.lineTo(...at(m.length - m.head, m.out));
  pen.lineTo(...at(m.length - m.head, GAP + wide));
  pen.lineTo(...at(0, GAP + wide));
  pen.closePath();
}

/**
 * How far a point lies from a half-arrow's edge: below 0 inside it.
 *
 * @returns {number} pixels
 */
export function away(ax, ay, bx, by, wide, x, y) {
  const m = measure(ax, ay, bx, by, wide);
  if (!m) return Infinity;
  const along = (x - m.x) * m.ux + (y - m.y) * m.uy;
  const aside = -(x - m.x) * m.uy + (y - m.y) * m.ux;
  const side = along > m.length - m.head ? GAP + (m.out - GAP) * ((m.length - along) / m.head) : GAP + wide;
  return Math.max(-along, along - m.length, GAP - aside, aside - side);
}
