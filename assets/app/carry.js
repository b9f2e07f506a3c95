/*
 * A unit in hand: while it is carried, by the pointer or by keys, the map and the figures say what would become of
 * residents if it were dropped. All of it is worked out in the page; the answer to the drop takes its place.
 */
import { gainAt, putAt } from "../core/carried.js";
import { dotRadius, dotSteps, spotsAbout } from "../core/spots.js";
import { unworld, world } from "../core/world.js";
import { map } from "../map/api.js";
import { fetchHomes, fetchLoad } from "./carry_documents.js";
import * as figures from "./carry_figures.js";
import { learn, unitName } from "./whatif_words.js";

const STILL_MS = 600; // in one place, and its figures are read out

/** @type {Load|null} what is in hand */
let load = null;
let carriedId = "";
/** @type {CarriedUnitPlace|null} */
let where = null;
let spotsNear = null;
let steps = /** @type {[number, number]} */ ([1, 2]);
let speaking = 0;
let again = 0;
let painted = null; // classes of the areas that the map shows
const shows = { card: true, spots: true };

const at = (id) => document.getElementById(id);
const parts = () => ["carry-card", "carry-legend", "carry-panel"].map(at);

/** A pixel of the map in metres where it looks, as a ruler along the parallel. */
const pixelMetres = (lat) => (40_075_017 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** map.scene().map.getZoom());

function begin(id) {
  end();
  carriedId = id;
  learn(() => null);
  fetchLoad(id).then((found) => {
    if (carriedId !== id || !found) return; /* it is down again, or nothing is told before it is */
    load = found;
    spotsNear = spotsAbout(load, (lat, lon) => !map.inWater(lat, lon));
    const { x, y } = map.geo().points;
    steps = dotSteps(load, Array.from(x, (_, i) => { const { lat, lng } = unworld(x[i], y[i]); return /** @type {[number, number]} */ ([lat, lng]); }));
    figures.begin();
    figures.tellDots(steps);
    at("plan")?.classList.add("is-carried");
    parts().forEach((part) => { part.hidden = false; });
    draw();
  }, () => null);
}

/** The place as words have it. */
function named() {
  const area = where.area >= 0 ? map.geo().names[where.area] : "\u2013";
  return { name: unitName(where.id), area, wet: map.inWater(where.lat, where.lon) };
}

/** Places about the unit as dots, and the best of them in words; those that are not known yet come a frame later. */
function drawSpots(late) {
  window.cancelAnimationFrame(again);
  const found = shows.spots ? spotsNear(where.lat, where.lon, pixelMetres(where.lat)) : null;
  const spots = found && found.spots;
  map.spot((spots || []).map(({ lat, lon, gain }) => { const [x, y] = world(lon, lat); return { x, y, r: dotRadius(gain, steps) }; }), late);
  if (found && !found.all) again = window.requestAnimationFrame(() => { if (load && where) drawSpots(true); });
  figures.tellNear(where, spots, gainAt(load, where.lat, where.lon));
}

/** The areas in the colours of some classes; where they have them already the map is left alone. */
function paint(classes) {
  if (painted && classes.every((each, area) => each === painted[area])) return;
  painted = classes;
  const { exact, pace } = load.homes;
  map.preview({ classes, colours: load.unit.colours }, exact && pace.length === 1 ? load.unit.limit * pace[0] : 0);
}

/** The map and the figures with the unit where it is. */
function draw() {
  if (!load || !where) return;
  const answer = putAt(load, where.lat, where.lon);
  at("carry-card").hidden = !answer || !shows.card;
  if (!answer) { painted = null; map.preview(null); return; } /* far outside the region */
  paint(answer.classes);
  const place = named();
  figures.tell(load, answer, place);
  drawSpots(false);
  const { map: leaflet } = map.scene();
  if (shows.card) figures.place(leaflet.latLngToContainerPoint([where.lat, where.lon]), where.wide, leaflet.getSize());
  window.clearTimeout(speaking);
  speaking = window.setTimeout(() => { if (load && where) figures.sayPlace(load, answer, place); }, STILL_MS);
}

function carried(next) {
  if (!next) { end(); return; }
  where = next;
  if (carriedId !== next.id) begin(next.id);
  draw();
}

/** Nothing is in hand: what is shown is the answer again. */
function end() {
  window.clearTimeout(speaking);
  window.cancelAnimationFrame(again);
  load = painted = null;
  carriedId = "";
  map.spot([]);
  map.preview(null);
  at("plan")?.classList.remove("is-carried");
  parts().forEach((part) => { if (part) part.hidden = true; });
  if (at("carry-said")) at("carry-said").textContent = "";
}

/** It has been dropped: the figures stay until the answer to it comes. */
export function dropped() {
  window.clearTimeout(speaking);
  window.cancelAnimationFrame(again);
  const card = at("carry-card");
  if (card) card.hidden = true;
  map.spot([]);
}

/** The answer is shown: figures of a unit in hand give way to it, unless another is in hand by now. */
export function answered() {
  if (carriedId && !map.scene()?.board.held) end();
}

/** Units can be moved now, or no longer. */
export function ready(on) {
  at("carry-options").hidden = !on;
  if (on) fetchHomes();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#carry-options [role='switch']");
  if (!button) return;
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  const what = button.dataset.carry.replace("show-", "");
  if (what === "snaps") { map.snaps = on; return; }
  shows[what] = on;
  at("carry-legend").querySelector('[data-carry="spots"]').hidden = !shows.spots;
  draw();
});

map.onCarry = carried;
