/* In which order units stand: the nearest first, by name, or by a figure of quality. */
import { state } from "../app/address.js";
import { element } from "../app/markup.js";
import { MOST, careForm, chosenIds, fill, find } from "./model.js";
import { sorted, sortedByFigure } from "./results.js";

const NEAR = "near", NAME = "name";

/** Fields that units can be sorted by. */
const figures = (form) => form.fields.filter((field) => field.better);

/** The field that units are sorted by; undefined where it is by nearness or name. */
export const sortField = (form) => figures(form).find((field) => field.key === state.get("sort"));

/** Whether nothing is asked of the order: also where the address names what cannot be sorted by. */
export const isUsual = () => state.get("sort") !== NAME && !sortField(careForm());

/** Whether the nearest come first; of care at home distance says nothing. */
export const isNear = () => isUsual() && !careForm().home;

/** Positions of the units that are shown, in order. */
export function ordered(form, shown, aways) {
  const by = sortField(form);
  return by ? sortedByFigure(shown, by, form.rank) : sorted(shown, isNear() ? aways : null, form.rank, form.idle);
}

/** A press that puts the first of the list side by side; where units are chosen the tray has that press. */
function compareFirst(listed) {
  const count = Math.min(MOST, listed);
  return count < 2 || chosenIds().length ? [] : [["button", { type: "button", class: "link", "data-find": "compare-first" }, fill(find.said.compare_first, { count })]];
}

/** Draw the choice of order, and what is not certain of it; nothing is near before there is a place to be near. */
export function drawSort(form, aways, listed) {
  const { said } = find;
  const by = sortField(form);
  const now = by ? by.key : isNear() && aways ? NEAR : NAME;
  const options = [...(aways ? [[NEAR, said.sort_near]] : []), [NAME, said.sort_name], ...figures(form).map((field) => [field.key, fill(said.sort_figure, { name: field.label })])];
  const box = document.getElementById("find-sort");
  const held = box.contains(document.activeElement);
  box.replaceChildren(...[["select", { class: "select", "data-find": "sort", "aria-label": said.sort },
    ...options.map(([key, text]) => ["option", { value: key, ...(key === now ? { selected: "" } : {}) }, text])], ...compareFirst(listed)].map(element));
  if (held) box.querySelector("select").focus({ preventScroll: true });
  document.getElementById("find-unsure").textContent = by ? fill(said.sort_unsure, { name: by.label }) : "";
}
