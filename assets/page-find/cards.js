/* A card for each unit: the same fields in the same order and words, whatever is known of it. */
import { formatNumber } from "../map/texts.js";
import { chosenIds, find } from "./model.js";

/** Words with their blanks filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

function kilometres(metres) {
  return fill(find.said.km, { km: formatNumber(metres / 1000, metres < 99950 ? 1 : 0) });
}

function minutes(value) {
  if (value < 0.5) return find.said.min_none;
  return fill(find.said.min, { min: formatNumber(Math.round(value)) });
}

/**
 * How far a unit is, in words: length first.
 *
 * @param {Away|null} away
 * @returns {[string, string]} length and time; "" where there is none to tell
 */
export function far(away) {
  if (!away) return ["", ""];
  if (Number.isNaN(away.metres)) return [find.said.no_place, ""];
  if (Number.isNaN(away.minutes)) return [kilometres(away.metres), ""];
  return [kilometres(away.metres), away.minutes === Infinity ? find.said.beyond : minutes(away.minutes)];
}

const missing = () => ["span", { class: "missing" }, find.said.missing];

/** What a field says of a unit, as markup; that it is missing where it is. */
export const cell = (field, at, full) => ((full && field.full) || field.short)[at] || [missing()];

/** What holds of a field whichever the unit: what is counted, the region's value, the source. */
export const aboutField = (field) => (field.about || []).map((text) => ["span", { class: "second" }, text]);

export function pairs(fields, at, full) {
  return ["dl", { class: "find-fields" }, ...fields.map((field) =>
    ["div", {}, ["dt", {}, field.label, ...(full ? aboutField(field) : [])], ["dd", {}, ...cell(field, at, full)]])];
}

/**
 * One unit of the list.
 *
 * @param {FindForm} form
 * @param {number} at position in the form
 * @param {number} number its place in the list, from 1
 * @param {Away|null} away
 */
export function card(form, at, number, away) {
  const { said, units } = find;
  const id = units.ids[form.at[at]];
  const name = units.names[form.at[at]];
  const [length, time] = far(away);
  const chosen = chosenIds().includes(id);
  const placed = units.lon[form.at[at]] !== null;
  return ["li", { class: `find-card${chosen ? " is-chosen" : ""}`, "data-unit": id },
    ["div", { class: "find-card-head" },
      ["span", { class: "find-number", "aria-hidden": "true" }, String(number)],
      ["h2", {}, ["button", { type: "button", "data-find": "unit", "data-id": id }, name]],
      ["p", { class: "find-far" }, ["strong", {}, length], ...(time ? [" · ", time] : [])]],
    pairs(form.fields.slice(0, form.card), at, false),
    ["div", { class: "find-card-foot" },
      ["label", { class: "find-choose" },
        ["input", { type: "checkbox", "data-find": "choose", "data-id": id, "aria-label": fill(said.compare_unit, { name }), ...(chosen ? { checked: "" } : {}) }],
        ["span", {}, chosen ? said.compared : said.compare]],
      ...(placed ? [["button", { type: "button", class: "link", "data-find": "where", "data-id": id }, said.show_map, ["span", { class: "unseen" }, ` ${name}`]]] : []),
      ["button", { type: "button", class: "link", "data-find": "unit", "data-id": id }, said.all_facts, ["span", { class: "unseen" }, ` ${name}`]]]];
}
