/* Several areas as one place: pressed with Ctrl or Shift, or one by one while more are added. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { shortcut } from "./shortcuts.js";

const MOST = constants.most.areas;
const OTHERS = constants.stores.selection;
let adding = false;
let last = null; /* the row that a range with Shift begins at */

/** Ids of the areas that are chosen: one or several. */
export function chosenAreas() {
  const several = state.list("areas");
  return several.length ? several : state.list("area");
}

/** Whether a row stands for what is chosen, or for a part of it. */
export const isChosen = (kind, id) => state.get(kind) === id || (kind === "area" && state.list("areas").includes(id));

/** Whether a press chooses one more rather than another. */
export const addsMore = (event) => adding || Boolean(event && (event.ctrlKey || event.metaKey || event.shiftKey));

const button = () => /** @type {HTMLElement|null} */ (document.querySelector('[data-several="add"]'));

function tell() {
  const line = document.getElementById("said");
  line.textContent = document.querySelector(".draw-open").dataset.most;
  line.classList.add("is-shown");
  window.setTimeout(() => { line.classList.remove("is-shown"); line.textContent = ""; }, 4000);
}

function choose(ids) {
  if (ids.length > MOST) tell();
  const kept = ids.slice(0, MOST);
  const patch = Object.fromEntries(OTHERS.map((key) => [key, null]));
  if (kept.length === 1) patch.area = kept[0];
  if (kept.length > 1) patch.areas = kept.join(",");
  state.set(patch);
}

/** Choose an area as well as those that are chosen, or no longer. */
export function toggleArea(id) {
  const now = chosenAreas();
  choose(now.includes(id) ? now.filter((one) => one !== id) : [...now, id]);
}

/**
 * A row that is pressed to choose one more.
 *
 * @param {HTMLElement} row
 * @param {MouseEvent|KeyboardEvent} event with Shift all rows from the one that was pressed before
 * @returns {boolean} false where the row is no area's, or the press chooses another
 */
export function pressRow(row, event) {
  const { selectId: id, selectKind: kind } = row.dataset;
  const rows = [...document.querySelectorAll('#table-body tr[data-select-kind="area"]')].map((one) => /** @type {HTMLElement} */ (one).dataset.selectId);
  const from = rows.indexOf(last);
  const to = rows.indexOf(id);
  last = id;
  if (kind !== "area" || !row.matches("tr") || !addsMore(event)) return false;
  if (!event.shiftKey || from < 0) { toggleArea(id); return true; }
  choose([...new Set([...chosenAreas(), ...rows.slice(Math.min(from, to), Math.max(from, to) + 1)])]);
  return true;
}

function setAdding(on) {
  adding = on;
  button()?.setAttribute("aria-pressed", on ? "true" : "false");
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-several]");
  if (!pressed) return;
  if (pressed.dataset.several === "add") setAdding(!adding);
  else toggleArea(pressed.dataset.several);
});

shortcut("several", (event) => {
  const row = event.target.closest?.('tr[data-select-kind="area"]');
  return row ? pressRow(row, event) : false;
});

document.addEventListener("sync", () => setAdding(adding && Boolean(chosenAreas().length)));
