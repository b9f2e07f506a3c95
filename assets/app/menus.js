/* What opens in place and lies over the page: menus, filters, information marks. One at a time; a press beside it, or Escape, closes it. */
const OPEN = "details:is(.menu, .take, .find-chip, .info)[open]";

const outside = (one, target) => one !== target && !one.contains(target);

document.addEventListener("click", (event) => {
  if (!event.target.isConnected) return; /* it was drawn again by the press itself */
  for (const one of document.querySelectorAll(OPEN)) if (outside(one, event.target)) one.open = false;
});

/* One that opens closes the others, but for the one that it stands in. */
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(OPEN)) return;
  for (const one of document.querySelectorAll(OPEN)) if (outside(one, event.target)) one.open = false;
}, true);

/* Escape closes the innermost and nothing else. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest?.("[role='combobox'][aria-expanded='true']")) return;
  const one = [...document.querySelectorAll(OPEN)].pop();
  if (!one) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  one.open = false;
  one.querySelector("summary").focus();
}, true);
