/** Words on the zoom buttons, and a third one: back to the whole region. */
import { words } from "./texts.js";

const bars = new Set(); // zoom controls on a map, whoever made them

function name(button, words) {
  button.title = words;
  button.setAttribute("aria-label", words);
}

/** Write the page's words on every zoom control, and on those to come. */
export function renameControls() {
  const { zoomIn, zoomOut, whole } = words;
  if (!window.L) return;
  Object.assign(L.Control.Zoom.prototype.options, { zoomInTitle: zoomIn, zoomOutTitle: zoomOut });
  for (const bar of bars) {
    name(bar._zoomInButton, zoomIn);
    name(bar._zoomOutButton, zoomOut);
    name(bar._wholeButton, whole);
  }
}

/**
 * Name a map for those who hear it.
 *
 * @param {L.Map} map
 */
export function nameMap(map) {
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", words.label);
}

const { onAdd, onRemove } = window.L?.Control.Zoom.prototype || {};
window.L?.Control.Zoom.include({
  onAdd(map) {
    const bar = onAdd.call(this, map);
    const button = (this._wholeButton = L.DomUtil.create("a", "map-whole", bar));
    button.href = "#";
    button.setAttribute("role", "button");
    L.DomEvent.disableClickPropagation(button);
    L.DomEvent.on(button, "click", (event) => {
      L.DomEvent.stop(event);
      map.fire("whole"); // who made the map knows what that is
    });
    bars.add(this);
    renameControls();
    return bar;
  },

  onRemove(map) {
    bars.delete(this);
    onRemove.call(this, map);
  },
});
