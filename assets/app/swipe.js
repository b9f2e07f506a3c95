/* Two maps in one: A to the left of a line, B to the right; the line is a slider, moved by hand or by keyboard. */
import { state } from "./address.js";
import { map } from "../map/api.js";

const HALF = 50;
const STEP = 2;
const LEAP = 10;
const FILLS = { nearest: "nearest", access_E2SFCA: "access", organisations: "nearest", severity: "underserved" };

const at = (id) => document.getElementById(id);
const compares = () => Boolean(state.get("versus") || state.get("versus_rules"));
const name = (key) => at(`swipe-${key}`).textContent;
/** The middle of the map where the layers do not cover it. */
function middle() {
  const stage = at("swipe").parentElement.getBoundingClientRect();
  const over = document.querySelector(".layers")?.getBoundingClientRect();
  const left = over && over.width && over.height > stage.height / 2 ? Math.max(0, over.right - stage.left) : 0;
  return left < stage.width / 2 ? Math.round((50 * (stage.width + left)) / stage.width) : HALF;
}

/** Where the line stands, in per cent of the map from the left. */
function wanted() {
  const found = Number(state.get("swipe") || middle());
  return found >= 0 && found <= 100 ? found : middle();
}

let there = false; /* whether the answer brought a second map */

function place(share) {
  const line = at("swipe-line");
  at("swipe").style.setProperty("--swipe", `${share}%`);
  at("second-map").style.clipPath = `inset(0 0 0 ${share}%)`;
  line.setAttribute("aria-valuenow", String(share));
  const text = line.dataset.words.replace("{share}", String(share)).replace("{first}", name("first")).replace("{second}", name("second"));
  line.setAttribute("aria-valuetext", text);
}

/** Remember where the line is: no step for the back button. */
const keep = (share) => state.set({ swipe: share }, { replace: true });

function sync() {
  if (!at("swipe")) return;
  const button = document.querySelector('[data-swipe="toggle"]');
  button.hidden = !compares();
  const on = compares() && state.get("maps") === "swipe";
  button.setAttribute("aria-pressed", on ? "true" : "false");
  at("swipe").hidden = at("second-map").hidden = !(on && there);
  if (on && there) place(wanted());
}

/** Show the second map of an answer, or none. */
export function showSecond(payload) {
  if (!at("second-map")) return;
  there = Boolean(payload);
  sync();
  map.second(payload || null, at("second-map"));
}

/** Each side has its own map: what they differ by is one, and belongs to neither. */
function toggle() {
  const on = state.get("maps") !== "swipe";
  const layers = state.list("layers").map((one) => (on && one === "difference" ? FILLS[state.get("gap")] : one));
  if (!on) layers.splice(0, layers.length, "difference", ...layers.filter((one) => !Object.values(FILLS).includes(one)));
  state.set({ maps: on ? "swipe" : null, swipe: null, layers: layers.join(",") });
}

document.addEventListener("click", (event) => { if (event.target.closest('[data-swipe="toggle"]')) toggle(); });

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "swipe-line") return;
  const now = wanted();
  const next = {
    ArrowLeft: now - STEP, ArrowDown: now - STEP, ArrowRight: now + STEP, ArrowUp: now + STEP,
    PageDown: now - LEAP, PageUp: now + LEAP, Home: 0, End: 100,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const share = Math.min(100, Math.max(0, next));
  place(share);
  keep(share);
});

document.addEventListener("pointerdown", (event) => {
  const line = event.target.closest?.("#swipe-line");
  if (!line) return;
  event.preventDefault();
  line.focus();
  line.setPointerCapture(event.pointerId);
  const box = at("swipe").getBoundingClientRect();
  let share = wanted();
  const move = (moved) => {
    share = Math.round(Math.min(100, Math.max(0, (100 * (moved.clientX - box.left)) / box.width)));
    place(share);
  };
  const end = () => {
    line.removeEventListener("pointermove", move);
    keep(share);
  };
  line.addEventListener("pointermove", move);
  line.addEventListener("lostpointercapture", end, { once: true });
});

document.addEventListener("sync", sync);
