/* The filters: a list of care forms, and for each group of facts a chip that opens its options with counts. */
import { state } from "../app/address.js";
import { element } from "../app/markup.js";
import { formatNumber } from "../map/texts.js";
import { careForm, find } from "./model.js";
import { homeAreas } from "./origin.js";
import { filtered } from "./results.js";

const between = (key) => (key === "operator" ? "," : ";"); // Planera reads operators too

const HOME = "serves"; // asked for by the place, not by a chip

/** Options asked for, by group; those that no unit has are not asked for. */
export function askedOptions(form) {
  return Object.fromEntries(form.groups.map((group) => {
    if (group.key === HOME) return [HOME, homeAreas()];
    const known = group.options.map(([key]) => key);
    return [group.key, state.get(group.key).split(between(group.key)).filter((one) => known.includes(one))];
  }));
}

export function toggleFilter(key, option, on) {
  const form = careForm();
  const chosen = askedOptions(form)[key].filter((one) => one !== option);
  const order = form.groups.find((group) => group.key === key).options.map(([one]) => one);
  if (on) chosen.push(option);
  state.set({ [key]: order.filter((one) => chosen.includes(one)).join(between(key)) || null });
}

/** Nothing asked for. */
export const noFilters = () => Object.fromEntries([...careForm().groups.map((group) => [group.key, null]), ["untold", null]]);

const FIRST = "accepts";
const LAST = ["operator", "step_free"];

/** Chips, each of a group; what fewer ask for shares the last. */
function chips(groups) {
  const last = groups.filter((group) => LAST.includes(group.key));
  return [...groups.filter((group) => group.key !== FIRST && group.key !== HOME && !last.includes(group)).map((group) => [group.key, [group]]), ["more", last]];
}

/** Whether a unit takes on new people is one press. */
function toggle(group, chosen, counts) {
  const [[key]] = group.options;
  return ["label", { class: `find-toggle${chosen.length ? " is-on" : ""}` },
    ["input", { type: "checkbox", "data-find": "filter", "data-group": group.key, "data-option": key, ...(chosen.length ? { checked: "" } : {}) }],
    ["span", {}, find.said[`group_${group.key}`]], ["span", { class: "count" }, formatNumber(counts[key])]];
}

function chip([key, groups], asked, counts) {
  const { said } = find;
  const chosen = groups.reduce((sum, group) => sum + asked[group.key].length, 0);
  const label = chosen ? `${said[`group_${key}`]} (${chosen})` : said[`group_${key}`];
  return ["details", { class: `find-chip${chosen ? " is-on" : ""}`, "data-chip": key },
    ["summary", {}, label], ["div", { class: "find-chip-in" }, ...groups.map((group) => options(group, asked[group.key], counts[group.key]))]];
}

function options(group, chosen, counts) {
  const { said } = find;
  const name = said[`group_${group.key}`];
  const option = ([key, text]) => ["label", { class: "find-option" },
    ["input", { type: "checkbox", "data-find": "filter", "data-group": group.key, "data-option": key, ...(chosen.includes(key) ? { checked: "" } : {}) }],
    ["span", group.lang ? { lang: group.lang } : {}, text, ...(group.about[key] ? [["span", { class: "second" }, group.about[key]]] : [])], ["span", { class: "count" }, formatNumber(counts[key])]];
  const many = group.options.length > 1 ? [["p", { class: "find-takes" }, said[`takes_${group.takes}`]]] : [];
  return group.options.length
    ? ["fieldset", {}, ["legend", { class: "find-legend-of" }, name], ...many, ...group.options.map(option)]
    : ["p", { class: "find-none" }, `${name}: ${said.no_facts}`];
}

/** Draw the filters; what is open, and what holds the keyboard, stays so. */
export function drawFilters(form, counts) {
  const box = document.getElementById("find-filters");
  const open = [...box.querySelectorAll("details[open]")].map((one) => one.dataset.chip);
  const holds = document.activeElement;
  const same = holds && box.contains(holds) && (holds.dataset.option ? `[data-group="${holds.dataset.group}"][data-option="${CSS.escape(holds.dataset.option)}"]`
    : holds.matches("summary") ? `[data-chip="${holds.parentNode.dataset.chip}"] > summary` : "select");
  const chosen = askedOptions(form);
  const forms = find.units.forms;
  const select = ["label", { class: "find-form" }, ["span", { class: "unseen" }, find.said.form],
    ["select", { class: "select", "data-find": "form" }, ...forms.map((one) => ["option", { value: one.key, ...(one === form ? { selected: "" } : {}) }, one.name])]];
  const first = form.groups.find((group) => group.key === FIRST);
  const accepts = first.options.length ? [toggle(first, chosen[FIRST], counts[FIRST])] : [];
  box.replaceChildren(...[...(forms.length > 1 ? [select] : []), ...accepts, ...chips(form.groups).map((one) => chip(one, chosen, counts))].map(element));
  open.forEach((key) => { const one = box.querySelector(`[data-chip="${key}"]`); if (one) one.open = true; });
  if (same) box.querySelector(same)?.focus({ preventScroll: true });
}

/** What each filter that is on would give without it, in their order: those that give something. */
export function countsWithout(form) {
  const asked = askedOptions(form), untold = state.list("untold");
  return form.groups.filter((group) => group.key !== HOME && (asked[group.key] || []).length)
    .map((group) => ({ key: group.key, count: filtered(form.groups, { ...asked, [group.key]: [] }, untold, form.at.length).shown.length }))
    .filter(({ count }) => count);
}
