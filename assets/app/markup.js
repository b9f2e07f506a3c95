/* Elements out of plain lists, [name, attributes, ...inside], as dashboard/components/markup.py writes them. */

import { make } from "./svg.js";

/** What is drawn, all of it inside an `svg`. */
const drawing = (markup) => (typeof markup === "string" ? markup : make(markup[0], markup[1], ...markup.slice(2).map(drawing)));

export function element(markup) {
  if (typeof markup === "string") return document.createTextNode(markup);
  if (markup[0] === "svg") return drawing(markup);
  const [name, attributes, ...inside] = markup;
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...inside.map(element));
  return made;
}

/** Put markup into its places; a place that says it already keeps what the reader has open or in hand. */
export const fillPlaces = (places) => Object.entries(places).forEach(([id, inside]) => {
  const place = document.getElementById(id);
  const text = JSON.stringify(inside);
  if (!place || place.told === text) return;
  place.told = text;
  place.replaceChildren(...inside.map(element));
});
