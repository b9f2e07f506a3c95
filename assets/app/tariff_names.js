/* The proposal by name: saved, renamed, taken away, written to a file and read from one, and beside others. */
import { constants } from "../constants.js";
import { formatBeside } from "../core/tariffs.js";
import { state } from "./address.js";
import { tidy } from "./given_names.js";
import { element } from "./markup.js";
import { setOpen } from "./panels.js";
import * as tariffs from "./tariffs.js";
import { isChanged, list, section, words } from "./tariff.js";
import { fill, tell } from "./tariff_said.js";
import * as whatif from "./whatif.js";

const ACTING = ":is(#tariff, .pay-acts) "; /* the rail, and a phone's buttons under the figures */

const at = (id) => document.getElementById(id);
const button = (act) => section().querySelector(`[data-tariff="${act}"]`);

/** What it is called: as somebody named it, else its model's name, or that it is a proposal. */
function title() {
  return state.get("pay_name") || (isChanged() ? words().draft : list()?.dataset.name) || words().draft;
}

function drawList(now) {
  const place = at("tariff-list");
  const saved = tariffs.list();
  const written = JSON.stringify(saved.map(({ name }) => name));
  if (place.written !== written) {
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    place.written = written;
    place.replaceChildren(...saved.map(({ name }) => element(["li", {}, ["button", { type: "button", class: "scenario", "data-tariff": "open", "data-value": name }, ["span", { class: "scenario-title" }, name], ["span", { class: "scenario-note" }]]])));
    at("tariff-beside").replaceChildren(...saved.map(({ name }) => element(["button", { type: "button", class: "check", role: "checkbox", "aria-checked": "false", "data-tariff": "beside", "data-value": name }, name])));
    if (held !== null) [...place.querySelectorAll("button")].find((one) => one.dataset.value === held)?.focus();
  }
  at("tariff-none").hidden = saved.length > 0;
  place.querySelectorAll("button").forEach((one) => {
    const isOn = now.saved && one.dataset.value === now.name;
    if (isOn) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
    one.querySelector(".scenario-note").textContent = isOn && now.changed ? words().unsaved : "";
  });
}

function sync() {
  if (!section()) return;
  const now = tariffs.current();
  const name = title();
  at("tariff-name").textContent = name;
  const chip = at("tariff-chip");
  chip.textContent = now.usual ? "" : now.saved && !now.changed ? words().kept : words().chip;
  chip.hidden = now.usual;
  drawList(now);
  document.querySelectorAll(`${ACTING}[data-tariff="save"]`).forEach((one) => { /** @type {HTMLButtonElement} */ (one).disabled = !now.changed; });
  button("rename").hidden = now.usual;
  button("duplicate").disabled = now.usual;
  button("remove").disabled = !now.saved;
  const others = [...at("tariff-beside").querySelectorAll("button")];
  others.forEach((one) => { one.hidden = one.dataset.value === now.name; });
  button("compare").disabled = !others.some((one) => !one.hidden);
  const against = list()?.dataset.second;
  at("tariff-bar-name").textContent = name;
  at("tariff-bar-against").textContent = against ? fill(words().against_model, { model: against }) : "";
}

function rename(open) {
  const form = at("tariff-rename");
  form.hidden = !open;
  if (!open) { button("rename").focus(); return; }
  const input = form.querySelector("input");
  input.value = title();
  input.focus();
  input.select();
}

function renamed() {
  const name = tidy(at("tariff-rename").querySelector("input").value);
  if (!name) { tell("name_empty", {}, true); return; }
  const got = tariffs.rename(name);
  sync();
  rename(false);
  tell("renamed", { name: got });
}

/** @param {string} key @param {{name?: string, lasts?: boolean}|null} saved */
function kept(key, saved) {
  sync();
  if (!saved) tell("full", { most: String(constants.most.tariffs) }, true);
  else tell(saved.lasts ? key : "not_kept", { name: saved.name }, !saved.lasts);
}

function download() {
  const name = title();
  const held = URL.createObjectURL(new Blob([tariffs.asFile(name)], { type: "application/json" }));
  const file = `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "tariff"}.json`;
  const link = Object.assign(document.createElement("a"), { href: held, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(held), 60000);
  tell("downloaded", { name: file });
}

async function load(file) {
  const answer = tariffs.imported(await tariffs.textOf(file));
  if (answer.problem) { tell(answer.problem, answer.blanks, true); return; }
  kept("loaded", answer);
}

let choosing = false;

/** The unit that is chosen next, on the map, in the table or by search, is closed; or no longer. */
function choose(on) {
  choosing = on;
  button("close").setAttribute("aria-pressed", on ? "true" : "false");
  if (!on) return;
  setOpen("rail", false, null);
  tell("choose_unit");
  document.querySelector(".leaflet-container")?.focus();
}

/** A unit in focus is closed as what if closes it; else the next that is chosen. */
function close() {
  const unit = state.get("unit");
  if (unit) whatif.close(unit);
  else choose(!choosing);
}

/** Close what was chosen; nothing where another question is asked since. */
function closeChosen() {
  if (!choosing) return;
  const unit = state.get("unit");
  if (unit || state.get("question") !== "payment") choose(false);
  if (unit) window.queueMicrotask(() => whatif.close(unit));
}

/** The saved ones that are ticked stand beside the one shown, in the table. */
function compare() {
  const chosen = [...at("tariff-beside").querySelectorAll('[aria-checked="true"]:not([hidden])')].map((one) => one.dataset.value);
  if (!chosen.length) { tell("beside_none", {}, true); return; }
  const named = tariffs.list().filter(({ name }) => chosen.includes(name));
  state.set({ pay_beside: formatBeside(named), pay_view: "models", sort: null, find: null, rows: null });
  setOpen("rail", false, null);
  setOpen("drawer", true, null);
}

function tick(box) {
  const isOn = box.getAttribute("aria-checked") !== "true";
  const ticked = at("tariff-beside").querySelectorAll('[aria-checked="true"]:not([hidden])').length;
  if (isOn && ticked >= constants.most.beside) { tell("many", { most: String(constants.most.beside) }); return; }
  box.setAttribute("aria-checked", isOn ? "true" : "false");
}

const ACTS = {
  rename: () => rename(true),
  "rename-done": renamed,
  "rename-stop": () => rename(false),
  save: () => kept("saved", tariffs.save(tariffs.current().name ? "" : title())),
  duplicate: () => kept("saved", tariffs.save(title())),
  open: (one) => { tariffs.open(one.dataset.value); tell("opened", { name: one.dataset.value }); },
  remove: () => {
    const { name } = tariffs.current();
    tariffs.remove(name);
    tell("removed", { name });
    button("save").focus();
  },
  download,
  load: () => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", () => input.files.length && load(input.files[0]));
    input.click();
  },
  close,
  compare,
  beside: tick,
};

document.addEventListener("click", (event) => {
  const pressed = event.target.closest?.(`${ACTING}[data-tariff]`);
  if (pressed && Object.hasOwn(ACTS, pressed.dataset.tariff)) ACTS[pressed.dataset.tariff](pressed);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("#tariff-rename")) return;
  if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); renamed(); }
  if (event.key !== "Escape") return;
  event.preventDefault(); /* closes this, not the panel that it is in */
  event.stopPropagation();
  rename(false);
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && choosing) choose(false);
});

document.addEventListener("sync", sync);
document.addEventListener("sync", () => section() && closeChosen());
