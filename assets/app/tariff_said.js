/* What happened to a model of reimbursement, for the eye and for the ear. */
import { section, words } from "./tariff.js";

const SHOWN_MS = 5000;
let hiding = 0;

/** A text with its blanks filled. */
export const fill = (text, blanks) => Object.entries(blanks || {}).reduce((told, [key, value]) => told.replaceAll(`{${key}}`, () => value), text);

/** Say what happened; what went wrong stays in the section too. */
export function tell(key, blanks, isProblem) {
  const text = fill(words()[key], blanks);
  const line = document.getElementById("said");
  line.textContent = text;
  line.classList.add("is-shown");
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => { line.classList.remove("is-shown"); line.textContent = ""; }, SHOWN_MS);
  const problem = section().querySelector(".problem");
  problem.textContent = isProblem ? text : "";
  problem.hidden = !isProblem;
}
