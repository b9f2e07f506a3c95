/* Brushing an interval of the values in a histogram: two ends, moved by pointer or keys. "nearest:10..20" in the address. */
import { state } from "./address.js";

const tools = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".histogram")]);
const ends = (tool) => ["low", "high"].map((end) => /** @type {HTMLInputElement} */ (tool.querySelector(`[data-brush="${end}"]`)));

/** Steps at which the ends stand by the address: the whole width where it brushes nothing of this. */
function asked(tool) {
  const edges = JSON.parse(tool.dataset.edges);
  const last = edges.length - 1;
  const [key, interval = ""] = state.get("brush").split(":");
  if (key !== tool.dataset.brush) return [0, last];
  const [low, high] = interval.split("..");
  const step = (text, fallback) => {
    if (!text) return fallback;
    const above = edges.findIndex((edge) => edge >= Number(text));
    return above < 0 ? last : above;
  };
  return [step(low, 0), step(high, last)];
}

/** Show where the ends stand: the bars between them, and their values in words. */
function draw(tool, low, high) {
  const texts = JSON.parse(tool.dataset.texts);
  [...tool.querySelector(".bars").children].forEach((bar, at) => bar.classList.toggle("is-out", at < low || at >= high));
  ends(tool).forEach((input, at) => input.setAttribute("aria-valuetext", texts[at ? high : low]));
  tool.style.setProperty("--low", String(low / (texts.length - 1)));
  tool.style.setProperty("--high", String(high / (texts.length - 1)));
}

function sync() {
  tools().forEach((tool) => {
    const at = asked(tool);
    ends(tool).forEach((input, end) => { if (document.activeElement !== input || Number(input.value) !== at[end]) input.value = String(at[end]); });
    draw(tool, at[0], at[1]);
  });
}

/** The ends as they stand, a step apart at least: the one that is moved gives way. */
function standing(tool, moved) {
  const [low, high] = ends(tool);
  if (Number(low.value) >= Number(high.value)) {
    if (moved === low) low.value = String(Number(high.value) - 1);
    else high.value = String(Number(low.value) + 1);
  }
  return [Number(low.value), Number(high.value)];
}

document.addEventListener("input", (event) => {
  const tool = event.target.closest?.(".histogram");
  if (!tool) return;
  const [low, high] = standing(tool, event.target);
  draw(tool, low, high);
});

document.addEventListener("change", (event) => {
  const tool = event.target.closest?.(".histogram");
  if (!tool) return;
  const [low, high] = standing(tool, event.target);
  const edges = JSON.parse(tool.dataset.edges);
  const open = high === edges.length - 1;
  const whole = low === 0 && open;
  const from = low === 0 ? "" : edges[low];
  state.set({ brush: whole ? null : `${tool.dataset.brush}:${from}..${open ? "" : edges[high]}` }, { replace: true });
});

document.addEventListener("sync", sync);
