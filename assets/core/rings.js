/** Rings of a length in metres around a place, true to scale wherever they are. */
import { unworld, world } from "./world.js";

const RADIUS = 6371008.8; // mean radius of the earth, metres
const STEPS = 96;

/**
 * A circle on the ground: the places at one distance from a place.
 *
 * @param {number} x world position of the middle
 * @param {number} y
 * @param {number} metres
 * @returns {[number, number][]} world positions, clockwise from the north
 */
export function circle(x, y, metres) {
  const { lat, lng } = unworld(x, y);
  const radians = Math.PI / 180;
  const [sin, cos] = [Math.sin(lat * radians), Math.cos(lat * radians)];
  const angle = metres / RADIUS;
  return Array.from({ length: STEPS }, (_, i) => {
    const turn = (2 * Math.PI * i) / STEPS;
    const north = sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(turn);
    const east = Math.atan2(Math.sin(turn) * Math.sin(angle) * cos, Math.cos(angle) - sin * north);
    return world(lng + east / radians, Math.asin(north) / radians);
  });
}
