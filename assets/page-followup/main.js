/* Följ upp: fetch the answer to the address, put it in its places, and light a unit's row and number together. */
import { state } from "../app/address.js";
import { shown } from "../app/answer.js";
import * as controls from "../app/controls.js";
import { expect } from "../app/expect.js";
import { fillPlaces } from "../app/markup.js";

const page = () => document.getElementById("state-keys").dataset;
let asked = 0;
let put = false;

function query() {
  const keys = JSON.parse(page().keys);
  const all = new URLSearchParams(window.location.search);
  return new URLSearchParams([...all].filter(([key]) => keys.includes(key))).toString();
}

function late(is) {
  document.getElementById("late").hidden = !is;
}

/** Ask for what the address says; only the last question's answer is shown. */
async function ask() {
  const mine = (asked += 1);
  shown.awaiting = true;
  const main = document.getElementById("followup");
  const waiting = window.setTimeout(() => main.classList.add("is-stale"), 200);
  const arrived = expect(() => { if (mine === asked) late(true); });
  try {
    const found = await fetch(`/followup/${page().version}/${page().lang}?${query()}`);
    if (!found.ok) throw new Error(String(found.status));
    const answer = await found.json();
    if (mine !== asked) return;
    fillPlaces(answer.places);
    controls.sync();
    late(false);
  } catch (error) {
    if (mine === asked) late(true);
  } finally {
    window.clearTimeout(waiting);
    arrived();
    if (mine === asked) {
      main.classList.remove("is-stale");
      shown.awaiting = false;
    }
  }
}

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
