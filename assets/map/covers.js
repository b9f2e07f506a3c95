/** What of the page lies over the map: panels, buttons, the legend. Plates keep clear of them. */

const touches = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
const holds = (a, b) => a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom;

/** Boxes of an element, or of its children where it is only a frame that lets presses through. */
function boxes(element, stage, found) {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return;
  const frame = style.display === "contents" || style.pointerEvents === "none";
  if (frame) return void [...element.children].forEach((child) => boxes(child, stage, found));
  const box = element.getBoundingClientRect();
  // What covers the whole map, a message over the page, leaves nothing to keep clear of.
  if (touches(box, stage) && !holds(box, stage)) found.push(box);
}

/**
 * Boxes of what lies over an element: what stands beside it or beside anything around it.
 *
 * @param {Element} container the map's
 * @returns {DOMRect[]} in page pixels
 */
export function covers(container) {
  const stage = container.getBoundingClientRect();
  const found = [];
  for (let up = container; up.parentElement; up = up.parentElement)
    for (const beside of up.parentElement.children) if (beside !== up) boxes(beside, stage, found);
  for (const bar of container.querySelectorAll(".leaflet-control")) boxes(bar, stage, found);
  return found;
}
