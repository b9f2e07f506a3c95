/** Which shared borders separate what: every outline on the map is a choice of arcs. */
import { smaller, trace, visible } from "./lines.js";

/**
 * Borders of the region, its municipalities and its areas.
 *
 * @param {Geo} geo from `geography`
 * @returns {{region: number[], municipality: number[], area: number[]}} arc indexes, each arc in one list
 */
export function bordersOf(geo) {
  /** @type {{region: number[], municipality: number[], area: number[]}} */
  const found = { region: [], municipality: [], area: [] };
  geo.sides.forEach(([left, right], arc) => {
    if (left < 0 || right < 0) found.region.push(arc);
    else if (geo.municipality[left] !== geo.municipality[right]) found.municipality.push(arc);
    else found.area.push(arc);
  });
  return found;
}

/**
 * Arcs between areas of different classes.
 *
 * @param {Geo} geo
 * @param {(area: number) => number} kind class of an area; 0 for none, as outside the region
 * @param {boolean} [inland] leave out the region's own outline
 * @returns {number[]} arc indexes
 */
export function between(geo, kind, inland = false) {
  const found = [];
  geo.sides.forEach(([left, right], arc) => {
    if (inland && (left < 0 || right < 0)) return;
    const a = left < 0 ? 0 : kind(left);
    const b = right < 0 ? 0 : kind(right);
    if (a !== b) found.push(arc);
  });
  return found;
}

/**
 * The outline of a set of areas: arcs with exactly one side in it.
 *
 * @param {Geo} geo
 * @param {number[]} areas
 * @returns {number[]} arc indexes
 */
export function outline(geo, areas) {
  const inside = new Set(areas);
  return between(geo, (area) => (inside.has(area) ? 1 : 0));
}

/**
 * Join arcs end to end into long lines, so that dashes run on and corners are round.
 *
 * @param {Lines} arcs
 * @param {number[]} which arc indexes
 * @returns {number[][]} chains of arc references, ~i for an arc backwards
 */
export function chains(arcs, which) {
  const at = (i) => `${arcs.x[i]} ${arcs.y[i]}`;
  const ends = new Map();
  const note = (place, ref) => (ends.has(place) ? ends.get(place).push(ref) : ends.set(place, [ref]));
  for (const arc of which) {
    note(at(arcs.start[arc]), arc);
    note(at(arcs.start[arc + 1] - 1), ~arc);
  }
  const used = new Set();
  const onward = (place) => {
    const next = (ends.get(place) || []).find((ref) => !used.has(ref < 0 ? ~ref : ref));
    if (next !== undefined) used.add(next < 0 ? ~next : next);
    return next;
  };
  const endOf = (ref) => (ref < 0 ? at(arcs.start[~ref]) : at(arcs.start[ref + 1] - 1));
  const found = [];
  for (const arc of which) {
    if (used.has(arc)) continue;
    used.add(arc);
    const chain = [arc];
    for (let next = onward(endOf(arc)); next !== undefined; next = onward(endOf(next))) chain.push(next);
    const before = [];
    for (let next = onward(endOf(~arc)); next !== undefined; next = onward(endOf(next))) before.push(~next);
    found.push([...before.reverse(), ...chain]);
  }
  return found;
}

/**
 * Stroke chains with a casing below.
 *
 * @param {Pen} ctx
 * @param {Lines} arcs
 * @param {number[][]} lines from `chains`
 * @param {Frame} frame
 * @param {{colour: string, width: number, casing?: string, over?: number, dash?: number[], least?: number}} pen
 *   `least`: pixels below which a line is left out, such as the shores of islets
 */
export function strokeChains(ctx, arcs, lines, frame, pen) {
  const least = (pen.least || 0) / frame.k;
  const coarse = { ...frame, slack: 0.5 / frame.k };
  const shown = lines.filter((chain) => chain.length > 1 || !smaller(arcs, chain[0], least));
  ctx.save();
  if (pen.over) {
    ctx.strokeStyle = pen.casing;
    ctx.lineWidth = pen.over;
    for (const chain of shown) strokeChain(ctx, arcs, chain, coarse);
  }
  ctx.strokeStyle = pen.colour;
  ctx.lineWidth = pen.width;
  if (pen.dash) {
    ctx.setLineDash(pen.dash);
    ctx.lineCap = "butt";
    ctx.lineJoin = "bevel"; // nobody sees the corners of dashes, and round ones are slow
  }
  for (const chain of shown) strokeChain(ctx, arcs, chain, coarse);
  ctx.restore();
}

/** Stroke those arcs of a chain that are in view. */
function strokeChain(ctx, arcs, chain, frame) {
  let joined = false;
  let any = false;
  ctx.beginPath();
  for (const ref of chain) {
    const seen = visible(arcs, ref < 0 ? ~ref : ref, frame);
    if (seen) trace(ctx, arcs, ref, frame, joined);
    joined = seen;
    any ||= seen;
  }
  if (any) ctx.stroke();
}
