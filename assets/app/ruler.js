/* Measuring between two places: each is pressed on the map, or set in its middle by keyboard; the line lives in the address. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { element } from "./markup.js";
import * as panels from "./panels.js";
import { map } from "../map/api.js";
import { beneath } from "../site.js";

const LINE = /^-?\d{1,3}(\.\d{1,9})?,-?\d{1,3}(\.\d{1,9})?;-?\d{1,3}(\.\d{1,9})?,-?\d{1,3}(\.\d{1,9})?$/;

let opener = null;
let aims = false; /* whether places are being set */
let ends = /** @type {[number, number][]} */ ([]);
let wanted = ""; /* the address that the bar answers, or will */
let drawn = false; /* whether the line or the cross on the map is ours */

const bar = () => document.getElementById("ruler-bar");
const part = (name) => bar().querySelector(`[data-ruler="${name}"]`);
const ground = () => /** @type {HTMLElement} */ (document.querySelector(".stage .map"));

function tell(...lines) {
  part("text").replaceChildren(...lines.map((line) => element(line)));
}

function show(on) {
  bar().hidden = !on;
  document.querySelector(".ruler-open").setAttribute("aria-expanded", on ? "true" : "false");
  part("set").hidden = part("keys").hidden = !aims;
  part("again").hidden = aims;
}

/** Ask for the next place. */
function aim() {
  map.pick(put, () => close());
  map.rule(ends, true);
  drawn = true;
  tell(["p", {}, part("text").dataset[ends.length ? "second" : "first"]]);
}

function open(button) {
  /* two tools do not share a pointer */
  document.querySelectorAll('#draw-bar:not([hidden]) [data-draw="cancel"], #pick-bar:not([hidden]) [data-whatif="stop"]').forEach((one) => /** @type {HTMLElement} */ (one).click());
  opener = button;
  if (window.innerWidth < 768) panels.setSheet("low");
  ends = [];
  aims = true;
  wanted = "";
  state.set({ line: null });
  show(true);
  aim();
  ground().focus({ preventScroll: true }); /* its arrow keys move it */
}

function put(lat, lon) {
  ends = [...ends, [lat, lon]];
  if (ends.length < 2) { aim(); return; }
  rest();
  const text = ends.map((end) => end.map((degrees) => degrees.toFixed(constants.decimals.place)).join(",")).join(";");
  state.set({ line: text });
}

/** Set no more places. */
function rest() {
  if (!aims) return;
  aims = false;
  map.unpick();
}

function close() {
  if (bar().hidden) return;
  const held = bar().contains(document.activeElement) || ground().contains(document.activeElement);
  rest();
  ends = [];
  state.set({ line: null });
  sync();
  const back = opener?.isConnected ? opener : document.querySelector(".ruler-open");
  if (held) back.focus();
}

async function ask(line) {
  const { version, lang } = document.getElementById("state-keys").dataset;
  const address = `/ruler/${version}?${new URLSearchParams({ line, lang, mode: state.get("mode") })}`;
  if (address === wanted) return;
  wanted = address;
  map.rule(line.split(";").map((end) => end.split(",").map(Number)), false);
  drawn = true;
  tell(["p", {}, part("text").dataset.loading]);
  try {
    const answer = await fetch(beneath(address));
    if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
    const found = answer.ok ? await answer.json() : { distance: await answer.text(), minutes: [], model: "" };
    if (address !== wanted) return; /* another was asked for meanwhile */
    if (!answer.ok) map.rule([], false);
    tell(["p", { class: "ruler-distance" }, found.distance], ...found.minutes.map((text) => ["p", {}, text]), ["p", { class: "hint" }, found.model]);
  } catch {
    if (address !== wanted) return;
    wanted = "";
    tell(["p", { class: "problem" }, part("text").dataset.failed]);
  }
}

function sync() {
  if (!bar()) return;
  const line = state.get("line");
  const reads = LINE.test(line);
  if (reads) rest(); /* the back button has brought a line */
  if (aims) return;
  show(reads);
  if (!reads) {
    if (drawn) map.rule([], false); /* another tool's cross is not ours to take away */
    wanted = "";
    drawn = false;
    return;
  }
  ask(line);
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-ruler]")?.dataset.ruler;
  if (act === "open" && !bar().hidden) close();
  else if (act === "open") open(event.target.closest("[data-ruler]"));
  if (act === "again") open(document.querySelector(".ruler-open"));
  if (act === "set") put(...map.middle());
  if (act === "close") close();
});

/* Another tool that takes the pointer ends this one first. */
document.addEventListener("click", (event) => {
  if (aims && event.target.closest('[data-draw="open"], [data-whatif="new"], [data-whatif="drag"], [data-whatif="unit-move"]')) close();
}, true);

/* Before the page's own keys, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  if (!bar() || bar().hidden) return;
  const on = ground().contains(event.target) || bar().contains(event.target);
  if (event.key === "Enter" && aims && ground().contains(event.target)) put(...map.middle());
  else if (event.key === "Escape" && (on || (aims && !event.target.closest?.("[role='combobox'][aria-expanded='true']")))) close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("sync", sync);
