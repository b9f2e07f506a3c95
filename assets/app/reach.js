/* From where a place is reached: pressed on the map, set in its middle by keyboard, or written; it lives in the address. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { layersWith } from "./layers.js";
import * as panels from "./panels.js";
import { map } from "../map/api.js";
import { beneath } from "../site.js";
import { boundsOf, drawOutlines } from "../map/reached.js";

const LAYER = "reached";
const ASKED = [...constants.stores.scenario, "reach", "reach_min"];

let aims = false; /* whether a place is being chosen */
let wanted = ""; /* the address of the outlines that are drawn, or will be */
let outlines = []; /* features */
let looked = state.get("at") ? state.get("reach") : ""; /* the place that the map has looked at: a link says itself where to */

const bar = () => document.getElementById("reach-bar");
const opener = () => /** @type {HTMLElement} */ (document.querySelector(".reach-open"));
const ground = () => /** @type {HTMLElement} */ (document.querySelector(".stage .map"));
const field = () => /** @type {HTMLInputElement} */ (bar().querySelector(".reach-field input"));

function show(on) {
  aims = on;
  bar().hidden = !on;
  opener().setAttribute("aria-expanded", on ? "true" : "false");
}

function open() {
  /* two tools do not share a pointer */
  document.querySelectorAll('#draw-bar:not([hidden]) [data-draw="cancel"], #pick-bar:not([hidden]) [data-whatif="stop"], #ruler-bar:not([hidden]) [data-ruler="close"]')
    .forEach((one) => /** @type {HTMLElement} */ (one).click());
  if (window.innerWidth < 768) panels.setSheet("low");
  show(true);
  map.pick(put, () => close());
  map.rule([], true);
  ground().focus({ preventScroll: true }); /* its arrow keys move it */
}

function close() {
  if (!aims) return;
  const held = bar().contains(document.activeElement) || ground().contains(document.activeElement);
  show(false);
  map.unpick();
  map.rule([], false);
  if (held) opener().focus();
}

/** Ask of a place, in words or in degrees: the layer and its table come with it. */
function ask(text) {
  close();
  if (window.innerWidth < 768) panels.setSheet("half");
  state.set({ reach: text, layers: layersWith(LAYER, true), table: LAYER, sort: "minutes.up", find: null, rows: null });
}

const put = (lat, lon) => ask([lat, lon].map((degrees) => degrees.toFixed(constants.decimals.place)).join(","));

function write() {
  const text = field().value.trim();
  if (text) ask(text);
  else field().focus();
}

/** Say on the card that the outlines did not come; the rest of it stands. */
function failed(is) {
  const line = document.querySelector('[data-reach="outlines"]');
  if (line) line.textContent = is ? line.dataset.failed : "";
}

/** Look at a place that is new, as far as its widest outline. */
function look() {
  const widest = outlines.find(({ properties }) => properties.feature === "outline");
  if (!widest || looked === state.get("reach")) return;
  looked = state.get("reach");
  map.flyTo({ bounds: boundsOf(widest) });
}

async function sync() {
  if (!opener()) return;
  const { version, lang } = document.getElementById("state-keys").dataset;
  const keys = state.get("reach") ? ASKED.filter(state.get).map((key) => [key, state.get(key)]) : [];
  const address = keys.length ? `/reach/${version}?${new URLSearchParams([...keys, ["lang", lang]])}` : "";
  if (address === wanted) { drawOutlines(map.scene()?.map, outlines); return; }
  wanted = address;
  outlines = [];
  drawOutlines(map.scene()?.map, outlines);
  if (!address) return;
  try {
    const answer = await fetch(beneath(address));
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (address !== wanted) return; /* another was asked for meanwhile */
    outlines = found.features.filter(({ properties, geometry }) => geometry && properties.feature !== "unit");
    drawOutlines(map.scene()?.map, outlines);
    look();
    failed(false);
  } catch {
    if (address === wanted) failed(true);
  }
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-reach]")?.dataset.reach;
  if (act === "open") { if (aims) close(); else open(); }
  if (act === "write") write();
  if (act === "set") put(...map.middle());
  if (act === "close") close();
});

/* Another tool that takes the pointer ends this one first. */
document.addEventListener("click", (event) => {
  if (aims && event.target.closest('[data-draw="open"], [data-ruler="open"], [data-whatif="new"], [data-whatif="drag"], [data-whatif="unit-move"]')) close();
}, true);

/* Before the page's own keys, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  if (!aims) return;
  if (event.key === "Enter" && ground().contains(event.target)) put(...map.middle());
  else if (event.key === "Enter" && event.target === field()) write();
  else if (event.key === "Escape" && !event.target.closest?.("[role='combobox'][aria-expanded='true']")) close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("sync", sync);
