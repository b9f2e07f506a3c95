/** What of a region is named, and where its residents are: positions in world units. */
import { constants } from "../constants.js";
import { world } from "./world.js";

const SEAT = constants.seat_weight; // how many times its residents a municipality's seat weighs among the names

/**
 * Middle of each municipality: the mean of its areas' points, by residents.
 *
 * @param {{municipalities: {name: string}[], municipality: number[], persons?: number[]}} shapes
 * @param {Points} points of areas
 * @returns {Points} NaN where nobody's place is known
 */
export function middles(shapes, points) {
  const count = shapes.municipalities.length;
  const sum = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  shapes.municipality.forEach((municipality, area) => {
    if (municipality < 0 || Number.isNaN(points.x[area])) return;
    const weight = (shapes.persons?.[area] || 0) + 1e-6;
    sum[0][municipality] += weight;
    sum[1][municipality] += weight * points.x[area];
    sum[2][municipality] += weight * points.y[area];
  });
  return { x: sum[1].map((v, i) => v / sum[0][i]), y: sum[2].map((v, i) => v / sum[0][i]) };
}

/**
 * Names on the map, the weightiest first: the region's places, or its municipalities where it brings none.
 * A municipality's seat is named before a larger suburb of another.
 *
 * @param {{municipalities: {name: string}[], municipality: number[], persons?: number[],
 *   places?: {name: string, persons: number, lon: number, lat: number}[]}} shapes
 * @param {Points} points of areas
 * @returns {Place[]}
 */
export function namedPlaces(shapes, points) {
  const seats = new Set(shapes.municipalities.map((m) => m.name));
  /** @type {Place[]} */
  const places = (shapes.places || []).filter((p) => p.persons > 0)
    .map((p) => ({ ...p, at: world(p.lon, p.lat), weight: p.persons * (seats.has(p.name) ? SEAT : 1) }));
  if (!places.length && shapes.municipalities.length > 1) {
    const middle = middles(shapes, points);
    const persons = shapes.municipalities.map(() => 0);
    shapes.municipality.forEach((m, area) => { if (m >= 0) persons[m] += shapes.persons?.[area] || 0; });
    shapes.municipalities.forEach((m, i) => {
      if (Number.isNaN(middle.x[i])) return;
      places.push({ name: m.name, at: [middle.x[i], middle.y[i]], persons: persons[i], weight: persons[i] });
    });
  }
  return places.sort((a, b) => b.weight - a.weight);
}
