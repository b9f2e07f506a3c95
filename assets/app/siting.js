/* Suggest places: ask, show each better answer as a scenario, and stop when told to. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { setOpen } from "./panels.js";
import { beneath } from "../site.js";

const QUESTION = constants.stores.scenario;
let going = null; /* the request under way */
let asked = ""; /* the changes that stood there before */
let best = ""; /* what the best so far gives, in words */
let question = null; /* the one that whose residents count was last chosen by */

function address() {
  const { version, lang } = document.getElementById("state-keys").dataset;
  const query = new URLSearchParams({ lang });
  QUESTION.forEach((key) => { const value = state.get(key); if (value) query.set(key, value); });
  query.set("sites", document.getElementById("siting-sites").value);
  query.set("objective", document.getElementById("siting-objective").value);
  const residents = document.getElementById("siting-residents");
  if (residents) {
    query.set("residents", residents.value);
    JSON.parse(residents.dataset.outlook).forEach((key) => { if (state.get(key)) query.set(key, state.get(key)); });
  }
  return `/siting/${version}?${query}`;
}

function say(text, wrong) {
  const said = document.getElementById("siting-said");
  said.textContent = text;
  said.classList.toggle("problem", Boolean(wrong));
}

function turn(on) {
  const button = document.getElementById("siting-start");
  button.textContent = on ? button.dataset.stop : button.dataset.start;
  button.classList.toggle("is-going", on);
}

/** One line of the answer: all but the first replace what the search itself put on the map. */
function take(line, first) {
  if (line.problem) { say(line.problem, true); return; }
  best = line.said;
  say(`${line.said} ${line.sure}`.trim());
  if (line.changes !== state.get("changes")) state.set({ changes: line.changes }, { replace: !first });
}

async function start() {
  going = new AbortController();
  asked = state.get("changes");
  best = "";
  turn(true);
  say("\u2026");
  try {
    const answer = await fetch(beneath(address()), { signal: going.signal });
    if (!answer.ok) {
      const text = await answer.text();
      const { failed } = document.getElementById("siting-start").dataset;
      say(answer.headers.get("Content-Type")?.startsWith("text/plain") && text ? text : failed, true);
      return;
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      if (lines.length) take(JSON.parse(lines[lines.length - 1]), state.get("changes") === asked);
    }
  } catch (error) {
    const { failed, stopped } = document.getElementById("siting-start").dataset;
    if (error.name === "AbortError") say(`${best} ${stopped}`.trim());
    else say(failed, true);
  } finally {
    going = null;
    turn(false);
  }
}

/** The year of the address stands in the choice; the question decides whose count, until somebody chooses. */
function drawResidents() {
  const select = document.getElementById("siting-residents");
  if (!select) return;
  const ahead = select.querySelector("option[value=ahead]");
  const usual = JSON.parse(select.dataset.years)[state.get("form")];
  ahead.textContent = select.dataset.text.replace("{year}", state.get("horizon") || usual || "");
  ahead.disabled = !usual;
  if (ahead.disabled) select.value = "today";
  else if (question !== state.get("question")) select.value = state.get("question") === "need" ? "ahead" : "today";
  question = state.get("question");
}

/** Open the panel for the residents to come, wherever the rail stands at this width. */
function tryUnits() {
  const panel = document.querySelector("details.siting");
  const select = document.getElementById("siting-residents");
  panel.open = true;
  drawResidents();
  if (select && !select.querySelector("option[value=ahead]").disabled) select.value = "ahead";
  if (!panel.offsetParent) setOpen("rail", true, panel);
  panel.scrollIntoView({ block: "nearest" });
  panel.querySelector("select").focus();
}

state.onChange(drawResidents);
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.siting")) drawResidents();
}, true);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-action='try-units']")) tryUnits();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#siting-start")) return;
  if (going) going.abort();
  else start();
});
