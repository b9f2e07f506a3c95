/* Plain controls that read and write the address: lists, switches, a slider, rows that select. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { shown } from "./answer.js";
import { fills, layersWith } from "./layers.js";
import { look } from "./look.js";
import { element } from "./markup.js";
import { isChosen, pressRow } from "./several_areas.js";
import { map } from "../map/api.js";

const SELECTION = constants.stores.selection;
/** A model of reimbursement is of one care form. */
const TARIFF = Object.fromEntries([...constants.tariff, "pay_name", "pay_beside"].map((key) => [key, null]));

function decimal() {
  return document.documentElement.lang === "sv" ? "," : ".";
}

/** Put the slider in its place: Dash has no plain range input of its own. */
export function upgrade(root) {
  root.querySelectorAll("[data-slider]:empty").forEach((box) => {
    const input = document.createElement("input");
    input.type = "range";
    ["min", "max", "step"].forEach((name) => { input[name] = box.dataset[name]; });
    input.setAttribute("aria-label", box.dataset.label);
    input.dataset.state = box.dataset.slider;
    box.appendChild(input);
  });
  root.querySelectorAll("[data-input]").forEach((label) => {
    if (!label.querySelector("input")) label.append(element(["input", JSON.parse(label.dataset.input)]));
  });
  root.querySelectorAll("[data-day]:empty").forEach((box) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "date";
    input.dataset.state = box.dataset.day;
    label.append(box.dataset.label, input);
    box.appendChild(label);
  });
  root.querySelectorAll("[data-number]:empty, [data-text]:empty").forEach((box) => {
    const input = document.createElement("input");
    const { label, value, min, max, longest } = box.dataset;
    if (box.dataset.number === undefined) Object.assign(input, { type: "text", maxLength: Number(longest), autocomplete: "off" });
    else Object.assign(input, { type: "number", inputMode: "decimal", step: "any", min: min || "", max: max || "" });
    input.setAttribute("aria-label", label);
    input.value = value || "";
    box.appendChild(input);
  });
  root.querySelectorAll("[data-field]:empty").forEach((box) => {
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = box.dataset.short || box.dataset.label;
    input.setAttribute("aria-label", box.dataset.label);
    input.autocomplete = "off";
    input.spellcheck = false;
    if (box.dataset.field) input.dataset.state = box.dataset.field;
    box.appendChild(input);
    box.dispatchEvent(new CustomEvent("field", { bubbles: true, detail: input }));
  });
}

/** The value that a slider stands for: the address's, where it is one that can be asked for. */
function limitOf(input) {
  const key = input.dataset.state;
  const asked = Number(state.get(key));
  const longest = JSON.parse(input.parentNode.dataset.longest); /* of each way of travelling */
  return String(asked > 0 && asked <= (longest[state.get("mode")] || longest[state.usual("mode")]) ? asked : state.usual(key));
}

/** What a slider says is the value that counts: of a link it may lie between its steps, or beyond its ends. */
function sliderWords(input, value) {
  const words = `${value.replace(".", decimal())}\u00a0${input.parentNode.dataset.unit}`;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--share", (input.value - input.min) / (input.max - input.min));
  const out = document.querySelector(`[data-shows="${input.dataset.state}"]`);
  if (out) out.textContent = words;
}

/** Make every control say what the address says. */
export function sync() {
  document.querySelectorAll("select[data-state], input[data-state]").forEach((control) => {
    const typed = control.type === "search" || control.type === "date";
    if (!typed || document.activeElement !== control) control.value = state.get(control.dataset.state);
    /* What an old or damaged link asks for and the region lacks is answered with the usual: say that. */
    if (control.selectedIndex === -1) control.value = state.usual(control.dataset.state);
    const folded = control.closest("details.unit-choices");
    if (folded && control.value) folded.open = true; /* what is chosen is seen */
    if (control.type !== "range") return;
    control.value = limitOf(control);
    sliderWords(control, limitOf(control));
  });
  document.querySelectorAll("[data-check]").forEach((box) => {
    const chosen = state.list(box.dataset.check);
    const all = box.dataset.empty === "all" && !chosen.length;
    box.setAttribute("aria-checked", all || chosen.includes(box.dataset.value) ? "true" : "false");
  });
  document.querySelectorAll("[data-one]").forEach((button) => {
    const { one, value, also = "" } = button.dataset;
    const isThere = document.querySelector(`[data-one="${one}"][data-value="${CSS.escape(state.get(one))}"]`);
    const there = isThere ? state.get(one) : state.usual(one);
    button.setAttribute("aria-pressed", there === value || also.split(",").includes(there) ? "true" : "false");
  });
  const mode = state.get("mode");
  document.querySelectorAll("[data-of-modes]").forEach((box) => { box.hidden = !box.dataset.ofModes.split(",").includes(mode); });
  const layers = state.list("layers");
  document.querySelectorAll("select[data-fills]").forEach((one) => { one.value = fills().find((key) => layers.includes(key)) || "none"; });
  document.querySelectorAll("[data-layer-box]").forEach((box) => {
    box.classList.toggle("is-on", layers.includes(box.dataset.layerBox));
  });
  document.querySelectorAll("[data-kpi-layer]").forEach((row) => {
    const { kpi, kpiLayer } = row.dataset;
    const seen = layers.includes(kpiLayer)
      && Object.entries(chosenBy(row)).every(([key, value]) => state.get(key) === value);
    const on = seen && state.get("kpi") === kpi;
    row.setAttribute("aria-pressed", on ? "true" : "false");
    if (on && row.closest("details")) row.closest("details").open = true; /* a link to it shows it */
  });
  document.querySelectorAll("[data-needs]").forEach((box) => { box.hidden = !box.dataset.needs.split(",").some(state.get); });
  const changed = document.querySelectorAll("[data-filter-count]");
  const count = ["form", "period", "operator", "age", "limit", "mode"].filter(
    (key) => new URLSearchParams(window.location.search).has(key)).length;
  changed.forEach((place) => {
    place.textContent = place.dataset[count === 0 ? "none" : count === 1 ? "single" : "many"].replace("{count}", count);
  });
  document.querySelectorAll("[data-for]").forEach((box) => { box.hidden = state.get("table") !== box.dataset.for; });
  document.querySelectorAll("[data-select-id]").forEach((row) => {
    const on = isChosen(row.dataset.selectKind, row.dataset.selectId);
    row.classList.toggle("is-selected", on);
    const button = row.matches("tr") && row.querySelector("button");
    if (button) button.setAttribute("aria-pressed", on ? "true" : "false");
  });
  keepView();
  document.dispatchEvent(new CustomEvent("sync")); /* whoever shows more of the address */
}

/** Links to other pages and languages keep the view, but for the order of a table, which each page has its own of. */
function keepView() {
  document.querySelectorAll("[data-keep]").forEach((link) => {
    const there = new URL(window.location.href);
    there.searchParams.set("lang", link.dataset.keep);
    const { pathname } = new URL(link.href);
    if (pathname !== there.pathname) there.searchParams.delete("sort");
    link.setAttribute("href", pathname + there.search);
  });
}

/** What a key figure chooses in a layer that has a choice: the very measure that it is. */
function chosenBy(row) {
  return JSON.parse(row.dataset.kpiChoice);
}

/** A key figure brings its layer and that layer's table. */
function pressKpi(row) {
  const { kpi, kpiLayer: layer } = row.dataset;
  if (row.getAttribute("aria-pressed") === "true") { state.set({ kpi: null }); return; }
  state.set({ kpi, sort: null, ...chosenBy(row), layers: layersWith(layer, true), table: layer, find: null, rows: null });
}

/** A layer that comes on brings its table: whatever the map says, the table below says too. */
function showLayer(key, on) {
  const table = on && document.querySelector(`select[data-state="table"] option[value="${key}"]`);
  state.set({ layers: layersWith(key, on), ...(table ? { table: key, sort: null, find: null, rows: null } : {}) });
}

function toggleCheck(box) {
  const { check: key, value } = box.dataset;
  const on = box.getAttribute("aria-checked") !== "true";
  if (key === "layers") { showLayer(value, on); return; }
  const all = [...document.querySelectorAll(`[data-check="${key}"]`)].map((one) => one.dataset.value);
  let chosen = state.list(key);
  if (!chosen.length) chosen = all;
  chosen = on ? [...chosen, value] : chosen.filter((one) => one !== value);
  if (!chosen.length) return; /* one operator at least: an empty map answers nothing */
  state.set({ [key]: chosen.length === all.length ? null : all.filter((one) => chosen.includes(one)).join(",") });
}

/** Focus one area, unit, municipality or zone; the same again, or null, goes back to the region. */
export function select(kind, id, how) {
  const patch = Object.fromEntries(SELECTION.map((one) => [one, null]));
  if (kind && !(how && how.toggle && state.get(kind) === id)) patch[kind] = id;
  Object.assign(patch, how && how.also);
  const asked = state.set(patch);
  if (!kind || !how || !how.fly) return;
  if (asked) shown.fly = true; /* where to look comes with the answer */
  else look();
}

document.addEventListener("change", (event) => {
  const control = event.target;
  if (control.matches?.("select[data-fills]")) { showLayer(control.value, control.value !== "none"); return; }
  if (!control.dataset || !control.dataset.state) return;
  const patch = { [control.dataset.state]: control.value || null };
  if (control.type === "search") return; /* told while it is typed */
  if (control.dataset.state === "form") Object.assign(patch, { limit: null, unit: null, ...TARIFF });
  if (control.dataset.state === "table") Object.assign(patch, { sort: null, find: null, rows: null });
  state.set(patch);
});

let typing = 0;
document.addEventListener("input", (event) => {
  const control = event.target;
  if (!control.dataset || !control.dataset.state) return;
  if (control.type === "range") sliderWords(control, control.value);
  if (control.type === "search") {
    window.clearTimeout(typing);
    typing = window.setTimeout(
      () => state.set({ [control.dataset.state]: control.value || null, rows: null }, { replace: true }), 150);
  }
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-check]");
  if (box) { toggleCheck(box); return; }
  const one = event.target.closest("[data-one]");
  if (one) {
    const { one: key, value, keeps } = one.dataset;
    state.set({ [key]: value, ...(key === "mode" && !keeps ? { limit: null } : {}) }); /* each way has a limit of its own */
    return;
  }
  const kpi = event.target.closest("[data-kpi-layer]");
  if (kpi) { pressKpi(kpi); return; }
  const sort = event.target.closest("[data-sort]");
  if (sort) {
    const [key, way] = state.get("sort").split(".");
    const first = sort.dataset.first || "down";
    const next = key === sort.dataset.sort ? (way === "down" ? "up" : "down") : first;
    state.set({ sort: `${sort.dataset.sort}.${next}` }, { replace: true });
    return;
  }
  const set = event.target.closest("[data-set]");
  if (set) { state.set(JSON.parse(set.dataset.set)); return; }
  const row = event.target.closest("[data-select-id]");
  if (row && !event.target.closest("a") && !pressRow(row, event)) select(row.dataset.selectKind, row.dataset.selectId, { fly: true });
});

/** A row that is pointed at, or holds the keyboard, is outlined on the map. */
function point(event) {
  const row = event.target.closest && event.target.closest("tr[data-select-id]");
  const kind = row && row.dataset.selectKind;
  if (kind === "area" || kind === "unit") map.point(kind, row.dataset.selectId);
  else map.point(null);
}
["mouseover", "focusin"].forEach((name) => document.addEventListener(name, (event) => {
  if (event.target.closest && event.target.closest(".drawer-scroll")) point(event);
}));
["mouseout", "focusout"].forEach((name) => document.addEventListener(name, (event) => {
  if (event.target.closest && event.target.closest(".drawer-scroll")) map.point(null);
}));

state.onChange(sync);
