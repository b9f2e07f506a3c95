/** Everything of a view that has a place of its own choosing: marks, numbers, plates, rings with their words, and names. */
import { placeUnits } from "./clusters.js";
import { largestShares } from "./focus_flows.js";
import { layoutNames } from "./names.js";
import { layoutChanges } from "./plates.js";
import { narrowest, placeRanks } from "./ranks.js";
import { boxAbout, createSpace, spaceAround, touches } from "./space.js";

/** @type {Laid} */
export const NOTHING_LAID = { marks: { singles: [], clusters: [] }, names: [], plates: [], rings: [], ranks: [] };

/** Units that are never part of a circle: flows end at them, or they are in focus. */
function standAlone(focus) {
  const lone = new Set(focus.flows.filter((f) => !f.apart).map((f) => f.to));
  if (focus.unit !== null) lone.add(focus.unit);
  focus.lone.forEach((unit) => lone.add(unit));
  return lone;
}

/** Whether an area lies somewhere that the scenario does something to, and that is narrower than `most` pixels. */
function areasChanged(geo, areas, k, all, most = Infinity) {
  const space = createSpace();
  for (const area of areas) {
    const [x0, y0, x1, y1] = geo.box.slice(4 * area, 4 * area + 4).map((edge) => edge * k);
    const box = { x0: Math.max(x0, all.x0), y0: Math.max(y0, all.y0), x1: Math.min(x1, all.x1), y1: Math.min(y1, all.y1) };
    if (touches(box, all) && Math.min(x1 - x0, y1 - y0) < most) space.take(box);
  }
  return (box) => !space.free(box, false);
}

/**
 * Lay out a view at a zoom.
 *
 * @param {Geo} geo as the scenario leaves it
 * @param {View} view of which the focus, changes, state, labels, ranked and affected areas
 * @param {number} zoom
 * @param {{measure: Measure, write: (share: number) => string, sight: () => Visible, meeting: boolean,
 *   lifted?: Mark|null, edge?: Box|null, kept?: Box[]}} how `write`: a share as text; `lifted`: the mark that is carried;
 *   of a picture its `edge` and what is `kept` for other things
 * @param {Laid} [before] as it was laid out: what is the same stays the same, plates stay where they are as long as they may
 * @returns {Laid} pixels of the zoom; `before` itself where nothing is otherwise
 */
export function layOut(geo, view, zoom, how, before = NOTHING_LAID) {
  const { focus, changes } = view;
  const same = before.zoom === zoom && before.view === view;
  if (same && !changes.of.size) return before;
  const marks = same ? before.marks : placeUnits(geo.units, view.state, zoom, standAlone(focus), changes.of, view.signs, how.meeting);
  const taken = spaceAround(marks, focus.unit, how.edge);
  for (const box of how.kept ?? []) taken.take(box);
  const k = 2 ** zoom;
  const changed = marks.singles.filter((mark) => mark.change);
  const affected = changed.length ? view.affected : [];
  const sight = affected.length ? how.sight().all : null;
  const over = areasChanged(geo, affected, k, sight);
  const ranks = placeRanks(geo, view.ranked, changed, zoom, {
    meeting: how.meeting, hides: areasChanged(geo, affected, k, sight, narrowest(how.meeting)),
    clear: (box) => (how.kept ?? []).every((other) => !touches(other, box)),
  });
  for (const { x, y, r } of ranks) taken.take(boxAbout(x, y, 2 * r, 2 * r, 2));
  const { key: plateKey, ...plated } = layoutChanges(geo, changes, marks, zoom, taken, {
    ...how, over, before: before.zoom === zoom ? before.plates : [],
  });
  const key = [plateKey, ...ranks.map((rank) => [rank.x, rank.y])].join(" ");
  if (same && before.key === key) return before;
  const names = layoutNames(geo, marks, largestShares(focus.flows, how.write), zoom, taken, {
    measure: how.measure, names: view.labels, meeting: how.meeting, edge: how.edge,
    plated: new Set(plated.plates.map((p) => p.unit)),
  });
  return { zoom, view, marks, key, ranks, ...plated, names: [...plated.limits, ...names] };
}
