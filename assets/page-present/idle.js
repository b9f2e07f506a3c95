/* The bar fades when nothing has moved for a while, and comes back at the next movement, key or touch. */

const STILL_MS = 3000;
let waiting = 0;

const bar = () => document.getElementById("present-tools");

/** Held by what is open in it, by the focus that stands in it and by the pointer over it. */
const held = () => bar().matches(":focus-within, :hover") || Boolean(bar().querySelector("details[open]"));

function rest() {
  if (!bar()) return;
  if (held()) wake();
  else bar().classList.add("is-idle");
}

function wake() {
  bar()?.classList.remove("is-idle");
  window.clearTimeout(waiting);
  waiting = window.setTimeout(rest, STILL_MS);
}

/** Begin to wait. */
export function startIdle() {
  for (const name of ["pointermove", "pointerdown", "keydown", "focusin", "touchstart"]) window.addEventListener(name, wake, { capture: true, passive: true });
  wake();
}
