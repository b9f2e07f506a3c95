/** Outlines of from where a place is reached, each with its minutes, and the place itself. */

/** @type {L.LayerGroup|null} */
let drawn = null;
/** @type {L.Map|null} */
let on = null;
let before = null;

const NAME = "reached";
const ABOVE = "410"; // the sheets, below what moves

/** The northernmost corner of an outline: where its minutes are written. */
function top({ type, coordinates }) {
  const corners = (type === "Polygon" ? coordinates : coordinates.flat()).flat();
  return corners.reduce((best, corner) => (corner[1] > best[1] ? corner : best));
}

/**
 * The corners of the box around an outline.
 *
 * @param {any} feature
 * @returns {[number, number][]}
 */
export function boundsOf(feature) {
  const { _southWest: low, _northEast: high } = /** @type {any} */ (L.geoJSON(feature).getBounds());
  return [[low.lat, low.lng], [high.lat, high.lng]];
}

function label(feature) {
  const [lon, lat] = top(feature.geometry);
  const sign = document.createElement("span");
  sign.textContent = feature.properties.label;
  const icon = L.divIcon({ className: "reached-label", html: sign, iconSize: [0, 0] });
  return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: NAME });
}

/**
 * Draw outlines in the stead of those before, on whichever map there is.
 *
 * @param {L.Map|undefined} map none before the page has one
 * @param {any[]} features of GeoJSON, `properties.feature` an outline or the place
 */
export function drawOutlines(map, features) {
  if (map === on && features === before) return;
  drawn?.remove();
  drawn = null;
  on = map || null;
  before = features;
  if (!map || !features.length) return;
  if (!map.getPane(NAME)) {
    const pane = map.createPane(NAME);
    pane.style.zIndex = ABOVE;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
  }
  const renderer = L.svg({ pane: NAME, padding: 0.5 });
  const outlines = features.filter(({ properties }) => properties.feature === "outline");
  const line = (className) => L.geoJSON(outlines, { interactive: false, pane: NAME, style: /** @type {any} */ ({ renderer, className, fill: false, smoothFactor: 0.3 }) });
  const place = features.filter(({ properties }) => properties.feature === "place").map(({ geometry: { coordinates: [lon, lat] } }) =>
    L.circleMarker([lat, lon], { renderer, radius: 6, className: "reached-place", interactive: false, pane: NAME }));
  drawn = L.layerGroup([line("reached-under"), line("reached-line"), ...place, ...outlines.map(label)]).addTo(map);
}
