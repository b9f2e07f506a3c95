/** What lies inside a shape drawn on the map; geodata/focus/drawn_selection.py says the same, tests/cases/drawn.json holds both. */
import { constants } from "../constants.js";
import { world } from "./world.js";

/**
 * A corner to as many decimals as the address holds: latitude and longitude, degrees.
 *
 * @param {number} lat
 * @param {number} lon
 * @returns {[number, number]}
 */
export const roundCorner = (lat, lon) => [Number(lat.toFixed(constants.decimals.corner)), Number(lon.toFixed(constants.decimals.corner))];

/**
 * How many places lie inside some corners: an odd number of the shape's lines lies to the east of them.
 *
 * Shimrat 1962, "Algorithm 112: Position of point relative to polygon", doi 10.1145/368637.368653.
 *
 * @param {Points} points world positions
 * @param {[number, number][]} corners latitude and longitude, as the address holds them
 * @returns {number}
 */
export function countInside(points, corners) {
  const ring = corners.map(([lat, lon]) => world(lon, lat));
  let count = 0;
  for (let at = 0; at < points.x.length; at++) {
    const [x, y] = [points.x[at], points.y[at]];
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [bx, by] = ring[i];
      const [ax, ay] = ring[j];
      if (ay < y !== by < y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
    }
    if (odd) count += 1;
  }
  return count;
}
