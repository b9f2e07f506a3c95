/* Printing by the browser: the map stands on paper as it was drawn, made smaller where the paper is narrower. */

const PAPER = { landscape: 1047, portrait: 718 }; /* pixels between the margins of A4 */
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

window.addEventListener("beforeprint", () => {
  const stage = document.querySelector(".stage");
  if (!stage) { sheet.replaceSync(""); return; }
  const { clientWidth: wide, clientHeight: high } = stage;
  const rules = Object.entries(PAPER).map(([way, room]) => `@media (orientation: ${way}) { :root { --shown-part: ${Math.min(1, room / wide)}; } }`);
  sheet.replaceSync(`:root { --shown-wide: ${wide}px; --shown-high: ${high}px; } ${rules.join(" ")}`);
});
