/* The model of reimbursement in the address: its edits by part, and what has to follow when one changes. */
import { KEYS, formatEdits, parseEdits } from "../core/tariffs.js";
import { state } from "./address.js";

export const section = () => document.getElementById("tariff");
export const words = () => JSON.parse(section().dataset.words);
export const language = () => document.documentElement.lang;
/** Whether a model is what the map is of. */
export const isAsked = () => state.get("question") === "payment";

/** The list of parts, once an answer has put it there. */
export const list = () => /** @type {HTMLElement|null} */ (section()?.querySelector(".tariff-parts") ?? null);
export const rows = () => /** @type {HTMLElement[]} */ ([...(list()?.querySelectorAll("[data-part]") ?? [])]);
export const isAdded = (part) => part.includes(".");

/** By part what the address says of it, of those that there are. */
export function edits() {
  const known = new Set(rows().map((row) => row.dataset.part));
  return new Map([...parseEdits(state.get("prices"))].filter(([part]) => known.has(part)));
}

/**
 * What a part has: its own price, another, or none.
 *
 * @param {HTMLElement} row
 * @returns {string|null} null where it is off, or not added
 */
export function priceOf(row) {
  const edit = edits().get(row.dataset.part);
  if (edit === "off" || (edit === undefined && isAdded(row.dataset.part))) return null;
  return edit ?? row.dataset.usual;
}

/** Change one part: to a price, to "off", or back; what is as in the model is not said. */
export function setPart(row, price) {
  const { part, usual } = row.dataset;
  const next = edits();
  const same = isAdded(part) ? price === "off" : price !== "off" && Number(price) === Number(usual);
  if (price === null || same) next.delete(part);
  else next.set(part, price);
  const gone = price === "off" || price === null;
  const scaled = state.list("scaled");
  const kept = gone && scaled.includes(part) ? { scaled: scaled.filter((one) => one !== part).join(",") || null } : {};
  return state.set({ prices: formatEdits(next, rows().map((one) => one.dataset.part)) || null, ...kept });
}

/** What the address says of a tariff, whole. */
export const values = () => Object.fromEntries(KEYS.map((key) => [key, state.get(key)]));

/** Address keys of a tariff that is as its model. */
export const NOTHING = { prices: null, scaled: null, budget: null, floor: null, floor_by: null };
export const isChanged = () => Object.keys(NOTHING).some((key) => state.get(key));
