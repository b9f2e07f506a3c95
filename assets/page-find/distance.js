/* How far it is from a place to every unit, in metres and minutes: worked out here, so that the place stays here. */
import { regionMetres } from "../core/metres.js";
import { unpack } from "../map/decode.js";

const RADIANS = Math.PI / 180;

/** Metres between two places in a straight line: the region's own, that its travel model goes by. */
export function metres(a, b, flat) {
  const [from, to] = [regionMetres(flat, a.lat, a.lon), regionMetres(flat, b.lat, b.lon)];
  return from && to ? Math.hypot(from[0] - to[0], from[1] - to[1]) : afar(a, b);
}

/**
 * The same where somebody is far away from the region. Lengths of a degree on the ellipsoid WGS84 at their middle latitude, a
 * cosine series after Meeus: within a hundredth of a per cent where a region lies.
 */
function afar(a, b) {
  const middle = ((a.lat + b.lat) / 2) * RADIANS;
  const north = 111132.09 - 566.05 * Math.cos(2 * middle) + 1.2 * Math.cos(4 * middle);
  const east = 111415.13 * Math.cos(middle) - 94.55 * Math.cos(3 * middle) + 0.12 * Math.cos(5 * middle);
  return Math.hypot((a.lat - b.lat) * north, (a.lon - b.lon) * east);
}

/**
 * Arrays of the minutes' document, unpacked.
 *
 * @returns {TravelAnswer["minutes"]}
 */
export function unpacked(packed) {
    const wide = (text) => { const bytes = unpack(text, Uint8Array); return new Uint32Array(bytes.buffer); };
  return { begins: wide(packed.begins), units: wide(packed.units), tenths: unpack(packed.tenths, Uint16Array) };
}

/**
 * Minutes and metres from a place to units, the same way whether it was searched for, pressed or the person's own.
 *
 * @param {{lat: number, lon: number, area: number}} from `area`: position of the area it lies in, -1 outside all
 * @param {FindUnits} units `lon`, `lat` of all units
 * @param {number[]} at positions of those asked for
 * @param {TravelAnswer} model
 * @returns {Away[]} NaN metres without a place; NaN minutes where nothing says, Infinity
 *   out of reach
 */
export function distances(from, units, at, model) {
  const row = new Map();
  if (!model.paces && model.minutes && from.area >= 0) {
    const { begins, units: to, tenths } = model.minutes;
    for (let i = begins[from.area]; i < begins[from.area + 1]; i++) row.set(to[i], tenths[i] / 10);
  }
  const pace = model.paces && (from.area < 0 ? model.pace : model.paces[Math.min(from.area, model.paces.length - 1)]);
  return at.map((unit) => {
    if (units.lon[unit] === null) return { metres: NaN, minutes: NaN };
    const length = metres(from, { lat: units.lat[unit], lon: units.lon[unit] }, units.flat);
    if (pace) return { metres: length, minutes: length / pace };
    return { metres: length, minutes: from.area < 0 ? NaN : row.has(unit) ? row.get(unit) : Infinity };
  });
}
