/* Which question the map answers: what belongs to another is not shown, and a new one begins with its own layers. */
import { state } from "./address.js";

/** What a question starts with is its own: the layers, their table, and what was chosen in either. */
const ITS_OWN = ["layers", "table", "sort", "find", "rows", "kpi", "brush", "columns", "chart"];

/** Show what belongs to the question of the address. */
function show() {
  const question = state.get("question");
  const plan = document.getElementById("plan");
  if (plan) plan.dataset.asks = question;
  document.querySelectorAll("[data-question]").forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset.question === question ? "true" : "false");
  });
  /* What a link names is offered whatever the question. */
  document.querySelectorAll("option[data-under]").forEach((option) => {
    option.hidden = option.dataset.under !== question && !option.selected;
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-question]");
  if (!button || button.dataset.question === state.get("question")) return;
  state.set({ question: button.dataset.question, ...Object.fromEntries(ITS_OWN.map((key) => [key, null])) });
});
document.addEventListener("sync", show);
