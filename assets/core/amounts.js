/* Prices as people type them and as an address says them: digits, never binary numbers, so that no öre is lost. */

/** As geodata/reimbursement/tariff.py has it. */
export const PRICE_MOST = 1e12;
const THIN = "\u202f";
const MINUS = "\u2212";
const ADDRESS = /^-?\d{1,13}(\.\d{1,8})?$/; // as geodata/reimbursement/tariff.py reads it
const BLANKS = /[\s\u00a0\u202f\u2009']/g;
const SIGNS = /(kr|%|£|€)/gi;

/** Whether a text is a number as an address says it. */
export const isAmount = (text) => ADDRESS.test(text);

/** Without leading noughts, nor those that end the decimals. */
function tidy(text) {
  const [whole, decimals = ""] = text.replace("-", "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "");
  const rest = decimals.replace(/0+$/, "");
  const amount = rest ? `${digits}.${rest}` : digits;
  return text.startsWith("-") && /[1-9]/.test(amount) ? `-${amount}` : amount;
}

/**
 * What somebody typed, as an address says it: "1 270,50" in Swedish and "1,270.50" in English are "1270.5".
 *
 * @param {string} typed
 * @param {string} language sv or en
 * @returns {string|null} null where it is no number, or may be two: "1.270" in Swedish
 */
export function readAmount(typed, language) {
  const bare = typed.replace(BLANKS, "").replace(SIGNS, "").replace(MINUS, "-");
  const [comma, point] = language === "sv" ? [",", "."] : [".", ","];
  if (!/^-?[\d.,]+$/.test(bare)) return null;
  let plain = bare;
  if (bare.includes(point)) {
    const grouped = new RegExp(`^-?\\d{1,3}(\\${point}\\d{3})+(\\${comma}\\d+)?$`).test(bare);
    if (grouped && language !== "sv") plain = bare.replaceAll(point, "");
    else if (!grouped && !bare.includes(comma) && bare.split(point).length === 2) plain = bare.replace(point, comma);
    else if (grouped && bare.includes(comma)) plain = bare.replaceAll(point, ""); /* 1.270,50 can be but one number */
    else return null;
  }
  const text = plain.replace(comma, ".");
  return isAmount(text) ? tidy(text) : null;
}

/**
 * An amount of an address as a language writes it, with the decimals that it has.
 *
 * @param {string} amount
 * @param {string} language
 */
export function writeAmount(amount, language) {
  const [whole, decimals] = amount.replace("-", "").split(".");
  const between = language === "sv" ? THIN : ",";
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, between);
  return `${amount.startsWith("-") ? MINUS : ""}${digits}${decimals ? (language === "sv" ? "," : ".") + decimals : ""}`;
}
