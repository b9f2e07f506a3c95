/* Taking back what was changed in the question - filters, rules, scenario, place - or put on the map, and making it again. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { shown } from "./answer.js";
import { shortcut } from "./shortcuts.js";

const SELECTION = constants.stores.selection;
const QUESTION = [...constants.stores.scenario, ...SELECTION, ...constants.tariff, "pin", "line", "reach"];
const ALONG = ["name", "pin_name", "pay_name"]; /* of a scenario, a pin and a model: no change of their own */
const MOST = 100; /* changes that can be taken back */
const ONE_MOVE_MS = 1000; /* a slider that is moved key by key is moved once */
const past = [];
const future = [];
let moved = { key: "", at: 0 };
/** @type {Record<string, string>|null} the question as it stands; null until the page says what is usual */
let last = null;
let going = false;

/** The question as the address has it, with names. */
function record() {
  return Object.fromEntries([...QUESTION, ...ALONG].map((key) => [key, state.get(key)]));
}

const tool = () => document.querySelector(".undo-tool");

/** Parts of the question that differ, the first named first. */
const differing = (a, b) => QUESTION.filter((key) => a[key] !== b[key]);

function named(a, b) {
  const names = JSON.parse(tool().dataset.keys);
  const keys = differing(a, b);
  return names[keys.find((key) => b[key]) || keys[0]] || "";
}

function draw() {
  if (!tool()) return;
  [["undo", past], ["redo", future]].forEach(([way, steps]) => {
    const button = tool().querySelector(`[data-undo="${way}"]`);
    const next = steps.at(-1);
    button.setAttribute("aria-disabled", next ? "false" : "true");
    const { name } = button.dataset;
    button.setAttribute("aria-label", next ? `${name}: ${named(next, last)}` : name);
    button.title = button.getAttribute("aria-label");
  });
}

function changed() {
  if (!last) return;
  const now = record();
  const keys = differing(last, now);
  if (!keys.length || going) { last = now; draw(); return; }
  const key = keys.join(",");
  const goesOn = key === "limit" && moved.key === key && performance.now() - moved.at < ONE_MOVE_MS;
  moved = { key, at: performance.now() };
  if (!goesOn) past.push(last);
  if (past.length > MOST) past.shift();
  future.length = 0;
  last = now;
  draw();
}

function tell(way, what) {
  const line = document.getElementById("said");
  line.textContent = tool().querySelector(`[data-undo="${way}"]`).dataset.done.replace("{what}", what);
  line.classList.add("is-shown");
  window.setTimeout(() => { line.classList.remove("is-shown"); line.textContent = ""; }, 4000);
}

function go(way) {
  if (!tool()) return false;
  const [from, to] = way === "undo" ? [past, future] : [future, past];
  const next = from.pop();
  if (!next) return true;
  const what = named(next, last);
  const elsewhere = differing(last, next).some((key) => SELECTION.includes(key));
  to.push(last);
  moved = { key: "", at: 0 };
  going = true;
  shown.fly = elsewhere && SELECTION.some((key) => next[key]); /* to a place that is chosen again */
  state.set(Object.fromEntries(Object.entries(next).map(([key, value]) => [key, value || null])));
  going = false;
  tell(way, what);
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-undo]");
  if (button) go(button.dataset.undo);
});

state.onChange(changed);
shortcut("undo", () => go("undo"));
shortcut("redo", () => go("redo"));
document.addEventListener("sync", () => {
  if (!last && tool()) last = record();
  draw();
});
