/** Words and numbers of the map, in the page's language. */
import * as numbers from "../core/numbers.js";

/** Swedish until `setTexts` says otherwise, so that a hover card never shows a key. */
export const words = {
  locale: "sv-SE",
  currency: "SEK",
  inf: "ingen inom räckhåll",
  nan: "uppgift saknas",
  minutes: "min",
  persons: "invånare",
  units: "enheter",
  alert: "under en tröskel",
  yes: "ja",
  no: "nej",
  cluster: "zooma in för att se var och en",
  operators: { own: "Egen regi", contract: "Entreprenad (LOU)", choice: "Privat (LOV)", "": "" },
  forms: {},
  flow: {},
  zoomIn: "Zooma in",
  zoomOut: "Zooma ut",
  whole: "Visa hela regionen",
  label: "Karta",
  ground: "",
};

/**
 * A number as the page's language writes it: see `core/numbers.js`.
 *
 * @param {number} value
 * @param {number} digits decimals
 * @returns {string}
 */
export const formatNumber = (value, digits = 0) => numbers.formatNumber(words.locale, value, digits);

/**
 * A value in the page's words: missing and unreachable are said, never left blank.
 *
 * @param {string} kind minutes, share (0 to 1), count, index, number, currency, their changes, flag, text or list
 * @param {number|boolean|string|string[]|null} value
 * @returns {{text: string, state: ""|"missing"|"none"}}
 */
export const formatValue = (kind, value) => numbers.formatValue(kind, value, words);

/**
 * Take over the page's words.
 *
 * @param {object} given any of the words above; unknown keys are kept too
 */
export function setWords(given) {
  for (const [key, word] of Object.entries(given || {})) if (word !== undefined && word !== null) words[key] = word;
}
