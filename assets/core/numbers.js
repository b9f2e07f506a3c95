/** Numbers as a language writes them; dashboard/words/words.py writes the same, and tests/cases/numbers.json holds both. */

const THIN = "\u202f"; // narrow no-break space: thousands, and before %
const MINUS = "\u2212";
const SYMBOLS = { SEK: ["", "\u00a0kr"], GBP: ["£", ""], EUR: ["€", ""] };

const formats = new Map();

function format(locale, digits, style) {
  const key = `${locale} ${digits} ${style}`;
  if (!formats.has(key))
    formats.set(
      key,
      new Intl.NumberFormat(locale, {
        style,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        roundingMode: "halfEven",
        signDisplay: "negative", // never a minus before nothing
      })
    );
  return formats.get(key);
}

/**
 * A number: 1 234,5 in Swedish, with a narrow no-break space. Halves of the last digit go to the even one.
 *
 * @param {string} locale sv-SE or en-GB
 * @param {number} value
 * @param {number} [digits] decimals
 * @param {"decimal"|"percent"} [style]
 * @returns {string}
 */
export function formatNumber(locale, value, digits = 0, style = "decimal") {
  return format(locale, digits, style).format(value).replace(/[\u00a0\u202f ]/g, THIN).replace("-", MINUS);
}

/**
 * A share, 0 to 1, as percent; a decimal only where the whole percent would hide something.
 *
 * @param {string} locale
 * @param {number} value
 * @returns {string}
 */
export function formatShare(locale, value) {
  const percent = 100 * value;
  // A few people are not nobody, nor everybody.
  if (percent > 0 && percent <= 0.05) return `<${formatNumber(locale, 0.001, 1, "percent")}`;
  if (percent >= 99.95 && percent < 100) return `>${formatNumber(locale, 0.999, 1, "percent")}`;
  const fine = (percent !== 0 && Math.abs(percent) < 10) || (percent >= 99 && percent < 100);
  return formatNumber(locale, value, fine ? 1 : 0, "percent").replace(/[.,]0(?=\D*$)/, "");
}

/**
 * An amount of money, without fractions from 100 on.
 *
 * @param {string} locale
 * @param {string} code ISO 4217
 * @param {number} value
 * @returns {string}
 */
export function formatCurrency(locale, code, value) {
  const [before, after] = SYMBOLS[code] || ["", `\u00a0${code}`];
  return before + formatNumber(locale, value, Math.abs(value) >= 100 ? 0 : 2) + after;
}

/** A plus before what is more: less has a minus of its own. */
const sign = (value) => (value > 0 ? "+" : "");

const KINDS = {
  minutes: (v, words) => `${formatNumber(words.locale, v, 1)}\u00a0${words.minutes}`,
  share: (v, words) => formatShare(words.locale, v),
  currency: (v, words) => formatCurrency(words.locale, words.currency, v),
  currency_change: (v, words) => sign(v) + formatCurrency(words.locale, words.currency, v),
  share_change: (v, words) => sign(v) + formatShare(words.locale, v),
  count: (v, words) => formatNumber(words.locale, v),
  index: (v, words) => formatNumber(words.locale, v),
  number: (v, words) => formatNumber(words.locale, v, Number.isInteger(v) ? 0 : Math.abs(v) < 10 ? 2 : 1),
  flag: (v, words) => (v ? words.yes : words.no),
};

/**
 * The number that a Float32 was made from: seven digits of it, without what the narrower number adds.
 *
 * @param {number} value
 * @returns {number}
 */
export const fromFloat32 = (value) => (Number.isFinite(value) && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value);

/**
 * A value in words: missing and unreachable are written out, never left blank.
 *
 * @param {string} kind minutes, share (0 to 1), count, index, number, currency, their changes, flag, text or list
 * @param {number|boolean|string|string[]|null} value
 * @param {NumberWords} words
 * @returns {{text: string, state: ""|"missing"|"none"}}
 */
export function formatValue(kind, value, words) {
  if (value === Infinity || value === "inf") return { text: words.inf, state: "none" };
  if (value === null || value === undefined || value === "" || Number.isNaN(value))
    return { text: words.nan, state: "missing" };
  if (Array.isArray(value)) return { text: value.join(", "), state: "" };
  if (typeof value === "string") return { text: value, state: "" };
  return { text: (KINDS[kind] || KINDS.number)(value, words), state: "" };
}
