/*
 * The horizon: a slider over the years to come, and a way to play them. While a year is in hand the map and its legend
 * show it from what the last answer brought, and nothing is asked for; figures and table come when it is let go.
 */
import { classesOf, stepOf } from "../core/years.js";
import { map } from "../map/api.js";
import { unpack } from "../map/decode.js";
import { reducedMotion } from "../map/palette.js";
import { state } from "./address.js";

const STILL_MS = 900; // that each year is looked at
const KEYS_MS = 400; // without a key, and the year is let go

/** @type {(YearsPayload & {bytes: Uint8Array})|null} of the last answer */
let sent = null;
/** @type {number|null} the year in hand: being moved, played, or let go and not answered yet */
let inHand = null;
let moving = false;
let playing = 0;
let letGo = 0;
let byKey = false;
let drawn = { of: null, year: null };

/** @param {string} part */
const part = (part) => /** @type {HTMLElement|null} */ (document.querySelector(`[data-horizon="${part}"]`));
const slider = () => /** @type {HTMLInputElement|null} */ (part("year"));
/** @returns {number[]} */
const steps = () => JSON.parse(slider().dataset.years);
const usual = () => Number(slider().dataset.usual);
const chosen = () => steps()[stepOf(steps(), state.get("horizon"), usual())];

/**
 * Take over the years of a new answer; null where it brings none.
 *
 * @param {YearsPayload|null} next
 */
export function takeYears(next) {
  sent = next && { ...next, bytes: unpack(next.classes, Uint8Array) };
  if (!sent && playing) pause();
}

/** What the legend says of a year: its rows are those of every other. */
function write({ title, brief, note, rows }) {
  const box = document.getElementById(`legend-${sent.layer}`);
  if (!box) return;
  const put = (place, text) => { if (place && place.textContent !== text) place.textContent = text; };
  put(box.querySelector(":scope > p:not(.note)"), title);
  put(box.querySelector(":scope > .note"), note);
  put(box.querySelector(":scope > .legend-brief > p"), brief);
  box.querySelectorAll(":scope > .legend-brief [data-row]").forEach((row) => put(row, rows[Number(row.dataset.row)][0]));
  box.querySelectorAll(":scope > ul > li").forEach((row, at) => {
    const [label, count] = rows[at];
    put(row.children[1], label);
    put(row.querySelector(".count"), count);
  });
}

/** The map in another year than the answer's, or as it was answered. */
function paint() {
  const year = sent && inHand !== sent.shown && sent.years.includes(inHand) ? inHand : null;
  const before = drawn;
  if (before.of === sent && before.year === year) return;
  drawn = { of: sent, year };
  document.getElementById("plan")?.classList.toggle("is-previewed", year !== null);
  const note = part("note");
  if (note) note.textContent = year === null ? "" : note.dataset.text.replace("{answered}", String(sent.shown)).replace("{year}", String(year));
  if (year === null && (before.of !== sent || before.year === null)) return; /* the answer is what is shown */
  const at = sent.years.indexOf(year ?? sent.shown);
  map.recolour(year === null ? null : classesOf(sent.bytes, sent.years.length, at));
  write(sent.legends[at]);
}

/** The slider, its words and the map say the year in hand, else the address's. */
function show() {
  const input = slider();
  if (!input) { forget(); paint(); return; }
  if (!moving && (inHand !== chosen() || inHand === sent?.shown)) inHand = null;
  const year = inHand ?? chosen();
  const at = steps().indexOf(year);
  if (input.value !== String(at)) input.value = String(at);
  input.setAttribute("aria-valuetext", String(year));
  input.style.setProperty("--share", String(at / Number(input.max)));
  part("value").textContent = String(year);
  const button = part("play");
  if (button) {
    const words = button.dataset[playing ? "pause" : byStep() ? "step" : "play"];
    if (button.textContent !== words) button.textContent = words;
  }
  paint();
}

/** Take a year in hand. */
function hold(year) {
  moving = true;
  inHand = year;
  show();
}

/** Let go of the year in hand: the address says it, and the answer comes. */
function release() {
  pause();
  window.clearTimeout(letGo);
  letGo = 0;
  moving = false;
  if (inHand !== null && slider()) state.set({ horizon: inHand === usual() ? null : inHand });
  show();
}

function forget() {
  pause();
  window.clearTimeout(letGo);
  letGo = 0;
  moving = false;
  inHand = null;
}

/* Play */

/** Whether a press is a year: nobody wants it to move, or each year has to be asked for. */
const byStep = () => reducedMotion() || !sent;

function pause() {
  window.clearTimeout(playing);
  playing = 0;
}

function next() {
  const at = steps().indexOf(inHand ?? chosen());
  return steps()[at + 1];
}

function step() {
  const year = slider() && sent ? next() : undefined;
  if (year === undefined) { release(); return; }
  playing = window.setTimeout(step, STILL_MS);
  hold(year);
}

function play() {
  if (playing) { release(); return; }
  const year = next() ?? steps()[0]; /* from the beginning */
  if (byStep()) { hold(year); release(); return; }
  playing = window.setTimeout(step, STILL_MS);
  hold(year);
}

/* By hand */

document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-horizon="play"]')) play();
});

document.addEventListener("input", (event) => {
  if (event.target !== slider()) return;
  pause();
  hold(steps()[Number(slider().value)]);
});

document.addEventListener("change", (event) => {
  if (event.target !== slider()) return;
  if (!byKey) release();
});

document.addEventListener("keydown", (event) => {
  byKey = event.target === slider();
  if (byKey) { window.clearTimeout(letGo); letGo = 0; }
  if (event.key !== "Escape" || !moving) return;
  event.preventDefault();
  event.stopPropagation(); /* the page's own lets go of what is in focus */
  forget();
  show();
}, true);

document.addEventListener("keyup", (event) => {
  if (event.target === slider() && moving && !playing) letGo = window.setTimeout(release, KEYS_MS);
});

document.addEventListener("pointerdown", () => { byKey = false; }, true);

/* A hand that comes back to where it began changes nothing, and the slider says nothing of it. */
["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => {
  if (moving && !playing && !byKey) window.setTimeout(() => { if (moving && !playing && !byKey) release(); });
}));

document.addEventListener("focusout", (event) => { if (event.target === slider() && moving && !playing) release(); });

document.addEventListener("sync", show);
