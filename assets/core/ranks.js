/** The numbers of a ranking, on the map at their places: never on a unit that changes, nor over an area as small as they are. */
import { boxAbout, nearestFree } from "./space.js";

const APART = 3; // pixels between a number and what it keeps clear of
const ROOMY = 3; // radii that an area is wide and high, at least, where its number stands in it

/**
 * Radius of a number's disc.
 *
 * @param {boolean} meeting whether it is read from the back of a room
 * @returns {number} pixels
 */
const rankRadius = (meeting) => (meeting ? 18 : 13);

/**
 * How wide and high an area is at least where its number stands in it.
 *
 * @param {boolean} meeting
 * @returns {number} pixels
 */
export const narrowest = (meeting) => ROOMY * rankRadius(meeting);

/**
 * Place the numbers: in their areas, or beside them with a line there.
 *
 * @param {Geo} geo
 * @param {number[]} areas that they stand in, by rank
 * @param {Mark[]} changed marks of the units that the scenario changes
 * @param {number} zoom
 * @param {{meeting: boolean, clear: (box: Box) => boolean, hides: (box: Box) => boolean}} how `clear`: whether nothing else
 *   is kept there; `hides`: whether an area lies there that the scenario does something to and that a number would hide
 * @returns {Rank[]} pixels of the zoom
 */
export function placeRanks(geo, areas, changed, zoom, { meeting, clear, hides }) {
  const k = 2 ** zoom;
  const r = rankRadius(meeting);
  const found = [];
  areas.forEach((area, at) => {
    const [x, y] = [geo.points.x[area] * k, geo.points.y[area] * k];
    if (!Number.isFinite(x)) return;
    const [west, north, east, south] = geo.box.slice(4 * area, 4 * area + 4).map((edge) => edge * k);
    const small = Math.min(east - west, south - north) < narrowest(meeting);
    const own = { x0: west, y0: north, x1: east, y1: south };
    const free = (px, py) =>
      found.every((other) => Math.hypot(other.x - px, other.y - py) >= 2 * r + APART) &&
      changed.every((mark) => Math.hypot(mark.x - px, mark.y - py) >= mark.r + r + APART) &&
      clear(boxAbout(px, py, 2 * r, 2 * r, 0));
    const inside = (px, py) => px > own.x0 + r && px < own.x1 - r && py > own.y0 + r && py < own.y1 - r;
    const outside = (px, py) => !hides(boxAbout(px, py, 2 * r, 2 * r, 0)) && (px + r < own.x0 || px - r > own.x1 || py + r < own.y0 || py - r > own.y1);
    const place = (!small && nearestFree(x, y, r / 2, (px, py) => inside(px, py) && free(px, py)))
      || nearestFree(x, y, r / 2, (px, py) => outside(px, py) && free(px, py))
      || nearestFree(x, y, r / 2, free)
      || { x, y };
    const leader = small && Math.hypot(place.x - x, place.y - y) > r ? [x, y] : null;
    found.push({ area, at, r, x: place.x, y: place.y, leader });
  });
  return found;
}
