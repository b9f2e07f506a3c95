/* Which columns of the table are shown: "nearest:persons,minutes" in the address, all where it says nothing of the table. */
import { state } from "./address.js";

const boxes = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role="checkbox"][data-column]')]);
const all = () => boxes().map((box) => box.dataset.column);

/** Key of the table whose columns they are. */
const of = () => /** @type {HTMLElement | null} */ (document.querySelector(".columns"))?.dataset.table;

/** Keys of the columns that are shown beside the first. */
function shown() {
  const [table, keys] = state.get("columns").split(":");
  return table === of() && keys ? keys.split(",") : all();
}

function sync() {
  const keys = shown();
  boxes().forEach((box) => box.setAttribute("aria-checked", keys.includes(box.dataset.column) ? "true" : "false"));
}

function choose(keys) {
  const whole = all();
  const kept = whole.filter((key) => keys.includes(key));
  const { first } = /** @type {HTMLElement} */ (document.querySelector(".columns")).dataset;
  const columns = kept.length === whole.length ? null : `${of()}:${kept.join(",") || first}`;
  state.set({ columns }, { replace: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-column]");
  if (!button) return;
  const key = button.dataset.column;
  const keys = shown();
  if (!key) choose(all());
  else choose(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]);
});

document.addEventListener("sync", sync);
