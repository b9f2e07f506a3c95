/* The meeting: one step at a time, its map and its words, asked for ahead so that it comes at once. */
import { state } from "../app/address.js";
import { constants } from "../constants.js";
import { element, fillPlaces } from "../app/markup.js";
import * as presentations from "../app/presentations.js";
import { map } from "../map/api.js";
import { reducedMotion } from "../map/palette.js";
import { present } from "./model.js";
import { placeRanking } from "./ranking_place.js";
import { markStrip } from "./strip.js";
import { beneath } from "../site.js";

const WIDE = 1024;
const FLIGHT_S = 0.5;
const SCALES = [1, 0.92, 0.84, 0.76, 0.68];
const DOTS_MOST = 20;
const answers = new Map();
let shown = "";
let looked = null;

const byId = (id) => document.getElementById(id);
const page = () => byId("state-keys").dataset;
export const stepNow = () => Math.max(1, Math.min(steps().length, Number(state.get("step")) || 1));

export const steps = () => present.one?.steps || [];

/** What the server says of a step, asked once. */
function told(step, before) {
  const key = `${step}/${before}`;
  if (!answers.has(key)) {
    const asked = presentations.ask("POST", "/presentations/told", { presentation: present.one, step, before, version: page().version });
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
  }
  return answers.get(key);
}

/** Where the map looks: at the change that the step is about, else as it was saved, in the part of the screen that its map has here. */
function look(answer, still) {
  const { leaflet } = present;
  const { focus } = answer.map;
  const key = JSON.stringify([answer.bounds, answer.at, focus.kind, focus.areas, focus.unit]);
  const left = byId("present").querySelector(".present-left").getBoundingClientRect().right;
  const wide = window.innerWidth >= WIDE;
  const covered = wide ? { left, right: 24, top: 56, bottom: 16 } : { left: 0, right: 0, top: 8, bottom: 8 };
  const size = leaflet.getSize();
  const room = { left: covered.left, top: covered.top, width: size.x - covered.left - covered.right, height: size.y - covered.top - covered.bottom };
  const strip = wide ? placeRanking(answer, room, (zoom) => zoomIn(zoom, room)) : 0;
  byId("present").style.setProperty("--strip", `${strip}px`);
  covered.bottom += strip;
  map.setPadding(covered);
  if (!still && key === looked) return;
  looked = key;
  room.height = size.y - covered.top - covered.bottom;
  const [zoom, lat, lon] = (answer.at || "").split("/").map(Number);
  if (answer.bounds) map.flyTo({ bounds: answer.bounds, seconds: FLIGHT_S });
  else if (Number.isFinite(lon)) {
    const to = zoomIn(zoom, room);
    const shift = window.L.point((covered.left - covered.right) / 2, (covered.top - covered.bottom) / 2);
    const centre = leaflet.unproject(leaflet.project([lat, lon], to).subtract(shift), to);
    if (still || reducedMotion()) leaflet.setView(centre, to, { animate: false });
    else leaflet.flyTo(centre, to, { duration: FLIGHT_S });
  } else if (focus.kind === "region") map.flyTo({ seconds: FLIGHT_S });
  else map.flyTo({ areas: focus.areas, units: focus.unit === null ? [] : [focus.unit], seconds: FLIGHT_S });
}

/** A zoom of an address, made for one size of picture, as it is in the room that the map has here. */
function zoomIn(zoom, { width, height }) {
  const { leaflet } = present;
  const more = Math.log2(Math.min(width / constants.step_room.width, height / constants.step_room.height));
  const to = Math.round(4 * (zoom + Math.max(-2, Math.min(1.5, more)))) / 4;
  return Math.max(leaflet.getMinZoom(), Math.min(leaflet.getMaxZoom(), to));
}

/** The words grow smaller where they would not all fit, so that the legend is always there. */
function fit() {
  const left = document.querySelector(".present-left");
  for (const scale of SCALES) {
    left.style.setProperty("--k", scale);
    if (window.innerWidth < WIDE || left.scrollHeight <= left.clientHeight + 1) return;
  }
}

function dots(step) {
  const all = steps();
  const { said } = present;
  const { fill } = presentations;
  byId("present-dots").hidden = all.length > DOTS_MOST || all.length < 2;
  byId("present-dots").replaceChildren(...all.map((one, i) => element(
    ["li", {}, ["button", { type: "button", "data-present": "go", "data-at": String(i + 1), "aria-label": fill(said.step, { at: i + 1, of: all.length, heading: one.heading }),
      ...(i + 1 === step ? { "aria-current": "step" } : {}) }]])));
  byId("present-count").textContent = fill(said.of, { at: step, of: all.length });
  markStrip(step);
  document.querySelectorAll('[data-present="back"], [data-present="next"]').forEach((one) => {
    const none = one.dataset.present === "back" ? step === 1 : step === all.length;
    one.setAttribute("aria-disabled", none ? "true" : "false");
  });
}

function change(answer) {
  byId("present-change").hidden = !answer.has_before;
  const [before, after] = byId("present-change").children;
  before.textContent = present.said.today;
  after.textContent = present.said.scenario;
  before.setAttribute("aria-pressed", answer.before ? "true" : "false");
  after.setAttribute("aria-pressed", answer.before ? "false" : "true");
}

/** Show the step of the address. */
export async function showStep() {
  const step = stepNow();
  const before = state.get("before") === "1";
  const key = `${step}/${before}`;
  if (key === shown) return;
  dots(step);
  let answer;
  try {
    answer = await told(step, before);
    await map.load(answer.map.version);
  } catch (error) {
    if (error.problems?.length) tellProblem(error.problems);
    else byId("late").hidden = false;
    return;
  }
  if (step !== stepNow() || before !== (state.get("before") === "1")) return; /* overtaken */
  const first = shown === "";
  shown = key;
  byId("late").hidden = true;
  fillPlaces(answer.places);
  byId("present-ranking").hidden = !answer.places["present-ranking"].length;
  fit();
  byId("present-plan").href = beneath(answer.plan);
  change(answer);
  document.querySelector(".present-left").scrollTop = 0;
  map.show(answer.map);
  map.rule(answer.map.line, false);
  look(answer, first);
  const { fill } = presentations;
  const saying = fill(present.said.step, { at: step, of: steps().length, heading: answer.heading });
  byId("present-said").textContent = before ? `${saying}. ${answer.scenario}` : saying;
  document.title = `${step}/${steps().length} ${answer.heading} – ${present.one.name} – ${present.said.site}`;
  present.answer = answer;
  tellNotes();
  present.step = key; /* for whoever waits */
  for (const [next, was] of /** @type {[number, boolean][]} */ ([[step + 1, false], [step, !before]]))
    if (next <= steps().length && (was === false || answer.has_before)) told(next, was).catch(() => {});
}

/** Tell the window of notes where we are. */
export function tellNotes() {
  const { answer } = present;
  if (answer) present.channel.postMessage({ step: stepNow(), of: steps().length, heading: answer.heading, note: answer.note, next: answer.next, name: present.one.name });
}

export function goTo(step) {
  const to = Math.max(1, Math.min(steps().length, step));
  if (to === stepNow()) { byId("present-said").textContent = to === 1 ? present.said.first : present.said.last; return; }
  state.set({ step: to, before: null });
}

export function tellProblem(sentences) {
  fillPlaces({ "present-words": sentences.map((one) => ["p", { class: "message is-error", role: "alert" }, one]) });
}

window.addEventListener("resize", () => { if (present.answer && present.leaflet) window.setTimeout(() => { fit(); look(present.answer, true); }, 120); });

window.L?.Map.addInitHook(function () {
  present.leaflet = this;
  queueMicrotask(() => this.keyboard?.disable()); /* the arrows change step */
});
