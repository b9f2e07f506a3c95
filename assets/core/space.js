/** What is taken on a map: boxes that words keep clear of, by cells. */

const CELL = 64; // pixels

/**
 * The box of something by its middle.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {number} margin
 * @returns {Box}
 */
export const boxAbout = (x, y, w, h, margin) => ({
  x0: x - w / 2 - margin, y0: y - h / 2 - margin, x1: x + w / 2 + margin, y1: y + h / 2 + margin,
});

/** Whether two boxes have a place in common. */
export const touches = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;

/** Whether a box lies whole in another. */
export const inside = (box, view) => box.x0 >= view.x0 && box.x1 <= view.x1 && box.y0 >= view.y0 && box.y1 <= view.y1;

const WAYS = 16; // directions that a place is looked for in
const FARTHEST = 40; // steps

/**
 * The nearest place about a point that will do.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} step pixels
 * @param {(x: number, y: number) => boolean} does
 * @returns {{x: number, y: number}|null} the point itself where that does; null where nothing near does
 */
export function nearestFree(x, y, step, does) {
  if (does(x, y)) return { x, y };
  for (let away = 1; away <= FARTHEST; away++)
    for (let way = 0; way < WAYS; way++) {
      const turn = (2 * Math.PI * way) / WAYS;
      const [px, py] = [x + away * step * Math.cos(turn), y + away * step * Math.sin(turn)];
      if (does(px, py)) return { x: px, y: py };
    }
  return null;
}

/**
 * Space without anything in it.
 *
 * @param {Box|null} [edge] beyond which nothing is free: of a picture, which ends there; a map can be panned
 * @returns {Taken} `free(box, bold)`: whether nothing lies there; `bold` may lie on slight boxes, single units
 */
export function createSpace(edge = null) {
  const grid = new Map();
  const over = (box, visit) => {
    for (let i = Math.floor(box.x0 / CELL); i <= Math.floor(box.x1 / CELL); i++)
      for (let j = Math.floor(box.y0 / CELL); j <= Math.floor(box.y1 / CELL); j++)
        if (visit(`${i} ${j}`)) return true;
    return false;
  };
  return {
    take(box) {
      over(box, (key) => void (grid.has(key) ? grid.get(key).push(box) : grid.set(key, [box])));
    },
    free(box, bold) {
      if (edge && !inside(box, edge)) return false;
      return !over(box, (key) => (grid.get(key) || []).some((b) => touches(b, box) && !(bold && b.slight)));
    },
  };
}

/**
 * The space that marks and circles leave.
 *
 * @param {Marks} marks from `placeUnits`
 * @param {number|null} unit the chosen one, with a ring
 * @param {Box|null} [edge] as of `createSpace`
 * @returns {Taken} boxes in pixels of the marks' zoom
 */
export function spaceAround(marks, unit, edge = null) {
  const taken = createSpace(edge);
  for (const m of marks.singles) {
    const badge = m.alert ? m.r + 1.5 : 0;
    const o = m.r + 1.5 + (m.unit === unit ? 7 : 0);
    const slight = m.unit !== unit && !m.change;
    taken.take({ x0: m.x - o, y0: m.y - o - badge, x1: m.x + o + badge, y1: m.y + o, slight });
  }
  for (const c of marks.clusters)
    taken.take({ x0: c.x - c.r - 2, y0: c.y - c.r - 2, x1: c.x + c.r + 2, y1: c.y + c.r + 2 });
  return taken;
}
