/** What the canvases show, told in numbers: tests cannot look at pixels. */
import { contains } from "../map/hit.js";

/**
 * What is drawn.
 *
 * @param {object|null} scene the map in use
 * @param {object|null} geo
 * @param {object|null} view
 * @returns {object} areas and flows in view on the sheets, units of the whole region by how they stand,
 *   the milliseconds of each sheet's last draw; of the scenario's changes the counts drawn, the plates as boxes on
 *   the page, the rings as page pixels, and how often the sheet of what moves was drawn
 */
export function stats(scene, geo, view) {
  const nothing = { visible: 0, clusters: 0, clustered: 0, alerts: 0 };
  if (!scene || !geo || !view) return { areas: 0, units: nothing, flows: 0, chosen: 0, labels: 0 };
  const { board, map } = scene;
  const { singles, clusters } = board.marks;
  const inside = clusters.flatMap((c) => c.members);
  const milliseconds = {};
  for (const [name, sheet] of Object.entries(board.sheets)) milliseconds[name] = sheet.milliseconds;
  return {
    areas: board.counts.areas,
    units: {
      visible: singles.length,
      clusters: clusters.length,
      clustered: inside.length,
      ids: [...singles, ...inside].map((m) => view.changes.geo.units.ids[m.unit]),
      alerts: [...singles, ...inside].filter((m) => m.alert).length,
    },
    flows: board.counts.flows,
    chosen: view.focus.flows.filter((f) => !f.apart).length,
    edges: board.plates.map(({ text, count, why, into, x, y }) => ({ text, count, why, into, x, y })),
    labels: board.counts.labels,
    pins: board.counts.pins,
    changes: {
      added: board.counts.changes.add || 0,
      closed: board.counts.changes.close || 0,
      moved: board.counts.changes.move || 0,
      resized: board.counts.changes.size || 0,
      plates: platesOf(scene, view.changes.geo),
      rings: ringsOf(scene),
      redrawn: board.told.redrawn,
    },
    zoom: map.getZoom(),
    milliseconds,
  };
}

/** From world positions to page pixels. */
function onPage(map) {
  const k = Math.pow(2, map.getZoom());
  const corner = map.getContainer().getBoundingClientRect();
  const origin = map.getPixelOrigin();
  return (x, y) => {
    const p = map.layerPointToContainerPoint(L.point(x * k, y * k).subtract(origin));
    return { x: corner.left + p.x, y: corner.top + p.y };
  };
}

/** Plates as boxes on the page. */
function platesOf({ map, board }, geo) {
  const k = Math.pow(2, map.getZoom());
  const page = onPage(map);
  return board.told.plates.map(({ unit, kind, text, x, y, w, h }) => ({
    id: geo.units.ids[unit], kind, text, ...page((x - w / 2) / k, (y - h / 2) / k), width: w, height: h,
  }));
}

/** Rings as middle and radius on the page, the radius measured to the east. */
function ringsOf({ map, board }) {
  const page = onPage(map);
  return board.told.rings.map(({ points, x, y }) => {
    const middle = page(x, y);
    return { ...middle, r: page(...points[points.length / 4]).x - middle.x };
  });
}

/**
 * World positions inside an area, its own point first, then a coarse raster.
 *
 * @param {object} geo
 * @param {number} area
 * @returns {[number, number][]}
 */
function within(geo, area) {
  const [w, n, e, s] = geo.box.subarray(4 * area, 4 * area + 4);
  const found = [[geo.points.x[area], geo.points.y[area]]];
  for (let i = 1; i < 16; i++) for (let j = 1; j < 16; j++) found.push([w + ((e - w) * i) / 16, n + ((s - n) * j) / 16]);
  return found.filter(([x, y]) => contains(geo, area, x, y));
}

/**
 * Page pixel of an area (a place inside it that no unit covers, if there is one) or of a unit as drawn.
 *
 * @param {object} scene
 * @param {object} geo
 * @param {"area"|"unit"} kind
 * @param {string} id
 * @returns {{x: number, y: number}|null} null for an unknown id or a unit without a place
 */
export function project({ map, board, pointer }, geo, kind, id) {
  const page = onPage(map);
  if (kind === "unit") {
    const unit = geo.units.ids.indexOf(id);
    if (unit < 0 || Number.isNaN(geo.units.x[unit])) return null;
    const mark = board.marks.singles.find((m) => m.unit === unit);
    const k = Math.pow(2, map.getZoom());
    return mark ? page(mark.x / k, mark.y / k) : page(geo.units.x[unit], geo.units.y[unit]);
  }
  const area = geo.ids.indexOf(id);
  if (area < 0) return null;
  const corner = map.getContainer().getBoundingClientRect();
  const places = within(geo, area).map(([x, y]) => page(x, y));
  const inside = (p) => L.point(p.x - corner.left, p.y - corner.top);
  const bare = places.filter((p) => pointer.at(inside(p), 6)?.area === area);
  const free = bare.find((p) => !pointer.flowAt(inside(p))) || bare[0];
  return free || places[0] || page(geo.points.x[area], geo.points.y[area]);
}

/**
 * A page pixel on a drawn flow, by its key in the list, that no unit covers.
 *
 * @returns {{x: number, y: number}|null}
 */
export function projectFlow({ map, pointer }, flow) {
  if (!flow) return null;
  const corner = map.getContainer().getBoundingClientRect();
  const page = onPage(map);
  const [a, b] = [page(flow.ax, flow.ay), page(flow.bx, flow.by)];
  for (let i = 1; i < 400; i++) {
    const t = 0.1 + (0.8 * (i % 20)) / 20;
    const aside = (Math.floor(i / 20) - 10) / 50;
    const x = a.x + t * (b.x - a.x) - aside * (b.y - a.y);
    const y = a.y + t * (b.y - a.y) + aside * (b.x - a.x);
    const at = L.point(x - corner.left, y - corner.top);
    if (document.elementFromPoint(x, y)?.closest(".leaflet-container") && pointer.over(at)?.key === flow.key) return { x, y };
  }
  return null;
}
