/** The flows of what is chosen, at full strength: the rows of the list, one arrow each. */
import * as halves from "./halves.js";
import * as ribbon from "./ribbon.js";
import { constants } from "../constants.js";
import { formatValue, words } from "./texts.js";

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
 * The flows of what is chosen, largest first: where they run, or why they have no line.
 *
 * @param {Geo} geo
 * @param {FocusPayload|null} focus of the payload
 * @returns {Flow[]} `key`, `from`, `to`, world places `ax`, `ay`, `bx`, `by` (NaN where there is none), `visits`,
 *   `share`, `minutes`, `past`, `names`, `wide` in pixels, and `apart`: "" for a line, else which end has no place
 */
export function chosenFlows(geo, focus) {
  const flows = focus?.flows;
  if (!flows) return [];
  const here = flows.whole ? [NaN, NaN] : middle(geo, focus.areas);
  const { units } = geo;
  /** @type {Flow[]} */
  const all = flows.from.map((from, i) => {
    const to = flows.to[i];
    const home = from === HERE ? here : from >= 0 ? [geo.points.x[from], geo.points.y[from]] : [NaN, NaN];
    const unit = to === HERE ? here : to >= 0 ? [units.x[to], units.y[to]] : [NaN, NaN];
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
        from === HERE ? focus.name : from === UNKNOWN ? words.flow.unknown_residence
          : from === OUTSIDE ? words.flow.outside : geo.names[from],
        to === HERE ? focus.name : to === UNKNOWN ? words.flow.unknown_unit : units.names[to],
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

/** Pixels of a flow's ends on a frame, and its width there: a short one is no blot. */
function laid(flow, frame) {
  const ax = flow.ax * frame.k + frame.dx;
  const ay = flow.ay * frame.k + frame.dy;
  const bx = flow.bx * frame.k + frame.dx;
  const by = flow.by * frame.k + frame.dy;
  return { ax, ay, bx, by, wide: Math.max(2, Math.min(flow.wide, 0.3 * Math.hypot(bx - ax, by - ay))) };
}

/**
 * Draw one flow in a casing.
 *
 * @param {Pen} ctx
 * @param {Flow} flow from `chosen` or `flowAt`
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {number} [part] how far it has grown, 0 to 1
 * @param {boolean} [lit] whether it is pointed at
 */
export function drawOne(ctx, flow, frame, palette, part = 1, lit = false) {
  const { ax, ay, bx, by, wide } = laid(flow, frame);
  if (!Number.isFinite(ax + ay + bx + by)) return;
  const e = flow.halves ? null : ribbon.edges(ax, ay, bx, by, wide, 1.2, part, flow.past ? ribbon.DASH : 8);
  ctx.beginPath();
  if (flow.halves) halves.trace(ctx, ax, ay, bx, by, wide);
  else ribbon.whole(ctx, e);
  ctx.strokeStyle = lit ? palette.of("map-hover") : palette.paper();
  ctx.globalAlpha = lit ? 1 : 0.8;
  ctx.lineWidth = lit ? 3 : 2.2;
  ctx.stroke();
  ctx.fillStyle = palette.of(flow.past ? "flow-past" : "flow");
  ctx.globalAlpha = flow.past ? 0.45 : lit ? 1 : 0.9;
  ctx.fill();
  if (flow.past && e) {
    ctx.beginPath();
    ribbon.broken(ctx, e);
    ctx.globalAlpha = 0.95;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/**
 * Draw the flows of what is chosen, the largest on top.
 */
export function drawChosen(ctx, flows, frame, palette, part) {
  for (let i = flows.length - 1; i >= 0; i--) if (!flows[i].apart) drawOne(ctx, flows[i], frame, palette, part);
}

/**
 * Draw where the flows of what is chosen start.
 */
export function drawHomes(ctx, flows, frame, palette) {
  const homes = new Map(flows.filter((f) => !f.apart && Number.isFinite(f.ax)).map((f) => [f.from, f]));
  const large = homes.size === 1;
  for (const { ax, ay } of homes.values()) {
    ctx.beginPath();
    ctx.arc(ax * frame.k + frame.dx, ay * frame.k + frame.dy, large ? 6 : 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper();
    ctx.fill();
    ctx.strokeStyle = palette.of("flow");
    ctx.lineWidth = large ? 2.6 : 1.8;
    ctx.stroke();
  }
}

/**
 * Shares to write beside the largest flows: at the unit, or at home when all go to one place.
 *
 * @param {Flow[]} flows from `chosen`
 * @returns {{x: number, y: number, west: boolean, text: string, past: boolean}[]} world positions, and whether
 *   the other end lies to the east
 */
export function largestShares(flows) {
  const lines = flows.filter((f) => !f.apart && Number.isFinite(f.ax + f.bx));
  const home = new Set(lines.map((f) => f.to)).size === 1 && lines.length > 1;
  return lines
    .slice(0, NAMED)
    .filter((f) => typeof f.share === "number")
    .map((f) => ({
      west: f.bx < f.ax !== home,
      x: home ? f.ax : f.bx,
      y: home ? f.ay : f.by,
      text: formatValue("share", f.share).text,
      past: f.past,
    }));
}

/**
 * The chosen flow under a point.
 *
 * @param {Flow[]} flows from `chosen`
 * @param {number} zoom
 * @param {number} x pixels of that zoom
 * @param {number} y
 * @param {number} reach
 * @returns {Flow|null}
 */
export function chosenAt(flows, zoom, x, y, reach) {
  const frame = { k: Math.pow(2, zoom), dx: 0, dy: 0 };
  let best = null;
  let least = reach;
  for (const flow of flows) {
    if (flow.apart) continue;
    const { ax, ay, bx, by, wide } = laid(flow, frame);
    const d = ribbon.away(ax, ay, bx, by, wide, 1.2, x, y);
    if (d < least) [best, least] = [flow, d];
  }
  return best;
}
