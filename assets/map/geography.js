/** A region's shapes and units, fetched once per data version and decoded for drawing. */
import { middles, namedPlaces } from "../core/geography.js";
import { positions } from "../core/world.js";
import { beneath } from "../site.js";
import { decodeLines } from "./lines.js";
import { squareLevels } from "./square_index.js";

/**
 * A document of a version.
 *
 * @param {string} version
 * @param {string} name
 */
export async function fetched(version, name) {
  const answer = await fetch(beneath(`/geo/${encodeURIComponent(version)}/${name}`));
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
 * Fetch and decode one version.
 *
 * @param {string} version
 * @returns {Promise<Geo>} areas, arcs, points, municipalities, background, places, units
 */
export async function loadGeography(version) {
  const [shapes, units] = await Promise.all([fetched(version, "shapes.json"), fetched(version, "units.json")]);
  const arcs = decodeLines(shapes.arcs, shapes.scale);
  const points = positions(shapes.points.map((p) => p && p[0]), shapes.points.map((p) => p && p[1]));
  const places = namedPlaces(shapes, points);
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
    squares: squareLevels(shapes.ground),
    bounds: [[south, west], [north, east]],
    units: { ...units, ...positions(units.lon, units.lat) },
  };
}
