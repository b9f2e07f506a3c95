/* Elements out of plain lists, [name, attributes, ...inside], as dashboard/components/markup.py writes them. */

import { ADDRESSES, beneath } from "../site.js";

const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";

export const element = (markup) => elementIn(HTML, markup);

/** What is inside a drawing is of it. */
function elementIn(within, markup) {
  if (typeof markup === "string") return document.createTextNode(markup);
  const [name, attributes, ...inside] = markup;
  const space = name === "svg" ? SVG : within;
  const node = document.createElementNS(space, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, ADDRESSES.has(key) ? beneath(value) : value));
  node.append(...inside.map((one) => elementIn(space, one)));
  return node;
}

/** Put markup into its places; a place that says it already keeps what the reader has open or in hand. */
export const fillPlaces = (places) => Object.entries(places).forEach(([id, inside]) => {
  const place = document.getElementById(id);
  const text = JSON.stringify(inside);
  if (!place || place.told === text) return;
  place.told = text;
  place.replaceChildren(...inside.map(element));
});
