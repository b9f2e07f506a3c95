/* The map of Jämför: the units of the table, numbered as in the list; a press or a drawn shape chooses among them. */
import { state } from "../app/address.js";
import { map } from "../map/api.js";
import { compare } from "./model.js";
import { pick } from "./pick.js";
import { say, tell } from "./words.js";

let ground = null; // the Leaflet map
let over = null; // numbers and lines
let shown = "";
let wired = false;
let drawing = false;

window.L?.Map.addInitHook(function () {
  ground = this;
  over = null;
  this.on("zoomend", () => { if (compare.answer && over) number(compare.answer.chart); });
});

function wire() {
  if (wired) return;
  wired = true;
  const { texts } = document.getElementById("state-keys").dataset;
  map.setTexts(JSON.parse(texts));
  map.onSelect = (kind, id) => { if (kind === "unit") pick([id], "toggle"); };
  map.setPadding({ left: 24, top: 24, right: 24, bottom: 40 });
}

/** @returns {[number, number]|null} */
const placed = (chart, at) => (chart.lon[at] === null ? null : [chart.lat[at], chart.lon[at]]);

/** A badge on the unit, or a number just above it: two units may stand in the same house. */
function icon(text, css, aside = 0) {
  const made = document.createElement("span");
  made.className = `badge ${css}`;
  made.textContent = text;
  return window.L.divIcon({ html: made, className: "map-badge", iconSize: [22, 22], iconAnchor: [11 - aside, css ? 11 : 30] });
}

/** Numbers as in the list, and a dotted line from our unit to each. */
function number(chart) {
  if (!ground) return;
  if (!over) over = window.L.layerGroup().addTo(ground);
  over.clearLayers();
  const here = chart.ours.length ? placed(chart, chart.ours[0]) : null;
  const still = { interactive: false, keyboard: false };
  const stand = [];
  chart.numbered.forEach((at, place) => {
    const there = placed(chart, at);
    /* Without a unit of ours they are spread over the region: numbers would hide how many stand together. */
    if (!there || !chart.shown.includes(at) || (!here && ground.getZoom() < 9)) return;
    if (here) window.L.polyline([here, there], { ...still, color: "#15202b", weight: 1.4, dashArray: "2 5", opacity: 0.75 }).addTo(over);
    const spot = ground.latLngToContainerPoint(there);
    let aside = 0; /* those of one town stand in a row, so that each can be read */
    while (stand.some(([x, y]) => Math.abs(x - spot.x - aside) < 22 && Math.abs(y - spot.y) < 22)) aside += 23;
    stand.push([spot.x + aside, spot.y]);
    window.L.marker(there, { ...still, icon: icon(place + 1, "", aside) }).addTo(over);
  });
  chart.picked.forEach((at) => {
    const there = placed(chart, at);
    if (there) window.L.circleMarker(there, { ...still, radius: 13, color: "#0b5686", weight: 3, fill: false }).addTo(over);
  });
  if (here) window.L.marker(here, { ...still, icon: icon(document.querySelector("#compare-table .is-ours.badge")?.textContent || "•", "is-ours") }).addTo(over);
}

/** Look at the units that are shown, when they are others than before. */
function look(chart) {
  const text = chart.shown.join();
  if (text === shown || !ground) return;
  shown = text;
  const corners = chart.shown.map((at) => placed(chart, at)).filter(Boolean);
  if (!corners.length) return;
  ground.fitBounds(window.L.latLngBounds(corners), { paddingTopLeft: [36, 84], paddingBottomRight: [48, 64], maxZoom: 11, animate: false });
}

export async function showMap({ map: view, chart }) {
  wire();
  await map.load(view.version);
  await map.show(view);
  look(chart);
  number(chart);
}

/** Odd crossings to the east: inside. */
function inside(corners, lat, lon) {
  let odd = false;
  corners.forEach(([alat, alon], i) => {
    const [blat, blon] = corners[(i + 1) % corners.length];
    if (alat > lat !== blat > lat && lon < alon + ((lat - alat) / (blat - alat)) * (blon - alon)) odd = !odd;
  });
  return odd;
}

function unitsInside(corners) {
  const { chart } = compare.answer;
  return chart.ids.filter((_, at) => chart.lon[at] !== null && inside(corners, chart.lat[at], chart.lon[at]));
}

/** The units inside some corners are chosen; the address keeps the corners, which are shorter than the names. */
function choose(corners) {
  if (!unitsInside(corners).length) { tell(say("nobody")); return; }
  state.set({ drawn: corners.map((one) => one.join(",")).join(";"), picked: null, show: "picked" });
}

export const chooseInView = () => choose(map.inView());

function ended() {
  drawing = false;
  const button = document.querySelector('[data-compare="draw"]');
  button.setAttribute("aria-pressed", "false");
  button.textContent = say("draw");
}

/** All units that are compared come on the map; what is drawn there chooses among them. Again, or Escape: stop. */
export function toggleDraw() {
  if (drawing) { map.undraw(); ended(); return; }
  drawing = true;
  const button = document.querySelector('[data-compare="draw"]');
  button.setAttribute("aria-pressed", "true");
  button.textContent = say("draw_stop");
  state.set({ show: "all" });
  map.draw({
    done: (corners) => { ended(); choose(corners); },
    cancel: ended,
    changed: () => null,
  });
}
