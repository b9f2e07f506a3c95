/** How people travel, all of it; far out between municipalities, each way by itself. */
import * as halfArrows from "./half_arrows.js";
import * as ribbons from "./ribbons.js";

const REGIONAL = 8.5; // below this zoom, municipality to municipality
const FEW = 12; // flows that are so few do not hide what is under them, and are drawn as strongly as they can be

/**
 * Places between which flows run, at one zoom.
 *
 * @param {Geo} geo
 * @param {FlowsPayload|null} flows `areas` and `municipalities` of the payload
 * @param {number} zoom
 * @returns {FlowsAtZoom|null}
 */
export function flowsAtZoom(geo, flows, zoom) {
  if (!flows) return null;
  const halves = zoom < REGIONAL && Boolean(flows.municipalities?.from.length);
  if (halves) return { flows: flows.municipalities, from: geo.middles, to: geo.middles, widest: 5, halves };
  if (!flows.areas) return null;
  return { flows: flows.areas, from: geo.points, to: geo.units, widest: zoom < 10.5 ? 3.5 : 4.5, halves };
}

/** Visits of the largest flow: they come largest first. */
const largest = ({ visits }) => Math.max(1, visits[0] || 1);

/** Width of a flow where it begins, pixels. */
function width(shown, i) {
  return 0.7 + shown.widest * Math.sqrt(shown.flows.visits[i] / largest(shown.flows));
}

/**
 * Visit each flow of the base layer that is in view, the largest last so that they lie on top.
 *
 * @param {FlowsAtZoom} shown from `flowsAtZoom`
 * @param {{k: number, dx: number, dy: number, width: number, height: number}} frame
 * @param {(i: number, ax: number, ay: number, bx: number, by: number, wide: number, strength: number) => void} visit
 *   with its ends and its width at home, pixels, and how strong its colour is, 0 to 1
 * @returns {number} flows in view
 */
export function visitFlows(shown, frame, visit) {
  const { from, to, visits } = shown.flows;
  const most = largest(shown.flows);
  let count = 0;
  for (let i = from.length - 1; i >= 0; i--) {
    const ax = shown.from.x[from[i]] * frame.k + frame.dx;
    const ay = shown.from.y[from[i]] * frame.k + frame.dy;
    const bx = shown.to.x[to[i]] * frame.k + frame.dx;
    const by = shown.to.y[to[i]] * frame.k + frame.dy;
    // Also false for a unit without a place (NaN).
    if (!(Math.max(ax, bx) >= 0 && Math.min(ax, bx) <= frame.width)) continue;
    if (!(Math.max(ay, by) >= 0 && Math.min(ay, by) <= frame.height)) continue;
    if (Math.abs(ax - bx) + Math.abs(ay - by) < 3) continue;
    count++;
    const root = Math.sqrt(visits[i] / most);
    const strength = from.length <= FEW ? 0.9 : shown.halves ? 0.2 + 0.5 * root : 0.13 + 0.35 * root;
    visit(i, ax, ay, bx, by, 0.7 + shown.widest * root, strength);
  }
  return count;
}

/**
 * Add a flow of the base layer to the current path.
 *
 * @param {PathPen} pen
 * @param {boolean} halves whether ways are drawn apart: between municipalities
 * @param {boolean} past whether it passes the nearest unit
 */
export function traceFlow(pen, halves, past, ax, ay, bx, by, wide) {
  if (halves) halfArrows.trace(pen, ax, ay, bx, by, wide);
  else if (past) ribbons.broken(pen, ribbons.edges(ax, ay, bx, by, wide, 0.5, 1, ribbons.DASH));
  else ribbons.swift(pen, ax, ay, bx, by, wide, 0.5);
}

/**
 * One flow of the base layer, told: its ends, what it carries, and how it is drawn.
 *
 * @param {Geo} geo
 * @param {FlowsAtZoom} shown from `flowsAtZoom`
 * @param {number} i
 * @returns {Flow}
 */
function describe(geo, shown, i) {
  const { from, to, visits, past, share, minutes } = shown.flows;
  const names = shown.halves ? geo.municipalities.map(({ name }) => name) : null;
  return {
    kind: "flow",
    key: `${shown.halves ? "m" : ""}${from[i]}>${to[i]}`,
    halves: shown.halves,
    from: from[i],
    to: to[i],
    ax: shown.from.x[from[i]],
    ay: shown.from.y[from[i]],
    bx: shown.to.x[to[i]],
    by: shown.to.y[to[i]],
    wide: width(shown, i),
    visits: visits[i],
    share: share?.[i] ?? null,
    of: shown.halves ? "share_municipality" : "share_area",
    minutes: minutes?.[i] ?? null,
    past: Boolean(past?.[i]),
    names: names ? [names[from[i]], names[to[i]]] : [geo.names[from[i]], geo.units.names[to[i]]],
    back: shown.halves ? backOf(shown.flows, i) : null,
  };
}

/** Visits the other way between the same two municipalities. */
function backOf({ from, to, visits }, i) {
  const at = from.findIndex((home, k) => home === to[i] && to[k] === from[i]);
  return at < 0 ? 0 : visits[at];
}

/**
 * The flow of the base layer under a point: of several the one whose edge is nearest.
 *
 * @param {Geo} geo
 * @param {FlowsPayload|null} flows of the payload
 * @param {number} zoom
 * @param {number} x pixels of that zoom
 * @param {number} y
 * @param {number} reach pixels from its edge that still count
 * @returns {Flow|null} from `describe`
 */
export function flowAt(geo, flows, zoom, x, y, reach) {
  const shown = flowsAtZoom(geo, flows, zoom);
  if (!shown) return null;
  const k = Math.pow(2, zoom);
  const { from, to } = shown.flows;
  let best = -1;
  let least = reach;
  for (let i = 0; i < from.length; i++) {
    const [ax, ay] = [shown.from.x[from[i]] * k, shown.from.y[from[i]] * k];
    const [bx, by] = [shown.to.x[to[i]] * k, shown.to.y[to[i]] * k];
    if (!(Math.abs(ax - bx) + Math.abs(ay - by) >= 3)) continue;
    const wide = width(shown, i);
    const d = shown.halves ? halfArrows.away(ax, ay, bx, by, wide, x, y) : ribbons.away(ax, ay, bx, by, wide, 0.5, x, y);
    if (d < least) [best, least] = [i, d];
  }
  return best < 0 ? null : describe(geo, shown, best);
}

/** The flow between two municipalities that a row of the list names, whatever the zoom. */
export function flowBetween(geo, flows, from, to) {
  const shown = flowsAtZoom(geo, flows, 0);
  if (!shown?.halves) return null;
  const at = shown.flows.from.findIndex((home, i) => home === from && shown.flows.to[i] === to);
  return at < 0 ? null : describe(geo, shown, at);
}

/** The flow between an area and a unit that a row names, where it is drawn at that zoom. */
export function flowPair(geo, flows, zoom, from, to) {
  const shown = flowsAtZoom(geo, flows, zoom);
  if (!shown || shown.halves) return null;
  const at = shown.flows.from.findIndex((home, i) => home === from && shown.flows.to[i] === to);
  return at < 0 ? null : describe(geo, shown, at);
}
