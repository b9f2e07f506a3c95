/* The list of who goes where and the arrows on the map: what is pointed at in one is lit in the other. */
import { map } from "../map/api.js";

const rowOf = (event) => event.target.closest && event.target.closest("#flow-list [data-way]");

["mouseover", "focusin"].forEach((name) => document.addEventListener(name, (event) => {
  const row = rowOf(event);
  if (row) map.pointFlow(row.dataset.way);
}));
["mouseout", "focusout"].forEach((name) => document.addEventListener(name, (event) => {
  if (rowOf(event)) map.pointFlow(null);
}));

/** Mark the row of the flow that is pointed at on the map. */
export function lightRow(key) {
  document.querySelectorAll("#flow-list [data-way]").forEach((row) => row.classList.toggle("is-lit", row.dataset.way === key));
}
