/* Where a unit shall stand: pointed out on the map, dragged there, or the area in focus, which needs no pointer. */
import { state } from "./address.js";
import * as carry from "./carry.js";
import * as panels from "./panels.js";
import { placeIndex } from "./search_index.js";
import * as whatif from "./whatif.js";
import { section, words } from "./whatif_section.js";
import * as panel from "./whatif_words.js";
import { map } from "../map/api.js";

let mode = null; /* {kind: "new"|"move"|"drag", id, opener, told} while a place is asked for */
let places = null;

const at = (id) => document.getElementById(id);
const bar = () => document.getElementById("pick-bar");
const size = () => bar().querySelector("[data-number] input");

/** The capacity that a new unit has unless another is typed: the middle one of its care form. */
function usualCapacity() {
  return JSON.parse(section().dataset.capacity)[state.get("form")] || "1";
}

/** The most capacity that a unit of the care form can be given: what is beyond is a slip of the hand. */
function mostCapacity() {
  return JSON.parse(section().dataset.capacityMost)[state.get("form")] || "";
}

/** Who would run a new unit, whose it would be and what it is called, as far as is filled in. */
function identity(root) {
  const details = {};
  root.querySelectorAll("[data-identity]").forEach((box) => {
    const text = (box.matches("select") ? box : box.querySelector("input")).value.trim();
    if (text) details[box.dataset.identity] = text;
  });
  return details;
}

/** Whether a field has a capacity that a unit can have; else says what one is. */
function rightSize(input) {
  const capacity = Number(input.value);
  const over = input.max !== "" && capacity > Number(input.max);
  const right = whatif.isSize(capacity) && !over;
  input.setAttribute("aria-invalid", right ? "false" : "true");
  if (right) return true;
  panel.tell(over ? "capacity_most" : "capacity_wrong", { most: panel.decimal(Number(input.max)) }, true);
  input.focus();
  return false;
}

/** The way to place it without a pointer: in the area that is in focus. */
function syncArea() {
  if (!mode || !bar()) return;
  const button = bar().querySelector('[data-whatif="here"]');
  const id = state.get("area");
  const area = places && places.find((one) => one.kind === "area" && one.id === id);
  button.hidden = mode.kind === "drag" || !area;
  if (area) button.textContent = button.dataset.text.replace("{area}", area.name);
  if (!places) placeIndex().then((found) => { places = found; syncArea(); }, () => null);
}

function start(kind, opener, id) {
  stop();
  mode = { kind, opener, id };
  panels.setOpen("rail", false); /* on a small screen it covers the map */
  if (window.innerWidth < 768) panels.setSheet("low");
  const box = bar();
  const texts = words();
  const told = texts[`pick_${kind}`].replace("{name}", () => panel.unitName(id));
  const escape = kind === "drag" || window.innerWidth < 768 ? "" : ` ${texts.pick_escape}`; /* a phone has no such key */
  mode.told = told + escape;
  at("pick-told").textContent = mode.told;
  document.getElementById("pick-size").hidden = kind !== "new";
  document.getElementById("pick-identity").hidden = kind !== "new";
  box.querySelector('[data-whatif="ashore"]').hidden = true;
  box.querySelector('[data-whatif="stop"]').textContent = kind === "drag" ? texts.done : texts.cancel;
  if (kind === "new") Object.assign(size(), { value: usualCapacity(), max: mostCapacity() });
  const most = panel.fill(texts.most, { most: panel.decimal(Number(mostCapacity())) });
  box.querySelector("#pick-most").textContent = mostCapacity() ? most : "";
  box.hidden = false;
  syncArea();
  carry.ready(kind !== "new");
  if (kind === "drag") map.movable = true;
  else pick();
  const pointer = kind !== "new" || window.innerWidth < 768; /* a field would bring up the keyboard of a phone */
  (pointer ? box.querySelector('[data-whatif="stop"]') : size()).focus();
  pressed();
}

function pick() {
  map.pick((lat, lon) => put(lat, lon), () => stop());
}

function stop() {
  if (!mode) return;
  const { kind, opener } = mode;
  mode = null;
  map.putBack();
  carry.ready(false);
  if (kind === "drag") map.movable = false;
  else map.unpick();
  const held = bar().contains(document.activeElement);
  bar().hidden = true;
  pressed();
  if (!held) return;
  const back = opener && opener.isConnected && opener.offsetParent ? opener
    : [...document.querySelectorAll('[data-opens="rail"]')].find((one) => one.offsetParent !== null);
  if (back) back.focus();
}

function pressed() {
  section().querySelectorAll('[data-whatif="new"], [data-whatif="drag"]').forEach((one) => {
    one.setAttribute("aria-pressed", mode && mode.kind === one.dataset.whatif ? "true" : "false");
  });
}

/** In water no unit stands: say so, and offer the nearest place on land. False where it is land. */
function refused(lat, lon, ashore) {
  const shore = bar().querySelector('[data-whatif="ashore"]');
  shore.hidden = true;
  if (!map.inWater(lat, lon)) {
    if (mode) at("pick-told").textContent = mode.told;
    return false;
  }
  const land = map.ashore(lat, lon);
  const place = land ? map.geo().names[land.area] : "";
  if (bar().hidden) panel.tell(land ? "water" : "water_far", { place }, true);
  at("pick-told").textContent = panel.fill(words()[land ? "water" : "water_far"], { place });
  if (land && !bar().hidden) {
    shore.textContent = panel.fill(shore.dataset.text, { place });
    shore.hidden = false;
    shore.onclick = () => ashore(land.lat, land.lon);
  }
  return true;
}

/** A unit that is dropped: false puts it back. */
function dropped(id, lat, lon) {
  const again = (north, east) => { dropped(id, north, east); };
  const kept = !refused(lat, lon, again) && whatif.move(id, lat, lon);
  if (kept) carry.dropped();
  if (kept && mode?.kind === "move") stop();
  return kept;
}

/** The unit that keys may carry: the one that a place is asked for, or the one in focus while any may be moved; "". */
export function movedByKeys() {
  if (mode?.kind === "move") return mode.id;
  return mode?.kind === "drag" ? state.get("unit") : "";
}

/** Put the unit where it was asked to stand. */
function put(lat, lon) {
  if (!mode) return;
  if (refused(lat, lon, put)) {
    if (mode.kind !== "drag") pick();
    return;
  }
  if (mode.kind === "move") whatif.move(mode.id, lat, lon);
  else {
    if (!rightSize(size())) {
      pick();
      return;
    }
    whatif.add(lat, lon, Number(size().value), identity(bar()));
  }
  stop();
}

function here() {
  const area = (places || []).find((one) => one.kind === "area" && one.id === state.get("area"));
  if (area) put(area.lat, area.lon);
}

/** What is asked of the unit whose card is open. */
function ofUnit(button) {
  const card = button.closest(".unit-actions");
  const id = card.dataset.unit;
  const input = card.querySelector("[data-number] input");
  const acts = {
    "unit-close": () => whatif.close(id),
    "unit-open": () => whatif.remove(whatif.items().findIndex((one) => one.kind === "close" && one.id === id)),
    "unit-move": () => start("move", button, id),
    "unit-size": () => {
      if (rightSize(input)) whatif.resize(id, Number(input.value));
    },
    "unit-describe": () => whatif.describe(id, identity(card)),
  };
  acts[button.dataset.whatif]();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-whatif]");
  if (!button) return;
  const act = button.dataset.whatif;
  if (act.startsWith("unit-")) ofUnit(button);
  if (act === "new" || act === "drag") {
    if (mode && mode.kind === act) stop();
    else start(act, button);
  }
  if (act === "stop") stop();
  if (act === "here") here();
});

/* Before the page's own Escape, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  const field = event.key === "Enter" && event.target.closest?.(".unit-actions :is([data-number], [data-text])");
  if (field) field.closest(".unit-actions").querySelector(`[data-whatif="${field.matches("[data-number]") ? "unit-size" : "unit-describe"}"]`).click();
  if (event.key !== "Escape" || !mode || !event.target.closest) return;
  if (event.target.closest("[role='combobox'][aria-expanded='true']")) return; /* its list closes first */
  event.preventDefault();
  event.stopPropagation();
  stop();
}, true);

document.addEventListener("sync", () => {
  map.onMoveUnit = dropped;
  syncArea();
});
