/* Where the map looks when something is chosen. */
import { map } from "../map/api.js";
import { shown } from "./answer.js";

const LEAST_SHARE = 0.05; /* journeys rarer than this do not pull the view */

/** Look at what is in focus, with the places where most of its journeys go. */
export function look() {
  const { focus } = shown.view;
  if (focus.kind === "region") { map.reset(); return; }
  const { flows } = focus;
  const ends = flows && focus.kind !== "unit" ? flows.to.filter((to, at) => to >= 0 && flows.line[at] && flows.share[at] >= LEAST_SHARE) : [];
  map.flyTo({ areas: focus.areas, units: focus.unit === null ? ends : [focus.unit, ...ends] });
}
