/* A place that was searched for stands on the map as a pin: in the address, so that a link and the back button keep it. */
import { constants } from "../constants.js";
import { shown } from "./answer.js";
import { state } from "./address.js";
import * as panels from "./panels.js";
import { map } from "../map/api.js";

const card = () => document.getElementById("pin-card");
const field = () => document.getElementById("search-field");

/** Address keys of a pin at a place that was found. */
export function pinKeys({ name, lat, lon }) {
  const degrees = (value) => value.toFixed(constants.decimals.place);
  return { pin: `${degrees(lat)},${degrees(lon)}`, pin_name: name.slice(0, constants.most.name) };
}

/** On a phone the sheet gives way: the card of the place would else lie over all of the map. */
function makeRoom() {
  if (window.innerWidth < 768) panels.setSheet("low");
}

/** Put the pin at a place that was found, and look there. */
export function setPin(one) {
  state.set(pinKeys(one));
  makeRoom();
  map.flyTo({ zoom: one.zoom || constants.zooms.area, lat: one.lat, lon: one.lon });
}

/** Look at the pin of the view, where the address chooses nothing else; false where there is none. */
export function lookAtPin() {
  const { pin, focus } = shown.view;
  if (!pin || focus.kind !== "region") return false;
  makeRoom();
  map.flyTo({ zoom: constants.zooms.area, lat: pin[0], lon: pin[1] });
  return true;
}

function remove() {
  const held = card().contains(document.activeElement);
  state.set({ pin: null, pin_name: null });
  if (!field()) return;
  field().value = "";
  if (held) field().focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-pin="remove"]')) remove();
});

/* Before the page's own Escape, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !card()?.contains(/** @type {Node} */ (event.target))) return;
  event.preventDefault();
  event.stopPropagation();
  remove();
}, true);
