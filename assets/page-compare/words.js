/* What Jämför says: its texts, figures as the page writes them, and words said once. */
import { compare } from "./model.js";

/** The text of a key with its blanks filled. */
export const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), compare.said[key] || "");

/** A value of the indicator as the page writes it. */
export const figureText = (value, kind) => {
  const locale = document.documentElement.lang === "sv" ? "sv-SE" : "en-GB";
  const share = kind === "share";
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: share ? 0 : 1 }).format(share ? 100 * value : value);
  return share ? `${text}${document.documentElement.lang === "sv" ? "\u202f" : ""}%` : text;
};

/** Say something that no part of the page shows. */
export function tell(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.classList.add("is-shown");
  window.setTimeout(() => place.classList.remove("is-shown"), 4000);
}
