/* A unit is carried by keys: arrows a kilometre, with shift five; Enter drops it and Escape puts it back. */
import { unworld } from "../core/world.js";
import { map } from "../map/api.js";
import { movedByKeys } from "./placing.js";

const METRES = 111_132; // a degree of latitude
const STEP = 1000;
const LONG = 5000;
const WAYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @type {{id: string, lat: number, lon: number}|null} what keys carry */
let keyed = null;

/** Where a unit stands now; null where that is nowhere. */
function standing(id) {
  const { units } = map.current();
  const unit = units.ids.indexOf(id);
  if (unit < 0 || !Number.isFinite(units.x[unit])) return null;
  const { lat, lng } = unworld(units.x[unit], units.y[unit]);
  return { id, lat, lon: lng };
}

function step(id, [north, east], metres) {
  const from = keyed?.id === id ? keyed : standing(id);
  if (!from) return false;
  const lat = from.lat + (north * metres) / METRES;
  const lon = from.lon + (east * metres) / (METRES * Math.cos((from.lat * Math.PI) / 180));
  if (!map.carry(id, lat, lon)) return false;
  keyed = { id, lat, lon };
  return true;
}

function drop() {
  if (!keyed) return false;
  keyed = null;
  map.putDown();
  return true;
}

function back() {
  if (!keyed) return false;
  keyed = null;
  map.putBack();
  return true;
}

/** Keys that belong to what has the focus. */
const isField = (target) => target.closest?.("input, select, textarea, [role='combobox'], [role='slider'], [role='tablist'], summary");

/** Enter on what is told meanwhile presses that: what puts the unit back must not drop it. */
const isPressed = (event) => event.key === "Enter" && event.target.closest?.("#carry-panel button, #carry-options button");

/* On the window: before the page's own keys, and before the map's, which would move under the unit. */
window.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const id = movedByKeys();
  if (!id || event.ctrlKey || event.metaKey || event.altKey || isField(target) || isPressed(event)) return;
  const way = WAYS[event.key];
  const acts = way ? step(id, way, event.shiftKey ? LONG : STEP) : event.key === "Enter" ? drop() : event.key === "Escape" && back();
  if (!acts) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("click", (event) => {
  const act = event.target.closest?.("#carry-panel [data-carry]")?.dataset.carry;
  if (!keyed || !["drop", "back"].includes(act)) return;
  /* The panel goes, and what has the focus in it: first the focus goes to the bar that stays, or gives it on. */
  /** @type {HTMLElement|null} */ (document.querySelector('#pick-bar [data-whatif="stop"]'))?.focus();
  if (act === "drop") drop();
  else back();
});

/* Moving is over, by whatever means: nothing stays in hand. */
document.addEventListener("sync", () => { if (keyed && movedByKeys() !== keyed.id) back(); });
