/* The steps of a meeting as small maps above its foot: what is pressed is gone to. */
import { element } from "../app/markup.js";
import { present } from "./model.js";
import { picture } from "./thumbnails.js";

const strip = () => document.getElementById("present-strip");
const button = () => document.querySelector('[data-present="steps"]');

/** Mark the step that is shown. */
export function markStrip(step) {
  for (const held of strip().querySelectorAll("button")) {
    if (Number(held.dataset.at) === step) held.setAttribute("aria-current", "step");
    else held.removeAttribute("aria-current");
  }
}

/** Open the strip with the focus on the step that is shown, or close it and give the focus back. */
export function openStrip(on) {
  const within = strip().contains(document.activeElement);
  strip().hidden = !on;
  button().setAttribute("aria-expanded", String(on));
  if (!on) { if (within) button().focus(); return; }
  const { one, step } = present;
  const now = parseInt(step, 10);
  strip().replaceChildren(...one.steps.map((each, i) => element(
    ["li", {}, ["button", { type: "button", "data-present": "go", "data-at": String(i + 1) },
      picture(each.view), ["span", {}, `${i + 1}  ${each.heading}`]]])));
  markStrip(now);
  /** @type {HTMLElement} */ (strip().querySelector("[aria-current]"))?.focus();
}
