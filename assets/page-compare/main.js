/* Jämför: fetch the answer to the address, put it in its places, and let every view choose the same units. */
import { state } from "../app/address.js";
import * as controls from "../app/controls.js";
import { lastAnswer } from "../app/last_answer.js";
import { fillPlaces } from "../app/markup.js";
import { map } from "../map/api.js";
import { drawFunnel, markFunnel } from "./funnel.js";
import { chooseInView, showMap, toggleDraw } from "./ground.js";
import { compare } from "./model.js";
import { pick } from "./pick.js";
import { drawScatter } from "./scatter.js";
import { showUnit } from "./unit_search.js";
import { say } from "./words.js";
import { beneath } from "../site.js";

const page = () => document.getElementById("state-keys").dataset;
let put = false;
let reached = false;

function query() {
  const keys = JSON.parse(page().keys);
  const all = new URLSearchParams(window.location.search);
  return new URLSearchParams([...all].filter(([key]) => keys.includes(key))).toString();
}

/** What the address is silent about, as the server took it: lists and switches say it too. */
function sync() {
  const now = compare.answer && compare.answer.now;
  if (!now) return;
  Object.entries(now).forEach(([key, value]) => {
    document.querySelectorAll(`select[data-state="${key}"]`).forEach((one) => { one.value = value; });
    document.querySelectorAll(`[data-one="${key}"]`).forEach((one) => {
      one.setAttribute("aria-pressed", one.dataset.value === value ? "true" : "false");
    });
  });
  ["csv", "txt"].forEach((ending) => {
    document.getElementById(`compare-${ending}`).href = beneath(`/compare/${page().version}/${page().lang}.${ending}?${query()}`);
  });
  document.getElementById("compare-printed").textContent = say("printed", { address: window.location.href });
  const ours = Boolean(state.get("unit"));
  document.querySelectorAll('[data-one="show"]').forEach((one) => {
    const value = one.dataset.value;
    one.hidden = (["better", "alike"].includes(value) && !ours) || (value === "picked" && !compare.answer.chart.picked.length);
  });
  /* One alone is no choice. */
  const group = document.querySelector(".compare-shows");
  group.hidden = group.querySelectorAll("button:not([hidden])").length < 2;
}

const ask = lastAnswer("compare", () => `/compare/${page().version}/${page().lang}?${query()}`, show);

async function show(answer) {
  compare.answer = answer;
  fillPlaces(answer.places);
  controls.sync();
  showUnit();
  if (!answer.chart) return;
  drawFunnel(answer.chart);
  reachNamed();
  drawScatter(answer.chart);
  await showMap(answer);
  reachLinked();
}

/** A link to a part of the page ends there: the part has its height when the first answer is in its places. */
function reachLinked() {
  const part = !reached && window.location.hash && document.getElementById(window.location.hash.slice(1));
  if (part) part.scrollIntoView();
  reached = true;
}

/** The row of the unit chosen last comes into the middle of its table, with whole rows above: none lies half under the head. */
function reachNamed() {
  const box = document.getElementById("compare-table");
  const row = compare.named && box.querySelector(`tr[data-unit="${CSS.escape(compare.named)}"]`);
  if (!row) return;
  const head = box.querySelector("thead").offsetHeight;
  const above = Math.floor((box.clientHeight - head - row.offsetHeight) / 2 / row.offsetHeight);
  const away = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += away - head - Math.max(above, 0) * row.offsetHeight;
}

document.addEventListener("click", (event) => {
  const picked = event.target.closest("[data-pick]");
  if (picked) pick([picked.dataset.pick], "toggle");
  if (event.target.closest('[data-compare="draw"]')) toggleDraw();
  if (event.target.closest('[data-compare="view"]')) chooseInView();
});

document.addEventListener("change", (event) => {
  if (event.target.dataset && event.target.dataset.state === "form") {
    state.set({ ind: null, when: null, with: null, picked: null, drawn: null, show: null, unit: null }, { replace: true });
  }
});

/** A row that is pointed at, or holds the keyboard, is marked in the plot and on the map. */
function point(event) {
  const row = event.target.closest && event.target.closest("[data-unit]");
  const id = row && row.dataset.unit;
  if (!id) return;
  markFunnel(id);
  map.point("unit", id);
}
document.addEventListener("mouseover", point);
document.addEventListener("focusin", point);

document.addEventListener("sync", () => {
  if (!put && document.getElementById("compare")) {
    put = true;
    compare.said = JSON.parse(page().said);
    ask();
  }
  sync();
});

state.onChange(() => { if (put) ask(); });
