/** What the server packs into text: base64 arrays. */

/**
 * Bytes of a base64 text as a typed array.
 *
 * @param {string|null|undefined} text base64, little endian
 * @template {Uint8Array|Uint16Array|Uint32Array|Float32Array|Float64Array} T
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
