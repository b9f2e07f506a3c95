/** Where things lie: web mercator, in a world 256 wide at zoom 0, y downwards. */

/**
 * Position in a world that is 256 wide at zoom 0 (web mercator), y downwards.
 *
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {[number, number]}
 */
export function world(lon, lat) {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [(lon / 360 + 0.5) * 256, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 256];
}

/**
 * Longitude and latitude of a world position: the inverse of `world`.
 *
 * @param {number} x
 * @param {number} y
 * @returns {{lng: number, lat: number}}
 */
export function unworld(x, y) {
  const n = Math.PI * (1 - (2 * y) / 256);
  return { lng: (x / 256 - 0.5) * 360, lat: (180 / Math.PI) * Math.atan(Math.sinh(n)) };
}

/**
 * Positions in world units; NaN without a place.
 */
export function positions(lons, lats) {
  const x = new Float64Array(lons.length).fill(NaN);
  const y = new Float64Array(lons.length).fill(NaN);
  lons.forEach((lon, i) => {
    if (lon !== null && lats[i] !== null) [x[i], y[i]] = world(lon, lats[i]);
  });
  return { x, y };
}
