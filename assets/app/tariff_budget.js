/* What a model may cost in all, which parts are scaled to it, and how much a unit may lose. */
import { state } from "./address.js";
import { PRICE_MOST, isAmount } from "../core/amounts.js";
import { read, write, wrong } from "./tariff_fields.js";
import { list, priceOf, rows, section, words } from "./tariff.js";
import { tell } from "./tariff_said.js";

const FLOOR = "5"; /* per cent, when one is switched on */
let lastFloor = FLOOR;
let lastAmount = "";
let form = ""; /* that the last amounts are of */
let choosing = false; /* an amount, which nobody has written yet */

/** @param {string} what */
const part = (what) => /** @type {HTMLInputElement} */ (section().querySelector(`[data-tariff="${what}"]`));
/** @returns {HTMLElement[]} */
const parts = (what) => [...section().querySelectorAll(`[data-tariff="${what}"]`)];

/** Which of the three budgets the address has. */
function kind() {
  const budget = state.get("budget");
  if (budget === "neutral") return "neutral";
  return isAmount(budget) || choosing ? "amount" : "open";
}

const usuallyScaled = () => JSON.parse(list().dataset.parts);
const on = () => rows().filter((row) => priceOf(row) !== null).map((row) => row.dataset.part);

/** Parts that are scaled: those chosen, else those that the model names. */
function scaled() {
  const chosen = state.list("scaled");
  return chosen.length ? chosen : usuallyScaled();
}

function sync() {
  if (!section() || !list()) return;
  if (state.get("form") !== form) { form = state.get("form"); lastAmount = ""; lastFloor = FLOOR; }
  const budget = state.get("budget");
  if (budget) choosing = false;
  const now = kind();
  parts("budget").forEach((button) => button.setAttribute("aria-pressed", button.dataset.value === now ? "true" : "false"));
  const amount = part("amount");
  amount.closest("label").hidden = now !== "amount";
  if (isAmount(budget)) lastAmount = budget;
  write(amount, isAmount(budget) ? budget : "");
  section().querySelector(".tariff-scaled").hidden = now === "open";
  const able = on();
  parts("scaled").forEach((box) => {
    box.hidden = !able.includes(box.dataset.value);
    box.setAttribute("aria-checked", scaled().includes(box.dataset.value) ? "true" : "false");
  });
  const floor = state.get("floor");
  if (floor) lastFloor = floor;
  part("floor").setAttribute("aria-checked", floor ? "true" : "false");
  const share = part("floor-share");
  share.disabled = !floor;
  write(share, floor || lastFloor);
  section().querySelector(".tariff-payers").hidden = !floor;
  const payer = state.get("floor_by") || "payer";
  parts("floor-by").forEach((button) => button.setAttribute("aria-pressed", button.dataset.value === payer ? "true" : "false"));
}

/** What is paid today in all, as the last answer says it: what an amount begins from. */
const today = () => document.getElementById("tariff-note")?.querySelector("[data-value]")?.dataset.value || "";

function choose(next) {
  choosing = next === "amount";
  wrong(part("amount"), "");
  if (next !== "amount") { state.set({ budget: next === "open" ? null : next, ...(next === "open" ? { scaled: null } : {}) }); sync(); return; }
  const first = lastAmount || today();
  if (first) state.set({ budget: first });
  sync();
  part("amount").focus();
  part("amount").select();
}

function toggleScaled(box) {
  const able = on();
  const chosen = scaled().filter((one) => able.includes(one));
  const next = chosen.includes(box.dataset.value) ? chosen.filter((one) => one !== box.dataset.value) : [...chosen, box.dataset.value];
  if (!next.length) { tell("scaled_least"); return; }
  const inOrder = able.filter((one) => next.includes(one)).join(",");
  const usual = able.filter((one) => usuallyScaled().includes(one)).join(",");
  state.set({ scaled: inOrder === usual ? null : inOrder });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#tariff [data-tariff]");
  if (!button) return;
  const { tariff: what, value } = button.dataset;
  if (what === "budget") choose(value);
  if (what === "scaled") toggleScaled(button);
  if (what === "floor") state.set(state.get("floor") ? { floor: null, floor_by: null } : { floor: lastFloor });
  if (what === "floor-by") state.set({ floor_by: value === "payer" ? null : value });
});

document.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.matches?.('#tariff [data-tariff="amount"]')) {
    const amount = read(field, words().wrong, (one) => !one.startsWith("-") && Number(one) <= PRICE_MOST);
    if (amount !== null) state.set({ budget: amount });
  }
  if (field.matches?.('#tariff [data-tariff="floor-share"]')) {
    const share = read(field, words().wrong_share, (one) => !one.startsWith("-") && Number(one) <= 100);
    if (share !== null) state.set({ floor: share });
  }
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.('#tariff [data-tariff="amount"], #tariff [data-tariff="floor-share"]')) sync();
});

document.addEventListener("sync", sync);
