/** Everything of a view that has a place of its own choosing: marks, plates, rings with their words, and names. */
import { placeUnits } from "./clusters.js";
import { largestShares } from "./focus_flows.js";
import { layoutNames } from "./names.js";
import { layoutChanges } from "./plates.js";
import { spaceAround } from "./space.js";

const HELD = 20; // pixels about a point that names keep clear of

/** @type {Laid} */
export const NOTHING_LAID = { marks: { singles: [], clusters: [] }, names: [], plates: [], rings: [] };

/** Units that are never part of a circle: flows end at them, or they are in focus. */
function standAlone(focus) {
  const lone = new Set(focus.flows.filter((f) => !f.apart).map((f) => f.to));
  if (focus.unit !== null) lone.add(focus.unit);
  focus.lone.forEach((unit) => lone.add(unit));
  return lone;
}

/**
 * Lay out a view at a zoom.
 *
 * @param {Geo} geo as the scenario leaves it
 * @param {View} view of which the focus, changes, state, labels and what is held
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
  const marks = same ? before.marks : placeUnits(geo.units, view.state, zoom, standAlone(focus), changes.of, view.signs);
  const taken = spaceAround(marks, focus.unit, how.edge);
  for (const box of how.kept ?? []) taken.take(box);
  const { key, ...plated } = layoutChanges(geo, changes, marks, zoom, taken, {
    ...how, before: before.zoom === zoom ? before.plates : [],
  });
  if (same && before.key === key) return before;
  const k = 2 ** zoom;
  for (const area of view.held) {
    const [x, y] = [geo.points.x[area] * k, geo.points.y[area] * k];
    taken.take({ x0: x - HELD, y0: y - HELD, x1: x + HELD, y1: y + HELD });
  }
  const names = layoutNames(geo, marks, largestShares(focus.flows, how.write), zoom, taken, {
    measure: how.measure, names: view.labels, meeting: how.meeting, edge: how.edge,
    plated: new Set(plated.plates.map((p) => p.unit)),
  });
  return { zoom, view, marks, key, ...plated, names: [...plated.limits, ...names] };
}
