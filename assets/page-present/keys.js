/* What keys, remotes and the tools do in a meeting. */
import { state } from "../app/address.js";
import { singleKeys } from "../app/single_keys.js";
import { goTo, stepNow, steps } from "./meeting.js";
import { openStrip } from "./strip.js";
import { present } from "./model.js";

const byId = (id) => document.getElementById(id);

function drawLetters() {
  const box = document.querySelector('[data-present="letters"]');
  box.setAttribute("aria-checked", singleKeys.on() ? "true" : "false");
  box.textContent = singleKeys.on() ? present.said.letters_on : present.said.letters_off;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function black(on) {
  byId("present-black").hidden = !on;
  if (on) byId("present-said").textContent = present.said.black;
}

function before(on) {
  if (present.answer?.has_before) state.set({ before: on ? "1" : null }, { replace: true });
}

function notes() {
  const address = new URL(window.location.href);
  address.searchParams.set("notes", "1");
  const opened = window.open(address, `notes-${present.one.key}`, "popup,width=760,height=560");
  if (!opened) byId("present-said").textContent = present.said.notes_blocked;
}

const ACTS = {
  next: () => goTo(stepNow() + 1),
  back: () => goTo(stepNow() - 1),
  first: () => goTo(1),
  last: () => goTo(steps().length),
  go: (button) => goTo(Number(button.dataset.at)),
  steps: () => openStrip(byId("present-strip").hidden),
  full,
  notes,
  before: () => before(true),
  after: () => before(false),
  today: () => before(state.get("before") !== "1"),
  black: () => black(byId("present-black").hidden),
  help: () => { drawLetters(); byId("present-help").showModal(); },
  close: () => byId("present-help").close(),
  letters: () => { singleKeys.toggle(); drawLetters(); },
  version: (button) => {
    const there = new URL(window.location.href);
    there.searchParams.set("v", button.dataset.version);
    window.location.assign(there);
  },
};
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
  Home: "first", End: "last", ".": "black", "?": "help",
};
const LETTER_KEYS = { o: "steps", f: "full", t: "today", n: "notes", b: "black" };

export const act = (what, button) => ACTS[what]?.(button);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-present]");
  if (button && present.one) act(button.dataset.present, button);
  const open = byId("present-sources");
  if (open?.open && !open.contains(event.target)) open.open = false;
});

document.addEventListener("keydown", (event) => {
  if (!present.one || event.ctrlKey || event.altKey || event.metaKey || !byId("present-dots")) return;
  const { target } = event;
  const open = byId("present-sources");
  if (event.key === "Escape" && !byId("present-strip").hidden) { openStrip(false); return; }
  if (event.key === "Escape" && open.open) { open.open = false; open.firstElementChild.focus(); return; }
  if (byId("present-help").open) return;
  if (!byId("present-black").hidden) { event.preventDefault(); black(false); return; }
  const typing = target.closest?.("input, textarea, select");
  const pressing = event.key === " " && target.closest?.("button, a, summary");
  const scrolling = ["ArrowUp", "ArrowDown"].includes(event.key) && target.closest?.(".present-left, .present-lines, .segments");
  if (typing || pressing || scrolling) return;
  const what = KEYS[event.key] || (singleKeys.on() ? LETTER_KEYS[event.key.toLowerCase()] : undefined);
  if (!what) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act(what);
}, true);
