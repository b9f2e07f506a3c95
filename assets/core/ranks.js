/** The numbers of a ranking, on the map where their places are. */

/**
 * Numbers at their places, one above another where two would meet.
 *
 * @param {Points} points world positions of areas
 * @param {number[]} areas that the numbers stand in, by rank
 * @param {{k: number, dx: number, dy: number}} frame
 * @param {number} radius of a number's disc, pixels
 * @returns {{area: number, at: number, x: number, y: number}[]} `at` its position in `areas`; middle, pixels
 */
export function placeRanks(points, areas, frame, radius) {
  const found = [];
  areas.forEach((area, at) => {
    const x = points.x[area] * frame.k + frame.dx;
    let y = points.y[area] * frame.k + frame.dy;
    if (!Number.isFinite(x)) return;
    while (found.some((other) => Math.hypot(other.x - x, other.y - y) < 2 * radius)) y -= radius;
    found.push({ area, at, x, y });
  });
  return found;
}
