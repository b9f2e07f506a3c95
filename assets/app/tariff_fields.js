/* Fields for amounts: read when they are left, written as the language does, and never taken from somebody who types. */
import { readAmount, writeAmount } from "../core/amounts.js";
import { language } from "./tariff.js";

const written = new WeakMap(); /* what a field last got from the address */

/** Say beside a field what is wrong with it; "" for nothing. */
export function wrong(input, text) {
  const place = document.getElementById(input.getAttribute("aria-describedby"));
  input.setAttribute("aria-invalid", text ? "true" : "false");
  place.textContent = text;
  place.hidden = !text;
}

/**
 * Show what the address says, unless that is what the field was last given: then somebody may be writing in it.
 *
 * @param {HTMLInputElement} input
 * @param {string} amount as an address says it
 */
export function write(input, amount) {
  const again = written.get(input) === amount;
  if (again && (document.activeElement === input || input.getAttribute("aria-invalid") === "true")) return;
  written.set(input, amount);
  input.value = amount ? writeAmount(amount, language()) : "";
  wrong(input, "");
}

/**
 * The amount that somebody has written; what cannot be read stays, and is told.
 *
 * @param {HTMLInputElement} input
 * @param {string} problem
 * @param {(amount: string) => boolean} [fits]
 * @returns {string|null}
 */
export function read(input, problem, fits = () => true) {
  const amount = readAmount(input.value, language());
  if (amount === null || !fits(amount)) { wrong(input, problem); return null; }
  wrong(input, "");
  written.set(input, amount);
  if (document.activeElement !== input) input.value = writeAmount(amount, language());
  return amount;
}
