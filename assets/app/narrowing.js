/* The table stays when a place is chosen; narrowing it to the place, and widening it again, are acts of their own. */
import { constants } from "../constants.js";
import { state } from "./address.js";

const OF_PLACE = "compare"; /* scenarios side by side are always those of the place */

/** What is chosen, as the address of a table says a place: "muni:1480"; "" for the whole region. */
function chosen() {
  const key = constants.stores.selection.find((one) => one !== "called" && state.get(one));
  return key ? `${key}:${state.get(key)}` : "";
}

function sync() {
  const within = state.get("within");
  const narrows = state.get("table") !== OF_PLACE;
  const shown = { place: narrows && chosen() && chosen() !== within, region: narrows && within };
  const held = document.activeElement;
  const buttons = [...document.querySelectorAll("button[data-within]")];
  buttons.forEach((button) => { button.hidden = !shown[button.dataset.within]; });
  if (buttons.includes(held) && held.hidden) buttons.find((one) => !one.hidden)?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-within]");
  if (button) state.set({ within: button.dataset.within === "place" ? chosen() : null, rows: null });
});

document.addEventListener("sync", sync);
