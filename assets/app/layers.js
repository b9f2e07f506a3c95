/* Which layers are on. */
import { state } from "./address.js";

/** The layers with one switched on or off; of those that colour areas only one is on. */
export function layersWith(key, on) {
  const switches = [...document.querySelectorAll('[data-check="layers"]')];
  const group = switches.filter((one) => one.dataset.group === "fill").map((one) => one.dataset.value);
  const drop = on && group.includes(key) ? group : [key];
  const shown = state.list("layers").filter((one) => !drop.includes(one));
  if (on) shown.push(key);
  return switches.map((one) => one.dataset.value).filter((one) => shown.includes(one)).join(",") || "none";
}
