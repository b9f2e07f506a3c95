/* Which unit is ours: a field that finds units by any part of their name, a combobox by the keyboard's rules. */
import { state } from "../app/address.js";
import { fillList, mark as markRow, option, wake } from "../app/combobox.js";
import { entry, matches } from "../app/search_names.js";
import { compare } from "./model.js";
import { say } from "./words.js";

const MOST = 50; // rows of a search; without one all units are there to be gone through
let field = null;
let rows = []; // the units in the list
let active = -1;

const list = () => document.getElementById("compare-unit-list");
const status = () => document.getElementById("compare-unit-status");
const units = () => (compare.answer && compare.answer.units) || [];
const ours = () => units().find((unit) => unit.id === state.get("unit"));

function close() {
  fillList(field, list(), []);
  rows = [];
  active = -1;
  status().textContent = "";
}

/** The field says whose page it is, whenever nobody is typing there. */
export function showUnit() {
  if (field && document.activeElement !== field) field.value = ours() ? ours().name : "";
}

function mark(at) {
  active = at;
  markRow(field, list(), at);
}

function choose(unit) {
  close();
  field.value = unit.id ? unit.name : "";
  state.set({ unit: unit.id || null, picked: null, drawn: null, show: null });
}

/** What begins with the words comes first; without words all units, and that none is ours. */
function open() {
  const text = ours() && field.value === ours().name ? "" : field.value.trim();
  const none = { id: "", name: say("no_unit"), where: "" };
  const entries = units().map((unit) => entry({ ...unit, kind: "unit" }));
  rows = text ? matches(entries, text, { kinds: ["unit"], where: () => "" }).slice(0, MOST).map(({ one }) => one) : [...(ours() ? [none] : []), ...entries];
  fillList(field, list(), rows.map((unit, at) => option(`unit-option-${at}`, unit.name, unit.where, () => choose(unit))));
  const { none: nobody, single, some } = status().dataset;
  status().textContent = [nobody, single][rows.length] ?? some.replace("{count}", String(rows.length));
  status().classList.toggle("unseen", rows.length > 0);
  mark(-1);
}

function keys(event) {
  const shut = list().hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (shut) open();
    const last = rows.length - 1;
    const next = event.key === "ArrowDown" ? active + 1 : active - 1;
    if (rows.length) mark(next > last ? 0 : next < 0 ? last : next);
  } else if (event.key === "Enter" && rows.length) {
    event.preventDefault();
    choose(rows[Math.max(active, 0)]);
  } else if (event.key === "Escape") {
    if (!shut) event.stopPropagation();
    close();
    field.value = ours() ? ours().name : "";
  }
}

document.addEventListener("field", (event) => {
  if (!event.target.closest(".unit-search")) return;
  field = event.detail;
  field.id = "compare-unit-field";
  wake(field, "compare-unit-list");
  field.addEventListener("input", open);
  field.addEventListener("click", () => { if (list().hidden) open(); });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("keydown", keys);
  field.addEventListener("blur", () => { close(); showUnit(); });
});
