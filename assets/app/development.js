/* The large chart of a key figure: opened by its small line, with a slider over the periods and a way to play them. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { shown } from "./answer.js";
import { drawDevelopment, within } from "./development_chart.js";
import { element } from "./markup.js";
import * as panels from "./panels.js";
import { beneath } from "../site.js";

const STILL_MS = 1300; // that each period is looked at
const WAIT_MS = 100;
const QUESTION = [...constants.stores.scenario, ...constants.stores.selection];

/** @type {Development|null} */
let found = null;
let asked = ""; /* the address that `found` answers, or will */
let opener = null;
let playing = 0;
let played = ""; /* the period that playing has set */

const part = (name) => document.getElementById(`development-${name}`);
const box = () => document.getElementById("development");
const slider = () => part("slider").querySelector("input");

/** The question without its period: the values of all periods are the same whichever is asked about. */
function address(key) {
  const { version, lang } = document.getElementById("state-keys").dataset;
  const query = new URLSearchParams({ lang });
  QUESTION.filter((name) => name !== "period").forEach((name) => { const value = state.get(name); if (value) query.set(name, value); });
  return `/development/${version}/${encodeURIComponent(key)}?${query}`;
}

async function ask(key) {
  const now = address(key);
  if (now === asked) { show(); return; }
  asked = now;
  pause();
  part("status").textContent = box().dataset.loading;
  try {
    const answer = await fetch(beneath(now));
    if (!answer.ok) throw new Error(String(answer.status));
    const next = await answer.json();
    if (now !== asked) return; /* another was asked for meanwhile */
    found = next;
    put();
  } catch {
    if (now !== asked) return;
    asked = "";
    found = null;
    part("chart").replaceChildren();
    part("status").textContent = box().dataset.failed;
  }
}

/** What a new development changes once: its name, its table, its slider. */
function put() {
  const { name, place, region, periods, notes } = found;
  part("name").textContent = `${name} · ${place}`;
  part("notes").replaceChildren(...notes.map((text) => element(["p", {}, text])));
  const heads = [box().dataset.period, place, ...(region ? [region] : [])];
  part("table").replaceChildren(element(["table", {},
    ["thead", {}, ["tr", {}, ...heads.map((text) => ["th", { scope: "col" }, text])]],
    ["tbody", {}, ...periods.map((row) => ["tr", {}, ["th", { scope: "row" }, row.name], ["td", {}, row.text], ...(region ? [["td", {}, row.region_text]] : [])])]]));
  const input = slider() ?? document.createElement("input");
  Object.assign(input, { type: "range", min: "0", max: String(Math.max(periods.length - 1, 0)), step: "1", disabled: periods.length < 2 });
  input.setAttribute("aria-label", box().dataset.period);
  part("slider").replaceChildren(input);
  box().querySelector('[data-development="play"]').disabled = periods.length < 2;
  show();
}

/** Draw it with the period that the question has. */
function show() {
  if (!found) return;
  const { periods, place, region } = found;
  const period = state.get("period");
  const [first, last] = within(periods, period);
  part("chart").replaceChildren(drawDevelopment(found, period, part("chart").clientWidth || 320));
  const input = slider();
  const whole = document.querySelector(`select[data-state="period"] option[value="${CSS.escape(period)}"]`)?.textContent;
  const row = periods[last];
  const name = first === last ? row?.name : whole;
  if (document.activeElement !== input || input.value !== String(last)) input.value = String(last);
  input.setAttribute("aria-valuetext", name || "");
  input.style.setProperty("--share", String(Number(input.value) / Math.max(Number(input.max), 1)));
  if (!row) return;
  part("status").textContent = first < last ? name : [`${name}: ${row.text}`, region ? `${region} ${row.region_text}` : ""].filter(Boolean).join(" · ");
  part("table").querySelectorAll("tbody tr").forEach((one, at) => one.classList.toggle("is-now", at >= first && at <= last));
  part("table").setAttribute("aria-label", `${found.name}, ${place}`);
}

/* Play */

function pause() {
  window.clearTimeout(playing);
  playing = 0;
  const button = box().querySelector('[data-development="play"]');
  button.textContent = button.dataset.play;
}

/** The next period, when the map has shown the one before; stops at the end. */
function step() {
  if (shown.awaiting) { playing = window.setTimeout(step, WAIT_MS); return; }
  const { periods } = found;
  const at = periods.findIndex(({ key }) => key === state.get("period"));
  if (at >= periods.length - 1) { pause(); return; }
  move(periods[at + 1].key, true);
  playing = window.setTimeout(step, STILL_MS);
}

function play() {
  const { periods } = found;
  const button = box().querySelector('[data-development="play"]');
  button.textContent = button.dataset.pause;
  const at = periods.findIndex(({ key }) => key === state.get("period"));
  if (at < 0 || at === periods.length - 1) move(periods[0].key, false); /* from the beginning */
  else move(periods[at + 1].key, false);
  playing = window.setTimeout(step, STILL_MS);
}

/** The period of the whole question: map, figures and tables follow. */
function move(period, replace) {
  played = period;
  state.set({ period }, { replace });
}

/* Open and close */

function open(button) {
  opener = button.dataset.chart;
  if (window.innerWidth < 768) panels.setSheet("low");
  state.set({ chart: opener });
  box().querySelector('[data-development="play"]').focus();
}

function close() {
  const held = box().contains(document.activeElement);
  state.set({ chart: null });
  const back = [...document.querySelectorAll("button[data-chart]")].find((one) => one.dataset.chart === opener && one.offsetParent !== null);
  if (held) (back ?? document.getElementById("panel")).focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-chart]");
  if (button) { open(button); return; }
  const act = event.target.closest("[data-development]")?.dataset.development;
  if (act === "close") close();
  if (act === "play" && found) { if (playing) pause(); else play(); }
});

document.addEventListener("input", (event) => {
  if (!event.target.closest?.("#development-slider")) return;
  pause();
  event.target.setAttribute("aria-valuetext", found.periods[Number(event.target.value)].name);
  part("status").textContent = found.periods[Number(event.target.value)].name;
});
document.addEventListener("change", (event) => {
  if (event.target.closest?.("#development-slider")) move(found.periods[Number(event.target.value)].key, false);
});

window.addEventListener("resize", () => { if (found && !box()?.hidden) show(); });

/* Before the page's own Escape, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !box() || box().hidden || !box().contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  close();
}, true);

document.addEventListener("sync", () => {
  const panel = box();
  if (!panel) return;
  const key = state.get("chart");
  if (playing && state.get("period") !== played) pause(); /* the reader has chosen another */
  if (panel.hidden !== !key) { panel.hidden = !key; panels.pad(); }
  if (key) ask(key);
  else { pause(); asked = ""; found = null; }
});
