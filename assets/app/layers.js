/* Which layers are on. */
import { state } from "./address.js";

/** Those that colour areas: one of them is on, or none. */
export const fills = () => [...document.querySelectorAll("select[data-fills] option")].map((one) => one.value);

/** The layers with one switched on or off; one that colours areas takes the place of another. */
export function layersWith(key, on) {
  const colours = fills();
  const all = [...colours, ...[...document.querySelectorAll('[data-check="layers"]')].map((one) => one.dataset.value)];
  const drop = colours.includes(key) ? colours : [key];
  const shown = state.list("layers").filter((one) => !drop.includes(one));
  if (on) shown.push(key);
  return all.filter((one) => one !== "none" && shown.includes(one)).join(",") || "none";
}
