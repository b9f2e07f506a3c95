/** The flows of what is in focus, largest first: where they run, how wide they are, and their shares. */
import { constants } from "../constants.js";
import * as ribbons from "./ribbons.js";

const NAMED = 4;
const { unknown: UNKNOWN, outside: OUTSIDE, here: HERE } = constants.ends;

/** Where the residents of some areas live on average, in world units. */
function middle(geo, areas) {
  let [x, y, all] = [0, 0, 0];
  for (const area of areas) {
    const weight = (geo.persons[area] || 0) + 1e-6;
    x += weight * geo.points.x[area];
    y += weight * geo.points.y[area];
    all += weight;
  }
  return all ? [x / all, y / all] : [NaN, NaN];
}

/**
 * The flows of what is in focus, largest first: where they run, or why they have no line.
 *
 * @param {Geo} geo
 * @param {FocusPayload|null} focus of the payload
 * @param {Object<string, string>} [words] what ends without a place are called
 * @returns {Flow[]} `key`, `from`, `to`, world places `ax`, `ay`, `bx`, `by` (NaN where there is none), `visits`,
 *   `share`, `minutes`, `past`, `names`, `wide` in pixels, and `apart`: "" for a line, else which end has no place
 */
export function focusFlows(geo, focus, words = {}) {
  const flows = focus?.flows;
  if (!flows) return [];
  const middlePoint = flows.whole ? [NaN, NaN] : middle(geo, focus.areas);
  const { units } = geo;
  /** @type {Flow[]} */
  const all = flows.from.map((from, i) => {
    const to = flows.to[i];
    const home = from === HERE ? middlePoint : from >= 0 ? [geo.points.x[from], geo.points.y[from]] : [NaN, NaN];
    const unit = to === HERE ? middlePoint : to >= 0 ? [units.x[to], units.y[to]] : [NaN, NaN];
    return {
      kind: /** @type {const} */ ("flow"),
      key: `${from}>${to}`,
      from,
      to,
      ax: home[0],
      ay: home[1],
      bx: unit[0],
      by: unit[1],
      visits: flows.visits[i],
      share: flows.share[i],
      of: `share_${flows.way}`,
      minutes: flows.minutes[i],
      wide: 0,
      past: Boolean(flows.past[i]),
      apart: flows.line[i] ? "" : why(from, to),
      names: /** @type {[string, string]} */ ([
        from === HERE ? focus.name : from === UNKNOWN ? words.unknown_residence
          : from === OUTSIDE ? words.outside : geo.names[from],
        to === HERE ? focus.name : to === UNKNOWN ? words.unknown_unit : units.names[to],
      ]),
    };
  });
  const most = Math.max(1, ...all.filter((f) => !f.apart).map((f) => f.visits));
  for (const f of all) f.wide = Math.max(2.2, 12 * Math.sqrt(Math.min(1, f.visits / most)));
  return all;
}

function why(from, to) {
  if (from === UNKNOWN) return "unknown_residence";
  if (from === OUTSIDE) return "outside";
  return to === UNKNOWN ? "unknown_unit" : "placeless";
}

/**
 * Pixels of a flow's ends on a frame, and its width there: a short one is no blot.
 *
 * @param {Flow} flow
 * @param {{k: number, dx: number, dy: number}} frame
 */
export function flowOn(flow, frame) {
  const ax = flow.ax * frame.k + frame.dx;
  const ay = flow.ay * frame.k + frame.dy;
  const bx = flow.bx * frame.k + frame.dx;
  const by = flow.by * frame.k + frame.dy;
  return { ax, ay, bx, by, wide: Math.max(2, Math.min(flow.wide, 0.3 * Math.hypot(bx - ax, by - ay))) };
}

/**
 * Shares to write beside the largest flows: at the unit, or at home when all go to one place.
 *
 * @param {Flow[]} flows from `focusFlows`
 * @param {(share: number) => string} write
 * @returns {{x: number, y: number, west: boolean, text: string, past: boolean}[]} world positions, and whether
 *   the other end lies to the east
 */
export function largestShares(flows, write) {
  const lines = flows.filter((f) => !f.apart && Number.isFinite(f.ax + f.bx));
  const home = new Set(lines.map((f) => f.to)).size === 1 && lines.length > 1;
  return lines
    .slice(0, NAMED)
    .filter((f) => typeof f.share === "number")
    .map((f) => ({
      west: f.bx < f.ax !== home,
      x: home ? f.ax : f.bx,
      y: home ? f.ay : f.by,
      text: write(f.share),
      past: f.past,
    }));
}

/**
 * Where the flows of what is in focus start, each place once.
 *
 * @param {Flow[]} flows from `focusFlows`
 * @returns {{x: number, y: number}[]} world positions
 */
export function homesOf(flows) {
  const homes = new Map(flows.filter((f) => !f.apart && Number.isFinite(f.ax)).map((f) => [f.from, f]));
  return [...homes.values()].map((f) => ({ x: f.ax, y: f.ay }));
}

/**
 * The flow of what is in focus under a point.
 *
 * @param {Flow[]} flows from `focusFlows`
 * @param {number} zoom
 * @param {number} x pixels of that zoom
 * @param {number} y
 * @param {number} reach
 * @returns {Flow|null}
 */
export function focusFlowAt(flows, zoom, x, y, reach) {
  const frame = { k: Math.pow(2, zoom), dx: 0, dy: 0 };
  let best = null;
  let least = reach;
  for (const flow of flows) {
    if (flow.apart) continue;
    const { ax, ay, bx, by, wide } = flowOn(flow, frame);
    const d = ribbons.away(ax, ay, bx, by, wide, 1.2, x, y);
    if (d < least) [best, least] = [flow, d];
  }
  return best;
}
