/* What if in words: what happened, what units and changes are called, and a scenario without a name of its own. */
import { state } from "./address.js";
import { shown } from "./answer.js";
import { tidy } from "./given_names.js";
import { placeIndex } from "./search_index.js";
import * as whatif from "./whatif.js";
import { section, words } from "./whatif_section.js";

const SHOWN_MS = 5000;
let index = null; /* names and places, once they are here */
let hiding = 0;

const at = (id) => document.getElementById(id);

export function fill(text, blanks) {
  return Object.entries(blanks || {}).reduce((said, [key, value]) => said.replaceAll(`{${key}}`, () => value), text);
}

/** Say what happened, for the eye and for the ear; what went wrong stays in the section too. */
export function tell(key, blanks, wrong) {
  const text = fill(words()[key], blanks);
  const said = at("said");
  said.textContent = text;
  said.classList.add("is-shown");
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => { said.classList.remove("is-shown"); said.textContent = ""; }, SHOWN_MS);
  at("scenario-problem").textContent = wrong ? text : "";
  at("scenario-problem").hidden = !wrong;
}

export function decimal(value) {
  return new Intl.NumberFormat(document.documentElement.lang === "sv" ? "sv-SE" : "en-GB").format(value);
}

/** What units of the care form have much or little of: doctors, places. */
function capacityWords() {
  return JSON.parse(section().dataset.capacityNames)[state.get("form")] || words().capacity_unit;
}

function nearestPlace(item) {
  const places = (index || []).filter((one) => one.kind === "place");
  const away = (one) => (one.lat - item.lat) ** 2 + ((one.lon - item.lon) * Math.cos(item.lat * Math.PI / 180)) ** 2;
  return places.reduce((best, one) => (!best || away(one) < away(best) ? one : best), null);
}

export function unitName(id) {
  const known = (index || []).find((one) => one.kind === "unit" && one.id === id);
  const added = whatif.items().find((one) => one.kind === "add" && one.id === id);
  if (known) return known.name;
  if (added?.name) return added.name;
  if (!added) return id; /* the names are not here yet */
  const near = added && nearestPlace(added);
  return near ? fill(words().new_at, { place: near.name }) : fill(words().new_unit, { id });
}

/** A change in words: the server's, where its answer to this very list is here, else our own. */
export function rowWords(item) {
  const told = (shown.view && shown.view.changes || []).find((one) => one.kind === item.kind && one.id === item.id);
  if (told && told.label) return told.label;
  const blanks = { name: unitName(item.id), capacity: decimal(item.capacity || 0), what: capacityWords() };
  return fill(words()[`row_${item.kind}`], blanks);
}

/** The name that a scenario has of its changes; the server makes it. */
export function ownName() {
  if (!whatif.items().length) return words().rules_only; /* nothing else is thought otherwise */
  return tidy(at("scenario-name").textContent) || words().unnamed;
}

/** Ask for the names and places where they are not here yet; then `known` is called. */
export function learn(known) {
  if (!index) placeIndex().then((found) => { index = found; known(); }, () => null);
}

document.addEventListener("whatif", async ({ detail: { did, item } }) => {
  index = await placeIndex().catch(() => null);
  tell(`did_${did}`, { most: whatif.MOST, name: item ? unitName(item.id) : "" }, did === "full");
});
