/* A card for each unit: the same fields in the same order and words, whatever is known of it. */
import { formatNumber } from "../map/texts.js";
import { chosenIds, fill, find } from "./model.js";
import { nowText } from "./opened.js";

function kilometres(metres) {
  return fill(find.said.km, { km: formatNumber(metres / 1000, metres < 99950 ? 1 : 0) });
}

function minutes(value) {
  const { by } = find.said;
  if (value < 0.5) return fill(find.said.min_none, { by });
  return fill(find.said.min, { min: formatNumber(Math.round(value)), by });
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

/** Whether a unit is open now, beside its hours; nothing where they are not known. */
const now = (form, at) => {
  const text = nowText(form, at);
  return text ? [["span", { class: "second no-print" }, text]] : [];
};

/** Fields of a unit, a name and what is told of each. */
export function pairs(form, fields, at, full) {
  return ["dl", { class: "find-fields" }, ...fields.map((field) =>
    ["div", {}, ["dt", {}, field.label, ...(full ? aboutField(field) : [])], ["dd", {}, ...cell(field, at, full), ...(field.key === "opening" ? now(form, at) : [])]])];
}

/** What stands on paper alone: whose data it is, of which day, and the link to the same on a screen. */
export const printedFrom = () => ["p", { class: "only-print" }, fill(find.said.print_from, { published: find.said.published, address: window.location.href })];

/** Whether a unit takes on new people, in a word or two: that it has not said, or has no capacity at all, is said too. */
export function acceptsChip(form, at) {
  const options = form.groups.find((group) => group.key === "accepts").told[at];
  const answer = form.idle.includes(at) ? "idle" : options === null ? "untold" : options.length ? "yes" : "no";
  return ["span", { class: `find-accepts is-${answer}` }, find.said[`accepts_${answer}`]];
}

/** The link that rings a unit, as its field of contact has it; null where it has told no number. */
function call(form, at, name) {
  const contact = form.fields.find((field) => field.key === "contact").short[at] || [];
  const link = contact.find(([tag, attributes]) => tag === "a" && attributes.href.startsWith("tel:"));
  return link ? ["a", { href: link[1].href, class: "find-call" }, find.said.call, ["span", { class: "unseen" }, ` ${name}`]] : null;
}

/** The box that chooses a unit to compare. */
export function chooseBox(id, name) {
  const { said } = find;
  const chosen = chosenIds().includes(id);
  return ["label", { class: `find-choose${chosen ? " is-on" : ""}` },
    ["input", { type: "checkbox", "data-find": "choose", "data-id": id, "aria-label": fill(said.compare_unit, { name }), ...(chosen ? { checked: "" } : {}) }],
    ["span", { class: "not-phone" }, said.compare], ["span", { class: "only-phone" }, chosen ? said.chosen_one : said.choose]];
}

/**
 * One unit of the list.
 *
 * @param {FindForm} form
 * @param {number} at position in the form
 * @param {number} number its place in the list, from 1
 * @param {Away|null} away
 * @param {FindField[]} fields what stands on the card
 */
export function card(form, at, number, away, fields) {
  const { said, units } = find;
  const id = units.ids[form.at[at]];
  const name = units.names[form.at[at]];
  const [length, time] = far(away);
  const placed = units.lon[form.at[at]] !== null;
  const ring = call(form, at, name);
  const unseen = ["span", { class: "unseen" }, ` ${name}`];
  return ["li", { class: `find-card${chosenIds().includes(id) ? " is-chosen" : ""}`, "data-unit": id },
    ["div", { class: "find-card-head" },
      ["span", { class: "find-number", "aria-hidden": "true" }, String(number)],
      ["h2", {}, ["button", { type: "button", "data-find": "unit", "data-id": id }, name]],
      acceptsChip(form, at),
      ["p", { class: "find-far" }, ["strong", {}, length], ...(time ? [" · ", time] : [])]],
    pairs(form, fields, at, false),
    ["div", { class: "find-card-foot" },
      chooseBox(id, name),
      ...(ring ? [ring] : []),
      ...(placed ? [["button", { type: "button", class: "link", "data-find": "where", "data-id": id },
        ["span", { class: "not-phone" }, said.show_map], ["span", { class: "only-phone" }, said.map], unseen]] : []),
      ["button", { type: "button", class: "link find-all not-phone", "data-find": "unit", "data-id": id }, said.all_facts, unseen]]];
}
