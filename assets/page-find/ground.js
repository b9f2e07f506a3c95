/* What Hitta draws on the map: where the person begins, how far some minutes are, and the numbers of the nearest. */
import { constants } from "../constants.js";
import { state } from "../app/address.js";
import { map } from "../map/api.js";
import { circle } from "../core/rings.js";
import { world } from "../core/world.js";
import { font } from "../map/labels.js";
import { createPalette } from "../map/palette.js";
import { disc, drawPin } from "../map/pin.js";
import { drawCircle } from "../map/rings.js";
import { sheetClass } from "../map/sheet.js";
import { far } from "./cards.js";
import { chosenIds, fill, find } from "./model.js";
import { setPoint } from "./origin.js";

const NUMBERED = 9;
const RINGS_MIN = [10, 20];
const BADGE = 11;
let leaflet = null;
let sheet = null;
let shown = { origin: null, numbered: [], rings: [] };
let pressed = null;

/** Places for the numbers, beside their units and clear of each other. */
function beside(points) {
  const taken = points.map(({ x, y }) => ({ x, y, r: 7 }));
  return points.map((point) => {
    const turns = [-90, -45, -135, 0, 180, 45, 135, 90];
    const tries = [22, 34, 48].flatMap((away) => turns.map((turn) => ({ x: point.x + away * Math.cos((turn * Math.PI) / 180), y: point.y + away * Math.sin((turn * Math.PI) / 180) })));
    const free = ({ x, y }) => taken.every((one) => Math.hypot(one.x - x, one.y - y) > one.r + BADGE + 1);
    const spot = tries.find(free) || tries[0];
    taken.push({ ...spot, r: BADGE });
    return { ...point, to: spot };
  });
}

function paint(ctx, frame) {
  const palette = find.palette;
  const on = ([x, y]) => ({ x: x * frame.k + frame.dx, y: y * frame.k + frame.dy });
  if (shown.origin) {
    const place = world(shown.origin.lon, shown.origin.lat);
    const { x, y } = on(place);
    for (const { metres, label } of shown.rings) {
      const points = circle(...place, metres);
      drawCircle(ctx, points, frame, palette, true);
      const top = on(points[0]);
      ctx.font = font(500, 12);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.strokeStyle = palette.paper();
      ctx.lineWidth = 4;
      ctx.strokeText(label, top.x, top.y);
      ctx.fillStyle = palette.of("map-label");
      ctx.fillText(label, top.x, top.y);
    }
    drawPin(ctx, x, y, palette);
  }
  const points = shown.numbered.map(({ lon, lat, number, chosen }) => ({ ...on(world(lon, lat)), number, chosen }));
  const seen = points.filter(({ x, y }) => x > -40 && y > -40 && x < frame.width + 40 && y < frame.height + 40);
  for (const { x, y, to, number, chosen } of beside(seen)) {
    const colour = palette.of(chosen ? "accent" : "ink");
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(to.x, to.y);
    ctx.strokeStyle = palette.of("ink");
    ctx.lineWidth = 1.5;
    ctx.stroke();
    disc(ctx, to.x, to.y, BADGE, colour, palette.paper());
    ctx.fillStyle = palette.paper();
    ctx.font = font(700, 12);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(number), to.x, to.y + 0.5);
  }
}

window.L?.Map.addInitHook(function () {
  queueMicrotask(() => {
    if (!this._container) return;
    leaflet = this;
    find.palette = createPalette(leaflet.getContainer());
    const Sheet = sheetClass();
    sheet = new Sheet("find", paint, { zIndex: 8 }).addTo(leaflet);
    leaflet.on("click", (event) => { pressed = event.latlng; });
  });
});

/** A press on a unit tells of it; a press on the ground is where the person begins. */
export function selectOnMap(kind, id) {
  if (kind === "unit") { state.set({ unit: id }); return; }
  queueMicrotask(() => { // every listener of the press has heard it then
    if (kind === "area" && pressed) setPoint(pressed.lat, pressed.lng);
    else find.show();
  });
}

/** The legend's signs: the map's own, of the care form. */
function drawLegend(form) {
  /** @type {NodeListOf<HTMLElement>} */
  const signs = document.querySelectorAll(".find-legend [data-sign]");
  signs.forEach((one) => {
    one.className = `symbol symbol-${form.shape}-${one.dataset.sign}`;
  });
}

/**
 * Show units, and look at the nearest when the place or what is asked for has changed.
 *
 * @param {{form: FindForm, order: number[], aways: Away[]|null, origin: Origin|null}} answer
 */
export function drawMap({ form, order, aways, origin }) {
  const { units } = find;
  drawLegend(form);
  const standing = new Uint8Array(units.ids.length);
  order.forEach((at) => { standing[form.at[at]] = 1; });
  const text = btoa(String.fromCharCode(...standing));
  const lengths = Array(units.ids.length).fill("");
  if (aways) form.at.forEach((unit, at) => { lengths[unit] = far(aways[at]).filter(Boolean).join(" · "); });
  const chosen = chosenIds();
  const near = origin ? order.slice(0, NUMBERED).filter((at) => units.lon[form.at[at]] !== null) : [];
  const lone = near.map((at) => form.at[at]);
  const unit = units.ids.indexOf(state.get("unit") || find.pointed || "");
  map.show({
    version: find.version, units: { state: text, added: [], moved: [], closed: [] }, changes: [], labels: true,
    focus: { kind: unit < 0 ? "region" : "unit", areas: [], unit: unit < 0 ? null : unit, lone, flows: null },
    hover: [], unit_hover: aways ? [{ label: find.said.distance, kind: "text", values: lengths }] : [],
  });
  const pace = origin && !form.home && find.model.paces && (origin.area < 0 ? find.model.pace : find.model.paces[Math.min(origin.area, find.model.paces.length - 1)]);
  shown = {
    origin,
    numbered: near.map((at) => ({ lon: units.lon[form.at[at]], lat: units.lat[form.at[at]], number: order.indexOf(at) + 1, chosen: chosen.includes(units.ids[form.at[at]]) })),
    rings: pace ? RINGS_MIN.map((min) => ({ metres: min * pace, label: fill(find.said.ring, { min, by: find.said.by }) })) : [],
  };
  sheet?.redraw();
}

/** Bring the place and its nearest into view. */
export function lookAtNearest() {
  const { origin, numbered } = shown;
  if (!origin) { map.reset(); return; }
  if (!numbered.length) { map.flyTo({ zoom: constants.zooms.area, lat: origin.lat, lon: origin.lon }); return; }
  const all = [origin, ...numbered.slice(0, 5)];
  const [lats, lons] = [all.map((one) => one.lat), all.map((one) => one.lon)];
  const air = 0.01;
  map.flyTo({ bounds: [[Math.min(...lats) - air, Math.min(...lons) - 2 * air], [Math.max(...lats) + air, Math.max(...lons) + 2 * air]] });
}
