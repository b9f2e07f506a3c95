/** Where a unit can stand: on land, in the region or outside it; geodata/region/dry_land.py has the last word. */
import { unworld, world } from "../core/world.js";

const TURNS = 24; // directions that are looked in
const FIRST_M = 100;
const LAST_M = 80000;
const STEP = 1.12; // each ring of places this much further out

/** Whether a ground holds a world position: a ray to the east crosses its rings an odd number of times. */
export function holds({ set, polygons }, x, y) {
  return polygons.some((rings) => {
    if (!rings.length) return false;
    const [west, north, east, south] = set.box.subarray(4 * rings[0], 4 * rings[0] + 4);
    if (x < west || x > east || y < north || y > south) return false;
    let inside = false;
    for (const ring of rings) {
      const [from, to] = [set.start[ring], set.start[ring + 1]];
      for (let i = from, j = to - 1; i < to; j = i++) {
        if (set.y[i] > y === set.y[j] > y) continue;
        if (x < ((set.x[j] - set.x[i]) * (y - set.y[i])) / (set.y[j] - set.y[i]) + set.x[i]) inside = !inside;
      }
    }
    return inside;
  });
}

/**
 * Whether a place lies in water; not known, and so not, outside the areas of a region that brings no land.
 *
 * @param {Geo} geo
 * @param {(x: number, y: number) => number} find the area at a world position, -1 for none
 * @param {number} lat
 * @param {number} lon
 */
export function inWater(geo, find, lat, lon) {
  const [x, y] = world(lon, lat);
  if (holds(geo.water, x, y)) return true;
  return find(x, y) < 0 && geo.land.polygons.length > 0 && !holds(geo.land, x, y);
}

/**
 * The place on land in the region that is nearest to one in water, about; null where none is near.
 *
 * @param {Geo} geo
 * @param {(x: number, y: number) => number} find
 * @param {number} lat
 * @param {number} lon
 * @returns {{lat: number, lon: number, area: number}|null}
 */
export function ashore(geo, find, lat, lon) {
  const [x, y] = world(lon, lat);
  const metre = 256 / (40075016.7 * Math.cos((lat * Math.PI) / 180)); // world units
  for (let away = FIRST_M; away < LAST_M; away *= STEP) {
    for (let turn = 0; turn < TURNS; turn++) {
      const angle = (2 * Math.PI * turn) / TURNS;
      const [px, py] = [x + away * metre * Math.cos(angle), y + away * metre * Math.sin(angle)];
      const area = find(px, py);
      if (area < 0 || holds(geo.water, px, py)) continue;
      const { lat: north, lng } = unworld(px, py);
      return { lat: north, lon: lng, area };
    }
  }
  return null;
}
