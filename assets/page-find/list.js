/* The list: how many units there are, a card for each, and what was left out of it and why. */
import { state } from "../app/address.js";
import { element } from "../app/markup.js";
import { formatNumber } from "../map/texts.js";
import { card, far } from "./cards.js";
import { countsWithout } from "./filters.js";
import { careForm, fill, find } from "./model.js";
import { municipalityList } from "./municipalities.js";
import { isNear, isUsual, sortField } from "./sorting.js";

const PAGE = 20;
let rows = PAGE;

const byId = (id) => document.getElementById(id);

/** Those that are hidden, or shown, although they have not told. */
export function drawUntold(result) {
  const { said } = find;
  const untold = state.get("untold").split(",");
  const lines = [];
  for (const group of careForm().groups) {
    const { key } = group;
    const hidden = result.hidden[key];
    const line = (text, button) => lines.push(["p", {}, ["span", {}, text], " ", button]);
    if (hidden) line(hidden === 1 ? said[`untold_one_${key}`] : fill(said[`untold_${key}`], { count: hidden }),
      ["button", { type: "button", class: "link", "data-find": "untold", "data-group": key }, said.show_untold]);
    else if (untold.includes(key) && result.added[key]) line(fill(said[`shown_${key}`], { count: result.added[key] }),
      ["button", { type: "button", class: "link", "data-find": "told", "data-group": key }, said.hide_untold]);
  }
  byId("find-untold").replaceChildren(...lines.map(element));
}

/** How many of those listed are in the region, as everywhere, and in words how many are outside it or without a place. */
function scopes(form, order) {
  const outside = order.filter((at) => form.outside.includes(at)).length;
  const placeless = order.filter((at) => form.placeless.includes(at)).length;
  const told = find.said[outside && placeless ? "beside_both" : outside ? "beside_outside" : "beside_placeless"];
  return { inside: order.length - outside - placeless, beside: outside || placeless ? fill(told, { outside, placeless }) : "" };
}

/** As many rows as at first. */
export function begins() {
  rows = PAGE;
  byId("find-results").scrollTop = 0;
}

/** The fields of a card: always the same, but for what the list is sorted by. */
function onCard(form) {
  const fields = form.fields.slice(0, form.card);
  const by = sortField(form);
  return by && !fields.includes(by) ? [...fields.slice(0, -1), by] : fields;
}

/** What stands under the list: how many more there are, what gives nothing, what is closed. */
function under(form, order, cards) {
  const { said } = find;
  const rest = order.length - rows;
  const parts = [];
  if (!order.length) {
    const undo = (attributes, text) => ["button", { type: "button", class: "button", ...attributes }, text];
    const some = countsWithout(form).map(({ key, count }) => undo({ "data-find": "undo-one", "data-group": key }, fill(said.undo_one, { name: said[`group_${key}`], count })));
    parts.push(["p", { class: "empty" }, ["span", {}, said.nothing], ...some, undo({ "data-find": "undo" }, said.undo_all)]);
  }
  if (cards.length && rest > 0) parts.push(["p", { class: "only-print" }, fill(said.first_only, { count: cards.length })], ["button", { type: "button", class: "button", "data-find": "more" }, fill(said.more, { count: Math.min(rest, PAGE) })]);
  if (form.shut && rest <= 0) parts.push(["p", { class: "second" }, form.shut === 1 ? said.shut_one : fill(said.shut, { count: form.shut })]);
  return parts;
}

/** How many there are, in words, and which is the nearest for those who listen. */
function told(form, order, aways) {
  const { said } = find;
  const { inside, beside } = scopes(form, order);
  const count = inside === 1 ? fill(said.count_one, { form: form.name.toLowerCase() }) : fill(said.count, { count: formatNumber(inside), plural: form.plural });
  const first = aways && order.length && isNear() ? fill(said.nearest, { name: find.units.names[form.at[order[0]]], far: far(aways[order[0]]).filter(Boolean).join(", ") }) : "";
  return [["strong", {}, count], ...(beside ? [["span", { class: "second" }, ` ${beside}`]] : []), ...(first ? [["span", { class: "unseen" }, `. ${first}`]] : [])];
}

/** The list of units; before a place is given the municipalities to begin in. */
export function drawList({ form, order, aways, origin }) {
  const starting = !origin && isUsual() && order.length > 0 && find.geo.municipalities.length > 1;
  const fields = onCard(form);
  const cards = starting ? [] : order.slice(0, rows).map((at, i) => card(form, at, i + 1, aways && aways[at], fields));
  const list = byId("find-list");
  const held = list.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
  list.replaceChildren(...cards.map(element));
  list.hidden = starting;
  if (held) (list.querySelector(`[data-find="${held.find}"][data-id="${CSS.escape(held.id)}"]`) || byId("find-status")).focus?.({ preventScroll: true });
  byId("find-municipalities").replaceChildren(...(starting ? municipalityList(form, order) : []).map(element));
  byId("find").classList.toggle("is-home", form.home);
  const begins = byId("find").classList.contains("is-starting") !== starting;
  byId("find").classList.toggle("is-starting", starting);
  /** @type {HTMLDetailsElement} */
  const unchosen = document.querySelector("#find-not-choosing");
  if (begins) unchosen.open = starting;
  byId("find-more").replaceChildren(...(starting ? [] : under(form, order, cards)).map(element));
  byId("find-status").replaceChildren(...told(form, order, aways).map(element));
}

/** The keyboard at the first result, once a place is chosen. */
export const focusFirst = () => byId("find-list").querySelector("button")?.focus();

/** More of the list, and the keyboard at the first of them. */
export function moreRows(answer) {
  const from = rows;
  rows += PAGE;
  drawList(answer);
  byId("find-list").children[from]?.querySelector("button")?.focus();
}
