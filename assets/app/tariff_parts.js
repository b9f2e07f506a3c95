/* The parts of a model in the rail: each on or off, at a price. */
import { PRICE_MOST } from "../core/amounts.js";
import { state } from "./address.js";
import { read, write, wrong } from "./tariff_fields.js";
import { NOTHING, edits, isAdded, list, priceOf, rows, section, setPart, words } from "./tariff.js";
import { fill, tell } from "./tariff_said.js";

const had = new Map(); /* by part the price that it had when it was switched off */

const switchOf = (row) => row.querySelector('[role="switch"]');
/** @returns {HTMLInputElement} */
const inputOf = (row) => row.querySelector("input");

function syncRow(row) {
  const { part } = row.dataset;
  const price = priceOf(row);
  const input = inputOf(row);
  row.hidden = isAdded(part) && price === null;
  row.classList.toggle("is-changed", edits().has(part));
  switchOf(row).setAttribute("aria-checked", price === null ? "false" : "true");
  input.disabled = price === null;
  input.placeholder = price === null ? words().off : "";
  write(input, price ?? "");
}

function sync() {
  if (!section() || !list()) return;
  rows().forEach(syncRow);
  section().querySelectorAll('[data-tariff="add"]').forEach((button) => {
    button.parentElement.hidden = edits().has(button.dataset.value);
  });
  const model = section().querySelector('[data-tariff="model"]') || document.querySelector('select[data-tariff="model"]');
  if (model) {
    model.value = state.get("model");
    if (model.selectedIndex === -1) model.value = ""; /* what an old link names and the care form lacks */
  }
}

function toggle(row) {
  const { part } = row.dataset;
  const price = priceOf(row);
  if (price === null) { setPart(row, had.get(part) ?? row.dataset.usual); return; }
  had.set(part, price);
  wrong(inputOf(row), "");
  if (isAdded(part)) {
    section().querySelector(".part-add summary")?.focus(); /* the row goes */
    tell("removed_part", { part: row.dataset.name });
  }
  setPart(row, "off");
}

function add(button) {
  const row = rows().find((one) => one.dataset.part === button.dataset.value);
  button.closest("details").open = false;
  setPart(row, had.get(row.dataset.part) ?? row.dataset.usual);
  syncRow(row);
  inputOf(row).focus();
  inputOf(row).select();
  tell("added", { part: row.dataset.name });
}

/** What it was cannot be lost: the way back is the page's undo. */
function reset(button) {
  had.clear();
  rows().forEach((row) => wrong(inputOf(row), ""));
  state.set(NOTHING);
  tell("reset_done");
  button.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#tariff [data-tariff]");
  if (!button) return;
  if (button.dataset.tariff === "on") toggle(button.closest("[data-part]"));
  if (button.dataset.tariff === "add") add(button);
  if (button.dataset.tariff === "reset") reset(button);
});

document.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.matches?.('[data-tariff="model"]')) { state.set({ ...NOTHING, model: field.value || null }); return; }
  if (!field.matches?.('#tariff [data-tariff="price"]')) return;
  const row = field.closest("[data-part]");
  const price = read(field, fill(words().wrong_price, { part: row.dataset.name }), (amount) => Math.abs(Number(amount)) <= PRICE_MOST);
  if (price !== null) setPart(row, price);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.('#tariff [data-tariff="price"]')) syncRow(event.target.closest("[data-part]"));
});

document.addEventListener("sync", sync);
