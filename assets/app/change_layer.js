/* A scenario that begins brings the layer of what it changes; one that ends takes it away. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { layersWith } from "./layers.js";

const LAYER = "change";
let had = Boolean(state.get("changes"));

let compared = Boolean(state.get("versus"));

state.onChange(() => {
  const compares = Boolean(state.get("versus"));
  if (compares !== compared) {
    compared = compares;
    if (compares && state.get("table") !== "compare") state.set({ table: "compare", sort: null, find: null, rows: null }, { replace: true });
  }
  const has = Boolean(state.get("changes"));
  if (has === had) return;
  had = has;
  const shown = state.list("layers").includes(LAYER);
  if (has === shown) return; /* the address says so itself: a link, or a step back */
  const layers = layersWith(has ? LAYER : constants.layers_at_start[0], true);
  state.set({ layers, table: has ? LAYER : null, sort: null, find: null, rows: null }, { replace: true });
});
