/* Where the ranking stands: in a corner of the map where it hides nothing that is looked at, else in a strip below it. */
import { world } from "../core/world.js";
import { map } from "../map/api.js";

const INSET = 16; /* pixels between the ranking and what it keeps clear of */
const PLACES = ["", "is-high", "is-strip"];

const panel = () => document.getElementById("present-ranking");

/** Borders of the areas that are looked at: those that a change does something to, those in focus, else all. */
function bordersOf(answer) {
  const { areas, arcs } = map.geo();
  const { affected, focus } = answer.map;
  const some = answer.bounds ? affected : focus.areas;
  if (!some.length) return [...arcs.start.slice(0, arcs.count).keys()];
  return [...new Set(some.flatMap((area) => areas[area].flat(2).map((ref) => (ref < 0 ? ~ref : ref))))];
}

/** Edges of borders, world units. */
function about(borders) {
  const { box } = map.geo().arcs;
  const edge = (i, most) => most(...borders.map((arc) => box[4 * arc + i]));
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
}

/**
 * Place it.
 *
 * @param {{at: string, bounds: [number, number][]|null, map: Payload}} answer of the step
 * @param {{left: number, top: number, width: number, height: number}} room of the map that nothing covers, pixels of the page
 * @param {(zoom: number) => number} zoomed what a zoom of an address is in that room
 * @returns {number} pixels that it takes below the map
 */
export function placeRanking(answer, room, zoomed) {
  panel().classList.remove(...PLACES.filter(Boolean));
  if (panel().hidden) return 0;
  const { arcs, bounds } = map.geo();
  const borders = bordersOf(answer);
  const [zoom, lat, lon] = (answer.at || "").split("/").map(Number);
  const corners = answer.bounds || (answer.map.focus.kind === "region" && bounds);
  const [west, north, east, south] = corners ? [...world(corners[0][1], corners[1][0]), ...world(corners[1][1], corners[0][0])] : about(borders);
  const at = !answer.bounds && Number.isFinite(lon);
  const [x, y] = at ? world(lon, lat) : [(west + east) / 2, (north + south) / 2];
  const k = at ? 2 ** zoomed(zoom) : Math.min(room.width / (east - west), room.height / (south - north));
  const seen = (box) => borders.some((arc) => {
    for (let i = arcs.start[arc]; i < arcs.start[arc + 1]; i++) {
      const px = room.left + room.width / 2 + (arcs.x[i] - x) * k;
      const py = room.top + room.height / 2 + (arcs.y[i] - y) * k;
      if (px > box.left - INSET && px < box.right + INSET && py > box.top - INSET && py < box.bottom + INSET) return true;
    }
    return false;
  });
  for (const place of PLACES) {
    panel().className = `present-ranking ${place}`.trim();
    if (place !== "is-strip" && !seen(panel().getBoundingClientRect())) return 0;
  }
  return panel().offsetHeight;
}
