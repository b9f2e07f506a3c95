/** What lies under a point: units and circles first, then areas, by boxes in a grid and rays through rings. */

const CELLS = 96;

/**
 * An index of areas by the cells of a grid their boxes touch.
 *
 * @param {Geo} geo from `geography`
 * @returns {(x: number, y: number) => number} area at a world position; -1 outside the region
 */
export function areaFinder(geo) {
  const count = geo.areas.length;
  let w = Infinity, n = Infinity, e = -Infinity, s = -Infinity;
  for (let i = 0; i < count; i++) {
    w = Math.min(w, geo.box[4 * i]);
    n = Math.min(n, geo.box[4 * i + 1]);
    e = Math.max(e, geo.box[4 * i + 2]);
    s = Math.max(s, geo.box[4 * i + 3]);
  }
  const cell = Math.max(e - w, s - n) / CELLS || 1;
  const grid = new Map();
  for (let i = 0; i < count; i++) {
    const b = geo.box.subarray(4 * i, 4 * i + 4);
    for (let cx = Math.floor((b[0] - w) / cell); cx <= Math.floor((b[2] - w) / cell); cx++)
      for (let cy = Math.floor((b[1] - n) / cell); cy <= Math.floor((b[3] - n) / cell); cy++) {
        const key = cx * 4096 + cy;
        grid.has(key) ? grid.get(key).push(i) : grid.set(key, [i]);
      }
  }
  return (x, y) => {
    const key = Math.floor((x - w) / cell) * 4096 + Math.floor((y - n) / cell);
    const at = (grid.get(key) || []).find((area) => contains(geo, area, x, y));
    return at === undefined ? -1 : at;
  };
}

/**
 * Whether an area contains a world position: a ray to the east crosses its rings an odd number of times.
 *
 * @param {Geo} geo
 * @param {number} area
 * @param {number} x
 * @param {number} y
 * @returns {boolean}
 */
export function contains(geo, area, x, y) {
  const b = geo.box;
  if (x < b[4 * area] || x > b[4 * area + 2] || y < b[4 * area + 1] || y > b[4 * area + 3]) return false;
  const { x: xs, y: ys, start } = geo.arcs;
  let inside = false;
  for (const rings of geo.areas[area])
    for (const refs of rings)
      for (const ref of refs) {
        // A border is crossed as often forwards as backwards: its direction does not matter.
        const arc = ref < 0 ? ~ref : ref;
        for (let i = start[arc] + 1; i < start[arc + 1]; i++) {
          if (ys[i] > y === ys[i - 1] > y) continue;
          if (x < ((xs[i - 1] - xs[i]) * (y - ys[i])) / (ys[i - 1] - ys[i]) + xs[i]) inside = !inside;
        }
      }
  return inside;
}

/**
 * The unit or circle under a point.
 *
 * @param {Marks} marks from `place`
 * @param {number} x pixels of the marks' zoom
 * @param {number} y
 * @param {number} reach how far from a mark's edge still counts, pixels
 * @returns {Exclude<Target, Flow>|null}
 */
export function markAt(marks, x, y, reach) {
  let best = null;
  let least = reach;
  for (const mark of marks.singles) {
    const d = Math.hypot(mark.x - x, mark.y - y) - mark.r;
    if (d < least) {
      least = d;
      best = { kind: "unit", unit: mark.unit, mark };
    }
  }
  if (best) return best;
  const cluster = marks.clusters.find((c) => Math.hypot(c.x - x, c.y - y) <= c.r + 2);
  return cluster ? { kind: "cluster", cluster } : null;
}

/**
 * The nearest of some places within reach of a position; the position itself where none is.
 *
 * @param {Place[]} places
 * @param {number} x world units
 * @param {number} y
 * @param {number} reach
 * @returns {[number, number]}
 */
export function snapped(places, x, y, reach) {
  let [best, least] = [/** @type {[number, number]} */ ([x, y]), reach];
  for (const { at } of places) {
    const away = Math.hypot(at[0] - x, at[1] - y);
    if (away < least) [best, least] = [at, away];
  }
  return best;
}
