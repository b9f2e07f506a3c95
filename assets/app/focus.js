/* The keyboard's place is kept when an answer takes away what held it: a row, a way back. */

let last = null;
let home = null;

document.addEventListener("focusin", (event) => {
  last = event.target;
  home = last.closest(".drawer-scroll, .focus-head, #unit-card, #zone-lift, #flow-list, #need-fields, #payment-figures");
});

/** After an answer: from what is gone to the selected row, else to the part of the page that it stood in. */
export function keepFocus() {
  if (!home || last.isConnected || document.activeElement !== document.body) return;
  const set = last.dataset?.set; /* the same choice, put there anew */
  const state = last.dataset?.state;
  const same = state && home.querySelector(`[data-state="${state}"]`);
  if (same) { same.focus({ preventScroll: true }); return; }
  const row = [...home.querySelectorAll("[data-set]")].find((one) => set && one.dataset.set === set) || home.querySelector(".is-selected button, .unit-actions button, .ways button");
  (row || (home.tabIndex < 0 ? home.closest("[tabindex]") : home) || home.querySelector("button, select, input, summary"))?.focus({ preventScroll: true });
}
