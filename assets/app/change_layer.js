/* Of the supply, a scenario that begins brings the layer of what it changes, one that is compared that of the difference; each goes with it. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { layersWith } from "./layers.js";

const CHANGE = "change";
const DIFFERENCE = "difference";
const [SUPPLY] = Object.keys(constants.questions);
const has = () => Boolean(state.get("changes"));
const compares = () => Boolean(state.get("versus") || state.get("versus_rules"));
let [had, compared] = [has(), compares()];

/** Colour the areas by a layer and show a table, unless the address says so itself: a link, or a step back. */
function bring(layer, table) {
  if (state.list("layers").includes(layer)) return;
  state.set({ layers: layersWith(layer, true), table, sort: null, find: null, rows: null }, { replace: true });
}

state.onChange(() => {
  const [changed, two] = [has() !== had, compares() !== compared];
  if (!changed && !two) return;
  [had, compared] = [has(), compares()];
  if (state.get("question") !== SUPPLY) return; /* the need's own layer follows the scenario */
  const layers = state.list("layers");
  if (compared) { if (two) bring(DIFFERENCE, "compare"); return; }
  if (had) { if (changed || layers.includes(DIFFERENCE)) bring(CHANGE, CHANGE); return; }
  if (layers.includes(CHANGE) || layers.includes(DIFFERENCE)) bring(constants.questions[SUPPLY][0], null);
});
