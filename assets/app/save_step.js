/* Planera's button that makes a step of the view: one press, then its words can be changed. */
import { constants } from "../constants.js";
import { shown } from "./answer.js";
import { element } from "./markup.js";
import * as presentations from "./presentations.js";
import { map } from "../map/api.js";
import { unworld, world } from "../core/world.js";
import { beneath } from "../site.js";

const NOT_VIEW = ["lang", "v", "p", "step", "notes", "before"]; /* keys that are not the view's own */
let one = null; /* the presentation that the step is in */
let at = -1;

const box = () => document.getElementById("save-step");
const part = (name) => box().querySelector(`[data-step="${name}"]`);
const words = () => JSON.parse(box().dataset.words);

/** Where the map looks, as zoom and middle of the part that no panel covers. */
function seen() {
  const corners = map.inView().map(([lat, lon]) => world(lon, lat));
  const [xs, ys] = [0, 1].map((i) => corners.map((corner) => corner[i]));
  const span = (all) => Math.max(...all) - Math.min(...all);
  const middle = (all) => (Math.max(...all) + Math.min(...all)) / 2;
  const whole = constants.step_room;
  const zoom = Math.log2(Math.min(whole.width / span(xs), whole.height / span(ys)));
  const { lat, lng } = unworld(middle(xs), middle(ys));
  return `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
}

/** The view that the address shows; where its map looks belongs to it, or what a page without one of its own names. */
function view() {
  const query = new URLSearchParams(window.location.search);
  NOT_VIEW.forEach((key) => query.delete(key));
  new URLSearchParams(box().dataset.view).forEach((value, key) => query.set(key, value));
  if (map.inView().length) query.set("at", seen());
  return query.toString().replace(/%(2C|2F|3A|3B|40)/g, decodeURIComponent);
}

const room = (in_) => in_ && in_.steps.length < Number(box().dataset.most);

function keep(which) {
  presentations.put(which).catch((error) => { part("problem").textContent = (error.problems || []).join(" ") || words().not_saved; });
}

function draw() {
  const { mine, fill } = presentations;
  part("title").textContent = fill(words().added, { at: at + 1 });
  part("heading").value = one.steps[at].heading;
  part("note").value = one.steps[at].note;
  const options = mine().map(([key, name]) => ["option", { value: key, ...(key === one.key ? { selected: "" } : {}) }, name]);
  part("where").replaceChildren(...[...options, ["option", { value: "" }, words().fresh]].map(element));
  part("open").href = beneath(`/presentera?p=${one.key}&lang=${box().dataset.lang}`);
  part("problem").textContent = "";
}

function fresh() {
  const names = presentations.mine().map(([, name]) => name);
  let name = words().untitled;
  for (let count = 2; names.includes(name); count += 1) name = `${words().untitled} ${count}`;
  return presentations.make(name);
}

async function press() {
  const { heading, figures } = box().dataset;
  const step = { heading: (shown.heading || heading || words().untitled).slice(0, 160), note: "", view: view() };
  if (figures) step.figures = figures.split(" ");
  const [last] = presentations.mine();
  const found = last && (await presentations.load(last[0]));
  one = room(found) ? found : fresh();
  at = one.steps.push(step) - 1;
  draw();
  keep(one);
  box().hidden = false;
  part("heading").focus();
  part("heading").select();
}

function close() {
  if (!box() || box().hidden) return;
  box().hidden = true;
  one = null;
  [...document.querySelectorAll('[data-step="save"]')].find((button) => button.offsetParent)?.focus();
}

function write(field, text) {
  if (field === "heading" && !text.trim()) return;
  one.steps[at][field] = text;
  keep(one);
}

/** The step goes to another presentation. */
async function move(key) {
  const to = key ? await presentations.load(key) : fresh();
  if (!room(to)) { part("problem").textContent = words().full; part("where").value = one.key; return; }
  const from = one;
  const [step] = from.steps.splice(at, 1);
  one = to;
  at = to.steps.push(step) - 1;
  presentations.choose(to.key);
  draw();
  keep(to);
  leave(from);
}

/** A presentation that a step was taken from: without any it is none. */
function leave(from) {
  if (from.steps.length) keep(from);
  else presentations.remove(from.key).then(() => one && draw());
}

document.addEventListener("click", (event) => {
  const what = event.target.closest("[data-step]")?.dataset.step;
  if (what === "save") { close(); press(); }
  if (what === "undo") { one.steps.splice(at, 1); leave(one); close(); }
  if (what === "done") close();
});
document.addEventListener("input", (event) => {
  const what = event.target.dataset?.step;
  if (what === "heading" || what === "note") write(what, event.target.value);
});
document.addEventListener("change", (event) => {
  if (event.target.dataset?.step === "where") move(event.target.value);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !box()?.contains(document.activeElement)) return;
  event.stopImmediatePropagation(); /* the page's own Escape would go back to the region */
  close();
}, true);
