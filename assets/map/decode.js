/** What the server packs into text: base64 arrays and delta-coded coordinates. */

/**
 * Bytes of a base64 text as a typed array.
 *
 * @param {string|null|undefined} text base64, little endian
 * @template {Uint8Array|Uint16Array|Float32Array} T
 * @param {new (bytes: ArrayBuffer) => T} Kind
 * @returns {T|null} null where there is nothing
 */
export function unpack(text, Kind) {
  if (!text) return null;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return new Kind(bytes.buffer);
}

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
