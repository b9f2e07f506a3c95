/* Up to four chosen units: side by side, with what differs marked. */
import { state } from "../app/address.js";
import { element } from "../app/markup.js";
import { aboutField, cell, far, printedFrom } from "./cards.js";
import { MOST, careForm, chosenIds, fill, find, tell } from "./model.js";
import { nameOf } from "./tray.js";

/** Choose a unit, or no longer; says so where there are four already. */
export function choose(id, on) {
  const now = chosenIds().filter((one) => one !== id);
  if (on && now.length >= MOST) { tell(find.said.most); find.show(); return; }
  if (on) now.push(id);
  state.set({ chosen: now.join(";") || null, ...(now.length < 2 ? { view: null } : {}) }, { replace: true });
}

const TOLD_APART = ["run_by", "opening", "accepts", "step_free"];

/** Whether it helps to say that a row differs: of addresses and lists everybody sees it. */
const marked = (field) => Boolean(field.values) || TOLD_APART.includes(field.key);

/** A row for each service that any of the units has, with a tick for those that do. */
function ticks(form, ats) {
  const { said } = find;
  const { options, told, lang } = form.groups.find((group) => group.key === "services");
  const has = (at, key) => (told[at] === null ? [["span", { class: "missing" }, said.missing]]
    : told[at].includes(key) ? [["span", { class: "find-tick", "aria-hidden": "true" }, "✓"], ["span", { class: "unseen" }, said.has]] : [["span", { class: "second" }, said.has_not]]);
  return options.filter(([key]) => ats.some((at) => told[at]?.includes(key)))
    .map(([key, name]) => ({ label: name, lang, ticks: true, cells: ats.map((at) => has(at, key)) }));
}

/** How a row's cells stand to each other: what is measured differs only where no chance explains it. */
function difference(cells, spans) {
  if (new Set(cells.map((one) => JSON.stringify(one))).size < 2) return "alike";
  const known = spans.filter(Boolean);
  if (known.length < 2) return "differs";
  return Math.max(...known.map(([low]) => low)) > Math.min(...known.map(([, high]) => high)) ? "differs" : "chance";
}

/** The table: a column for each unit, a row for each field, in the order of the card. */
function table(aways) {
  const { said } = find;
  const form = careForm();
  const ids = chosenIds();
  const ats = ids.map((id) => form.at.findIndex((unit) => find.units.ids[unit] === id));
  /** @type {any[]} */
  const rows = [];
  if (aways) rows.push({ label: said.distance, cells: ats.map((at) => [far(aways[at]).filter(Boolean).join(" · ")]) });
  const matrix = ticks(form, ats);
  form.fields.forEach((field) => (field.key === "services" && matrix.length ? rows.push({ label: field.label, cells: [] }, ...matrix) : rows.push({ label: field.label, key: field.key, about: aboutField(field), cells: ats.map((at) => cell(field, at, true)), marked: marked(field), spans: field.spans ? ats.map((at) => field.spans[at]) : [] })));
  const heads = ids.map((id) => ["th", { scope: "col", role: "columnheader" },
    ["span", { class: "only-print", "aria-hidden": "true" }, nameOf(id)],
    ["button", { type: "button", class: "link", "data-find": "unit", "data-id": id }, nameOf(id)],
    ["button", { type: "button", class: "find-out", "data-find": "drop", "data-id": id, "aria-label": fill(said.remove, { name: nameOf(id) }) }, said.remove_short]]);
  /* On a narrow screen each cell stands under its unit's name: roles keep it a table to those who listen. */
  const named = (one, at) => ["td", { role: "cell" }, ["span", { class: "find-whose", "aria-hidden": "true" }, nameOf(ids[at])], ["div", {}, ...one]];
  const row = ({ label, lang = "", ticks = false, about = [], cells, marked = false, spans = [] }) => {
    if (!cells.length) return ["tr", { class: "is-group", role: "row" }, ["th", { scope: "rowgroup", role: "rowheader", colspan: String(ids.length + 1) }, label]];
    const how = marked ? difference(cells, spans) : "";
    const name = ["span", lang ? { lang } : {}, label];
    return ["tr", { class: how ? `is-${how}` : ticks ? "is-tick" : "is-plain", role: "row" }, ["th", { scope: "row", role: "rowheader" }, name, ...(how ? [["span", { class: "find-differs" }, said[how]]] : []), ...about], ...cells.map(named)];
  };
  return ["table", { class: "find-table", role: "table" }, ["caption", { class: "unseen" }, fill(said.title_compare, { count: ids.length })],
    ["thead", { role: "rowgroup" }, ["tr", { role: "row" }, ["th", { scope: "col", role: "columnheader" }, said.field], ...heads]], ["tbody", { role: "rowgroup" }, ...rows.map(row)]];
}

/** Show the comparison in the list's place, or the list again. */
export function drawComparison(aways, origin) {
  const box = document.getElementById("find-compare");
  const on = state.get("view") === "compare" && chosenIds().length > 1;
  const was = !box.hidden;
  document.querySelector(".app-find").classList.toggle("has-compare", on);
  box.hidden = !on;
  if (on) {
    const { said } = find;
    const button = (key, text) => ["button", { type: "button", class: "button no-print", "data-find": key }, text];
    box.replaceChildren(...[
      ["div", { class: "find-compare-head" },
        button("back", said.back),
        ["h1", { id: "find-compare-title", tabindex: "-1" }, fill(said.title_compare, { count: chosenIds().length })],
        button("print", said.print)],
      ["p", { class: "find-compare-from" }, origin],
      printedFrom(),
      ["div", { class: "find-compare-scroll", tabindex: "0", role: "region", "aria-label": said.table }, table(aways)],
      ["p", { class: "find-compare-foot" }, said.compare_note],
    ].map(element));
  }
  if (on && !was) document.getElementById("find-compare-title").focus();
  if (!on && was) document.querySelector('[data-find="compare"]')?.focus();
}
