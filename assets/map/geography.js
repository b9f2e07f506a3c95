/** A region's shapes and units, fetched once per data version and decoded for drawing. */
import { constants } from "../constants.js";
import { world } from "./decode.js";
import { decodeLines } from "./lines.js";

const SEAT = constants.seat_weight; // how many times its residents a municipality's seat weighs among the names

/**
 * Where the server keeps the geography: below the path Dash itself is served from.
 *
 * @returns {string} ends with a slash
 */
function root() {
  const config = document.getElementById("_dash-config");
  const prefix = config ? JSON.parse(config.textContent).requests_pathname_prefix : null;
  return prefix || "/";
}

async function fetched(version, name) {
  const answer = await fetch(`${root()}geo/${encodeURIComponent(version)}/${name}`);
  if (!answer.ok) throw new Error(`${name} of ${version}: ${answer.status}`);
  return answer.json();
}

/**
 * Bounding boxes of areas from those of their borders.
 */
function boxes(areas, arcs) {
  const box = new Float64Array(4 * areas.length);
  areas.forEach((polygons, area) => {
    let w = Infinity, n = Infinity, e = -Infinity, s = -Infinity;
    for (const rings of polygons)
      for (const ref of rings[0] || []) {
        const at = 4 * (ref < 0 ? ~ref : ref);
        w = Math.min(w, arcs.box[at]);
        n = Math.min(n, arcs.box[at + 1]);
        e = Math.max(e, arcs.box[at + 2]);
        s = Math.max(s, arcs.box[at + 3]);
      }
    box.set([w, n, e, s], 4 * area);
  });
  return box;
}

/**
 * Positions in world units; NaN without a place.
 */
export function positions(lons, lats) {
  const x = new Float64Array(lons.length).fill(NaN);
  const y = new Float64Array(lons.length).fill(NaN);
  lons.forEach((lon, i) => {
    if (lon !== null && lats[i] !== null) [x[i], y[i]] = world(lon, lats[i]);
  });
  return { x, y };
}

/**
 * Middle of each municipality: the mean of its areas' points, by residents.
 */
function middles(shapes, points) {
  const count = shapes.municipalities.length;
  const sum = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  shapes.municipality.forEach((municipality, area) => {
    if (municipality < 0 || Number.isNaN(points.x[area])) return;
    const weight = (shapes.persons?.[area] || 0) + 1e-6;
    sum[0][municipality] += weight;
    sum[1][municipality] += weight * points.x[area];
    sum[2][municipality] += weight * points.y[area];
  });
  return { x: sum[1].map((v, i) => v / sum[0][i]), y: sum[2].map((v, i) => v / sum[0][i]) };
}

/**
 * Areas of each municipality; those of none are a group too.
 */
function grouped(municipality, count) {
  const groups = Array.from({ length: count + 1 }, () => []);
  municipality.forEach((m, area) => groups[m < 0 ? count : m].push(area));
  return groups.filter((areas) => areas.length);
}

/**
 * Polygons of the quiet background: each a list of line indexes, one a ring.
 */
function ground(polygons, scale) {
  const set = decodeLines(polygons.flat(), scale);
  let at = 0;
  return { set, polygons: polygons.map((rings) => rings.map(() => at++)) };
}

/**
 * Names on the map, the weightiest first: the region's places, or its municipalities where it brings none.
 * A municipality's seat is named before a larger suburb of another.
 */
function named(shapes, points) {
  const seats = new Set(shapes.municipalities.map((m) => m.name));
  const places = (shapes.places || []).filter((p) => p.persons > 0)
    .map((p) => ({ ...p, at: world(p.lon, p.lat), weight: p.persons * (seats.has(p.name) ? SEAT : 1) }));
  if (!places.length && shapes.municipalities.length > 1) {
    const middle = middles(shapes, points);
    const persons = shapes.municipalities.map(() => 0);
    shapes.municipality.forEach((m, area) => { if (m >= 0) persons[m] += shapes.persons?.[area] || 0; });
    shapes.municipalities.forEach((m, i) => {
      if (Number.isNaN(middle.x[i])) return;
      places.push({ name: m.name, at: [middle.x[i], middle.y[i]], persons: persons[i], weight: persons[i] });
    });
  }
  return places.sort((a, b) => b.weight - a.weight);
}

/**
 * Fetch and decode one version.
 *
 * @param {string} version
 * @returns {Promise<Geo>} areas, arcs, points, municipalities, background, places, units
 */
export async function loadGeography(version) {
  const [shapes, units] = await Promise.all([fetched(version, "shapes.json"), fetched(version, "units.json")]);
  const arcs = decodeLines(shapes.arcs, shapes.scale);
  const points = positions(shapes.points.map((p) => p && p[0]), shapes.points.map((p) => p && p[1]));
  const places = named(shapes, points);
  const [west, south, east, north] = shapes.bounds;
  return {
    version,
    arcs,
    sides: shapes.sides,
    areas: shapes.areas,
    box: boxes(shapes.areas, arcs),
    ids: shapes.ids,
    names: shapes.names,
    municipality: shapes.municipality,
    municipalities: shapes.municipalities,
    groups: grouped(shapes.municipality, shapes.municipalities.length),
    persons: shapes.persons || [],
    points,
    middles: middles(shapes, points),
    land: ground(shapes.background?.land || [], shapes.scale),
    water: ground(shapes.background?.water || [], shapes.scale),
    places,
    bounds: [[south, west], [north, east]],
    units: { ...units, ...positions(units.lon, units.lat) },
  };
}
