/* What every page tells a test: `window.utbudskarta`. */
import { state } from "../app/address.js";
import { shown } from "../app/answer.js";
import * as controls from "../app/controls.js";
import { fillPlaces } from "../app/markup.js";
import * as whatif from "../app/whatif.js";
import { map } from "../map/api.js";
import { project, projectFlow, stats } from "./map.js";

window.utbudskarta = {
  state,
  controls,
  whatif,
  fill: fillPlaces,
  map: Object.assign(map, {
    stats: () => stats(map.scene(), map.geo(), map.view()),
    project: (kind, id) => (map.scene() && map.geo() ? project(map.scene(), map.current(), kind, id) : null),
    projectFlow: (key) => (map.scene() && map.view() ? projectFlow(map.scene(), map.flowOf(key)) : null),
  }),
  /** Whether the map shows what was last asked for, and whether an answer is on its way. */
  get ready() {
    return map.ready;
  },
  get awaiting() {
    return shown.awaiting;
  },
  /** The view on the map, as the server sent it. */
  get view() {
    return shown.view;
  },
};
