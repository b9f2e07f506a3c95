/** Words and numbers of the map, in the page's language. */

const THIN = "\u202f"; // narrow no-break space: thousands, and before %
const MINUS = "\u2212";

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
};

const formats = new Map();

function intl(digits, options = {}) {
  const key = `${words.locale} ${digits} ${JSON.stringify(options)}`;
  if (!formats.has(key))
    formats.set(
      key,
      new Intl.NumberFormat(words.locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        roundingMode: "halfEven",
        ...options,
      })
    );
  return formats.get(key);
}

/**
 * A number as written in the language: sv-SE gives 1 234,5 with a narrow no-break space.
 *
 * @param {number} value
 * @param {number} digits decimals
 * @param {Intl.NumberFormatOptions} [options] for Intl.NumberFormat
 * @returns {string}
 */
export function formatNumber(value, digits = 0, options) {
  const least = 0.5 * Math.pow(10, -digits) * (options?.style === "percent" ? 0.01 : 1);
  const rounded = Math.abs(value) < least ? 0 : value; // never a minus before nothing
  return intl(digits, options).format(rounded).replace(/[\u00a0\u202f ]/g, THIN).replace("-", MINUS);
}

const SYMBOLS = { SEK: ["", "\u00a0kr"], GBP: ["£", ""], EUR: ["€", ""] };

/** Percent with a decimal only where the whole percent would hide something. */
function share(value) {
  const percent = 100 * value;
  if ((percent > 0 && percent < 0.05) || (percent >= 99.95 && percent < 100))
    return (percent < 1 ? "<" : ">") + formatNumber(percent < 1 ? 0.001 : 0.999, 1, { style: "percent" });
  const fine = (percent > 0 && percent < 10) || (percent >= 99 && percent < 100);
  return formatNumber(value, fine && Math.round(10 * percent) % 10 ? 1 : 0, { style: "percent" });
}

function currency(value) {
  const [before, after] = SYMBOLS[words.currency] || ["", `\u00a0${words.currency}`];
  return before + formatNumber(value, Math.abs(value) >= 100 ? 0 : 2) + after;
}

// As dashboard/words/words.py writes them: the same number reads the same on the map and beside it.
const KINDS = {
  minutes: (v) => `${formatNumber(v, 1)}\u00a0${words.minutes}`,
  share,
  currency,
  count: (v) => formatNumber(v),
  index: (v) => formatNumber(v),
  number: (v) => formatNumber(v, Number.isInteger(v) ? 0 : Math.abs(v) < 10 ? 2 : 1),
  flag: (v) => (v ? words.yes : words.no),
};

/**
 * A value in words: missing and unreachable are said, never left blank.
 *
 * @param {string} kind minutes, share (0 to 1), count, index, number, currency, flag, text or list
 * @param {number|boolean|string|string[]|null} value
 * @returns {{text: string, state: ""|"missing"|"none"}}
 */
export function formatValue(kind, value) {
  if (value === Infinity || value === "inf") return { text: words.inf, state: "none" };
  if (value === null || value === undefined || value === "" || Number.isNaN(value))
    return { text: words.nan, state: "missing" };
  if (Array.isArray(value)) return { text: value.join(", "), state: "" };
  if (typeof value === "string") return { text: value, state: "" };
  return { text: (KINDS[kind] || KINDS.number)(value), state: "" };
}

/**
 * Take over the page's words.
 *
 * @param {object} given any of the words above; unknown keys are kept too
 */
export function setWords(given) {
  for (const [key, word] of Object.entries(given || {})) if (word !== undefined && word !== null) words[key] = word;
}
