/* The meeting: one step at a time, its map and its words, asked for ahead so that it comes at once. */
import { state } from "../app/address.js";
import { constants } from "../constants.js";
import { element, fillPlaces } from "../app/markup.js";
import * as presentations from "../app/presentations.js";
import { map } from "../map/api.js";
import { reducedMotion } from "../map/palette.js";
import { present } from "./model.js";

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
  if (!still && key === looked) return;
  looked = key;
  const left = byId("present").querySelector(".present-left").getBoundingClientRect();
  const wide = window.innerWidth >= WIDE;
  map.setPadding({ left: wide ? left.right : 0, right: wide ? 24 : 0, top: wide ? 56 : 8, bottom: wide ? 16 : 8 });
  if (answer.bounds) { map.flyTo({ bounds: answer.bounds, seconds: FLIGHT_S }); return; }
  const [zoom, lat, lon] = (answer.at || "").split("/").map(Number);
  if (answer.at && [zoom, lat, lon].every(Number.isFinite)) {
    const size = leaflet.getSize();
    const room = { width: size.x - (wide ? left.right : 0), height: size.y };
    const more = Math.log2(Math.min(room.width / constants.step_room.width, room.height / constants.step_room.height));
    const to = Math.max(leaflet.getMinZoom(), Math.min(leaflet.getMaxZoom(), Math.round(4 * (zoom + Math.max(-2, Math.min(1.5, more)))) / 4));
    const shift = window.L.point(wide ? left.right / 2 : 0, 0);
    const centre = leaflet.unproject(leaflet.project([lat, lon], to).subtract(shift), to);
    if (still || reducedMotion()) leaflet.setView(centre, to, { animate: false });
    else leaflet.flyTo(centre, to, { duration: FLIGHT_S });
    return;
  }
  if (focus.kind === "region") { map.flyTo({ seconds: FLIGHT_S }); return; }
  map.flyTo({ areas: focus.areas, units: focus.unit === null ? [] : [focus.unit], seconds: FLIGHT_S });
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
  byId("present-plan").href = answer.plan;
  change(answer);
  document.querySelector(".present-left").scrollTop = 0;
  map.show(answer.map);
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
