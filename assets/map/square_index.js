/** Which squares of ground there are, and which of them a view needs; the world is halved as often as a level says. */
import { unpack } from "./decode.js";

const WORLD = 256;

/**
 * What a version tells of its ground, decoded.
 *
 * @param {SquareIndex|undefined} index of `shapes.json`
 * @returns {SquareLevel[]} by the zoom from which each is drawn; none where there is no ground
 */
export function squareLevels(index) {
  return (index?.levels || []).map((level) => ({
    ...level, bits: unpack(level.has, Uint8Array), steps: index.steps, wide: WORLD / 2 ** level.zoom,
  }));
}

/**
 * The level that is drawn at a zoom.
 *
 * @param {SquareLevel[]} levels
 * @param {number} zoom
 * @returns {SquareLevel|null} null farther out than any
 */
export const levelAt = (levels, zoom) => levels.filter((level) => level.start <= zoom).pop() || null;

/**
 * The squares that a view touches and that there are.
 *
 * @param {SquareLevel} level
 * @param {{west: number, east: number, north: number, south: number}} box world units
 * @returns {{key: string, column: number, row: number}[]}
 */
export function squaresIn(level, box) {
  const found = [];
  const { wide, bits } = level;
  const first = [Math.floor(box.west / wide) - level.column, Math.floor(box.north / wide) - level.row].map((at) => Math.max(0, at));
  const right = Math.min(level.columns - 1, Math.floor(box.east / wide) - level.column);
  const below = Math.min(level.rows - 1, Math.floor(box.south / wide) - level.row);
  for (let row = first[1]; row <= below; row++)
    for (let column = first[0]; column <= right; column++) {
      const at = row * level.columns + column;
      if (!((bits[at >> 3] >> (at & 7)) & 1)) continue;
      const [x, y] = [level.column + column, level.row + row];
      found.push({ key: `${level.zoom}-${x}-${y}`, column: x, row: y });
    }
  return found;
}
