/** Where the map looks: fitting what is chosen into the part of the map that no panel covers. */
import { constants } from "../constants.js";
import { unworld } from "../core/world.js";
import { reducedMotion } from "./palette.js";

const NEAREST = constants.zooms;
const SECONDS = 0.24;
const AIR = 28; // pixels around what is fitted

/**
 * Look at bounds.
 *
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @param {{left?: number, top?: number, right?: number, bottom?: number}} padding covered by panels, pixels
 * @param {{least?: number, most?: number, still?: boolean, seconds?: number}} [zooms] farthest and nearest zoom allowed; `still`: at once; `seconds` that it takes else
 */
export function fit(map, bounds, padding, { least = 0, most = 18, still = false, seconds = SECONDS } = {}) {
  if (!bounds.isValid()) return;
  const size = map.getSize();
  // Panels that leave less than a third of a small screen are looked past.
  const side = (a, b, full) => (a + b > 0.7 * full ? 0 : 1);
  const across = side(padding.left || 0, padding.right || 0, size.x);
  const down = side(padding.top || 0, padding.bottom || 0, size.y);
  const air = Math.min(AIR, size.x / 16, size.y / 16);
  const topLeft = L.point(across * (padding.left || 0) + air, down * (padding.top || 0) + air);
  const bottomRight = L.point(across * (padding.right || 0) + air, down * (padding.bottom || 0) + air);
  const inside = map.getBoundsZoom(bounds, false, topLeft.add(bottomRight));
  const zoom = Math.max(least, Math.min(most, inside, map.getMaxZoom()));
  const shift = bottomRight.subtract(topLeft).divideBy(2);
  const middle = map.project(bounds.getSouthWest(), zoom).add(map.project(bounds.getNorthEast(), zoom)).divideBy(2);
  const centre = map.unproject(middle.add(shift), zoom);
  const away = map.project(centre).distanceTo(map.project(map.getCenter()));
  if (zoom === map.getZoom() && away < 2) return;
  if (still || reducedMotion()) map.setView(centre, zoom, { animate: false });
  else map.flyTo(centre, zoom, { duration: seconds });
}

/**
 * Bounds of some areas.
 *
 * @param {Geo} geo
 * @param {Iterable<number>} areas positions
 * @returns {L.LatLngBounds}
 */
function around(geo, areas) {
  const bounds = L.latLngBounds([]);
  for (const area of areas) {
    const [w, n, e, s] = geo.box.subarray(4 * area, 4 * area + 4);
    if (!(w <= e)) continue;
    bounds.extend(unworld(w, n)).extend(unworld(e, s));
  }
  return bounds;
}

/** Positions where a list has a value: several for a municipality, one for an id. */
function positions(list, wanted) {
  const found = [];
  list.forEach((value, i) => value === wanted && found.push(i));
  return found;
}

/** Position of an id, or the position itself. */
function positionOf(ids, given) {
  return typeof given === "number" ? given : ids.indexOf(given);
}

/**
 * Bounds and zooms of what the page asks to see.
 *
 * @param {Geo} geo
 * @param {View} view
 * @param {{area?: string|number, areas?: number[], units?: number[], unit?: string|number, municipality?: string|number, zone?: number,
 *   bounds?: [number, number][]}} wanted ids or positions; bounds as [[south, west], [north, east]]
 * @returns {[L.LatLngBounds, object]}
 */
export function target(geo, view, wanted) {
  if (wanted.area !== undefined) {
    // Room about it, for where its residents travel.
    const bounds = around(geo, [positionOf(geo.ids, wanted.area)]);
    return [bounds.isValid() ? bounds.pad(0.8) : bounds, { most: NEAREST.area }];
  }
  if (wanted.areas !== undefined) {
    const bounds = around(geo, wanted.areas);
    for (const at of wanted.units || [])
      if (Number.isFinite(geo.units.x[at])) bounds.extend(unworld(geo.units.x[at], geo.units.y[at]));
    return [bounds, { most: NEAREST.area }];
  }
  if (wanted.municipality !== undefined) {
    const at = positionOf(geo.municipalities.map((m) => m.id), wanted.municipality);
    return [around(geo, positions(geo.municipality, at)), { most: NEAREST.municipality }];
  }
  if (wanted.zone !== undefined)
    return [around(geo, positions(view?.zones?.classes || [], wanted.zone + 1)), { most: NEAREST.zone }];
  if (wanted.unit !== undefined) {
    const at = positionOf(geo.units.ids, wanted.unit);
    const bounds = L.latLngBounds([]);
    if (Number.isFinite(geo.units.x[at])) bounds.extend(unworld(geo.units.x[at], geo.units.y[at]));
    return [bounds, { most: NEAREST.unit }];
  }
  return [L.latLngBounds(wanted.bounds || geo.bounds), {}];
}

/**
 * Let nobody zoom out until the region is a speck.
 *
 * @param {L.Map} map
 * @param {[number, number][]} bounds of the region
 */
export function limit(map, bounds) {
  const { x, y } = map.getSize();
  if (!x || !y) return;
  const whole = map.getBoundsZoom(L.latLngBounds(bounds));
  const least = Math.max(0, Math.floor(whole - 1));
  if (map.getMinZoom() === least) return;
  // First there, without an animation that would end after, and undo, what is asked for next.
  if (map.getZoom() < least) map.setView(map.getCenter(), least, { animate: false });
  map.setMinZoom(least);
}
