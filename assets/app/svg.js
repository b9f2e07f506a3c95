/* Elements of a drawing. */
const SVG = "http://www.w3.org/2000/svg";

export function make(name, attributes, ...inside) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...inside);
  return made;
}
