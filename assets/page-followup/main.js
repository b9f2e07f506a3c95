/* Följ upp: fetch the answer to the address, put it in its places, and light a unit's row and number together. */
import { state } from "../app/address.js";
import * as controls from "../app/controls.js";
import { lastAnswer } from "../app/last_answer.js";
import { fillPlaces } from "../app/markup.js";

const page = () => document.getElementById("state-keys").dataset;
let put = false;

function query() {
  const keys = JSON.parse(page().keys);
  const all = new URLSearchParams(window.location.search);
  return new URLSearchParams([...all].filter(([key]) => keys.includes(key))).toString();
}

const ask = lastAnswer("followup", () => `/followup/${page().version}/${page().lang}?${query()}`, (answer) => {
  fillPlaces(answer.places);
  controls.sync();
});

/** A row that is pointed at, or holds the keyboard, lights its number on the map, and the other way round. */
function point(event) {
  const one = event.target.closest && event.target.closest("[data-unit]");
  document.querySelectorAll("#followup [data-unit].is-pointed").forEach((other) => other.classList.remove("is-pointed"));
  if (!one) return;
  document.querySelectorAll(`#followup [data-unit="${CSS.escape(one.dataset.unit)}"]`).forEach((other) => other.classList.add("is-pointed"));
}
document.addEventListener("mouseover", point);
document.addEventListener("focusin", point);

/** Anywhere on a row opens the unit, as its name does. */
document.addEventListener("click", (event) => {
  const row = event.target.closest("#followup-below tr[data-unit]");
  if (row && !event.target.closest("a") && !window.getSelection()?.toString()) row.querySelector("a").click();
});

document.addEventListener("sync", () => {
  if (put || !document.getElementById("followup")) return;
  put = true;
  ask();
});

state.onChange(() => { if (put) ask(); });
