/** A line between two places, with both ends; and the cross in the middle of the map where the keyboard sets one. */
const SVG = "http://www.w3.org/2000/svg";
const ARM = 12; // pixels from the middle of the cross to its ends
const RADIUS = 9;

/** What is to be drawn, whichever map is there. */
let wanted = { ends: /** @type {[number, number][]} */ ([]), aims: false };

/**
 * Say what is to be drawn, also before there is a map.
 *
 * @param {[number, number][]} ends
 * @param {boolean} aims
 */
export function want(ends, aims) {
  wanted = { ends, aims };
}

/**
 * @param {string} name
 * @param {Object<string, string|number>} attributes
 * @param {string} [text]
 */
function shape(name, attributes, text) {
  const found = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => found.setAttribute(key, String(value)));
  if (text) found.textContent = text;
  return found;
}

/**
 * Draw lines on one map.
 *
 * @param {L.Map} map
 * @param {() => Padding} padding pixels that panels cover
 * @returns {Ruler} `show()` what is wanted; `middle()` of the part of the map that no panel covers
 */
export function createRuler(map, padding) {
  const svg = shape("svg", { class: "map-ruler", "aria-hidden": "true" });
  map.getContainer().append(svg);

  function centre() {
    const { left = 0, top = 0, right = 0, bottom = 0 } = padding();
    const { x, y } = map.getSize();
    return L.point(left + right < 0.7 * x ? (x + left - right) / 2 : x / 2, top + bottom < 0.7 * y ? (y + top - bottom) / 2 : y / 2);
  }

  function paint() {
    const at = wanted.ends.map((end) => map.latLngToContainerPoint(end));
    const shapes = [];
    if (at.length === 2) {
      const [{ x: x1, y: y1 }, { x: x2, y: y2 }] = at;
      shapes.push(shape("line", { class: "is-under", x1, y1, x2, y2 }), shape("line", { x1, y1, x2, y2 }));
    }
    at.forEach(({ x, y }, number) => shapes.push(shape("circle", { cx: x, cy: y, r: RADIUS }), shape("text", { x, y }, String(number + 1))));
    if (wanted.aims) {
      const { x, y } = centre();
      const d = `M${x - ARM} ${y}H${x + ARM}M${x} ${y - ARM}V${y + ARM}`;
      shapes.push(shape("path", { class: "is-under", d }), shape("path", { d }));
    }
    svg.replaceChildren(...shapes);
  }

  map.on("move zoomend resize", paint);
  map.whenReady(paint);

  return {
    show: paint,
    middle() {
      const { lat, lng } = map.containerPointToLatLng(centre());
      return [lat, lng];
    },
    dispose() {
      map.off("move zoomend resize", paint);
      svg.remove();
    },
  };
}
