/* Keys that do something wherever one stands on the page: one list, which the sheet of shortcuts is made of too. */
import { constants } from "../constants.js";
import { singleKeys } from "./single_keys.js";

const WRITING = "input:not([type='range'], [type='checkbox'], [type='radio'], [type='button']), textarea, [contenteditable='true']";
const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

const acts = new Map();

/**
 * Say what a shortcut of the list does.
 *
 * @param {string} name of `constants.shortcuts`
 * @param {(event: KeyboardEvent) => boolean|void} act false where there was nothing to do: then the key is the page's own
 */
export const shortcut = (name, act) => { acts.set(name, act); };

const sheet = () => /** @type {HTMLDialogElement} */ (document.getElementById("shortcuts"));

/** Whether a press is a chord: "Control+Shift+z", where Control is the command key of Apple's keyboards. */
export function pressed(chord, event) {
  const parts = chord.split("+");
  const key = parts.pop();
  const held = parts.includes("Control");
  if (event.altKey || held !== (event.ctrlKey || event.metaKey)) return false;
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  return chord.length === 1 || event.shiftKey === parts.includes("Shift"); /* a sign may need Shift on some keyboards */
}

const isSign = (chord) => chord.length === 1;

function drawSheet() {
  sheet().querySelector('[data-shortcuts="signs"]').setAttribute("aria-checked", singleKeys.on() ? "true" : "false");
  if (APPLE) sheet().querySelectorAll("kbd").forEach((one) => { one.textContent = one.textContent.replace("Ctrl", "⌘"); });
}

function toggleSheet() {
  if (!sheet()) return false;
  if (sheet().open) sheet().close();
  else { drawSheet(); sheet().showModal(); }
  return true;
}

const BUTTONS = {
  open: toggleSheet,
  close: toggleSheet,
  signs() { singleKeys.toggle(); drawSheet(); },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shortcuts]");
  if (button) BUTTONS[button.dataset.shortcuts]();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const writes = event.target.matches?.(WRITING);
  for (const [name, chords] of Object.entries(constants.shortcuts)) {
    const chord = chords.find((one) => pressed(one, event));
    if (!chord || !acts.has(name)) continue;
    if (isSign(chord) && (writes || !singleKeys.on() || event.target.matches?.("select"))) continue;
    if (writes && chord !== "Escape") continue; /* a field takes its own words back */
    if (document.querySelector("dialog[open]") && name !== "sheet") continue;
    if (acts.get(name)(event) !== false) event.preventDefault();
    return;
  }
});

shortcut("sheet", toggleSheet);
shortcut("search", () => {
  const field = document.getElementById("search-field");
  if (!field?.offsetParent) return false;
  field.focus();
  return true;
});
