/* The documents of a unit that is carried, their arrays unpacked. */
import { unpack } from "../map/decode.js";

/** @param {CarriedHomesPayload} packed @returns {CarriedHomes} */
export const unpackedHomes = (packed) => ({
  ...packed,
  x: unpack(packed.x, Float64Array),
  y: unpack(packed.y, Float64Array),
  pace: unpack(packed.pace, Float64Array),
  begins: unpack(packed.begins, Uint32Array),
  persons: unpack(packed.persons, Uint32Array),
  shares: unpack(packed.shares, Float64Array) || new Float64Array(0),
});

/** @param {CarriedUnitPayload} packed @param {CarriedHomes} homes @returns {CarriedUnit} */
export function unpackedUnit(packed, homes) {
  const minutes = (text) => (homes.narrow ? unpack(text, Float32Array) : unpack(text, Float64Array));
  return {
    ...packed,
    today: minutes(packed.today),
    rest: minutes(packed.rest),
    todayArea: unpack(packed.today_area, Float64Array),
    restArea: unpack(packed.rest_area, Float64Array),
  };
}
