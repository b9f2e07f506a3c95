/**
 * The map as the page sees it.
 *
 * The page loads a data version and shows views; the map answers with what was chosen. Every Leaflet map of the page
 * is taken over as it is made, and shows the latest view whichever came first.
 */
import { world } from "../core/world.js";
import { actions } from "./actions.js";
import { createBoard } from "./board.js";
import * as camera from "./camera.js";
import { nameMap, renameControls } from "./controls.js";
import { createDragger } from "./drag.js";
import { createDrawer } from "./draw.js";
import { ashore, inWater } from "./dry_land.js";
import { loadGeography } from "./geography.js";
import { areaFinder, snapped } from "./hit.js";
import { createPicker } from "./pick.js";
import { createPointer } from "./pointer.js";
import { createRuler } from "./ruler.js";
import { secondMap } from "./second.js";
import { setWords } from "./texts.js";
import { previewed, quieted, recoloured, viewReader } from "./view.js";

/** @type {Scene} the map in use */
let scene = null;
/** @type {Geo} */
let geo = null;
/** @type {(x: number, y: number) => number} */
let find = null;
/** @type {(payload: Payload) => View} */
let read = null;
/** @type {View} */
let view = null;
/** @type {{before: View, quiet: View}|null} what is shown but for a preview, and what a preview keeps of it; null while there is none */
let resting = null;
/** @type {Payload} the latest */
let wanted = null;
let loading = { version: null, done: Promise.resolve() };
/** @type {Padding} */
let padding = {};

let counting = false;
/** Count a draw when all sheets that it touched are done. */
function drawn() {
  if (counting) return;
  counting = true;
  queueMicrotask(() => {
    counting = false;
    if (!scene || scene.board.busy || !view) return;
    map.painted += 1;
    scene.settled = true; // from now on the map moves, rather than jumps
    if (wanted === null || wanted.version === geo.version) map.ready = true;
  });
}

/** The geography as the scenario leaves it. */
const current = () => (view ? view.changes.geo : geo);

/** Show the latest payload, if its geography and a map are there. */
function apply() {
  if (!scene || !geo || !wanted || wanted.version !== geo.version) return;
  put(read(wanted));
}

/** Show a view, on the map and in the card that is up. */
function put(next) {
  view = next;
  resting = null;
  scene.board.show(view);
  scene.pointer.retell();
}

/** Take over a geography that has come. */
function take(found) {
  geo = found;
  find = areaFinder(geo);
  read = viewReader(geo);
  view = resting = null;
  if (scene) {
    scene.board.load(geo);
    camera.limit(scene.map, geo.bounds);
  }
  apply();
  beside.resetSecond();
}

/**
 * Take over a Leaflet map.
 *
 * @param {L.Map & {_loaded?: boolean}} leaflet
 */
function install(leaflet) {
  scene?.dispose();
  const container = leaflet.getContainer();
  const board = createBoard(leaflet, drawn, () => padding);
  const seen = { geo: current, view: () => view, find: (x, y) => (find ? find(x, y) : -1) };
  const picker = createPicker(board, seen);
  const drawer = createDrawer(leaflet);
  const ruler = createRuler(leaflet, () => padding);
  const picking = () => picker.on || drawer.on;
  const pointer = createPointer(board, {
    ...seen,
    picking,
    padding: () => padding,
    select: (kind, id, event) => map.onSelect(kind, id, event),
    may: (target) => dragger.may(target),
    picked: (event) => picker.taken(event) || drawer.on,
    pointed: (key) => map.onPointFlow(key),
  });
  const dragger = createDragger(board, {
    ...seen,
    picking,
    at: pointer.at,
    movable: () => map.movable,
    moveUnit: (id, lat, lon) => map.onMoveUnit(id, lat, lon),
    snapped: (x, y, reach) => (map.snaps && geo ? snapped(geo.places, x, y, reach) : [x, y]),
    carried: (where) => map.onCarry(where),
  });
  nameMap(leaflet);
  const size = new ResizeObserver(() => {
    if (!container.clientWidth || !container.clientHeight) return; // in a hidden tab
    leaflet.invalidateSize({ animate: false });
    if (geo) camera.limit(leaflet, geo.bounds);
  });
  size.observe(container);
  const moved = () => {
    const centre = leaflet.getCenter();
    map.onMove(leaflet.getZoom(), centre.lat, centre.lng);
  };
  const events = { moveend: moved, whole: () => map.reset(), unload: dispose };
  leaflet.on(events);
  const own = { board, pointer, picker, drawer, ruler, dragger, map: leaflet, settled: false, dispose };

  function dispose() {
    size.disconnect();
    leaflet.off(events);
    for (const part of [picker, drawer, ruler, dragger, pointer, board]) part.dispose();
    if (scene !== own) return;
    scene = null;
    map.ready = false;
    beside.resetSecond();
  }

  scene = own;
  if (geo) {
    board.load(geo);
    if (leaflet._loaded) camera.limit(leaflet, geo.bounds);
  }
  apply();
  beside.resetSecond();
}

const beside = secondMap({ scene: () => scene, geo: () => geo, padding: () => padding });

export const map = {
  /** Whether the map shows what was last asked for, and how many times it has been painted. */
  ready: false,
  painted: 0,

  /** What the page may set: called when something is chosen, by which press, and when the map has moved. */
  /** @type {(kind: string|null, id: string|null, event?: MouseEvent) => void} */
  onSelect: () => {},
  /** @type {(zoom: number, lat: number, lon: number) => void} */
  onMove: () => {},

  /** What is called with the key of the flow that is pointed at on the map, null for none. */
  /** @type {(key: string|null) => void} */
  onPointFlow: () => {},

  /** Whether units can be moved by hand, and what is called when one is dropped; false from it puts the unit back. */
  movable: false,
  /** @type {(id: string, lat: number, lon: number) => boolean|void} */
  onMoveUnit: () => false,

  /** Whether a unit that is carried by hand is drawn to the places that have names. */
  snaps: false,

  /** What is called with where a unit is while it is carried, by hand or by keys; null when it is put back. */
  /** @type {(where: CarriedUnitPlace|null) => void} */
  onCarry: () => {},

  /**
   * Fetch a version's geography once; a later call for the same version waits for the same.
   *
   * @param {string} version
   * @returns {Promise<void>}
   */
  load(version) {
    if (loading.version === version) return loading.done;
    map.ready = false;
    const done = loadGeography(version).then(
      (found) => {
        if (loading.version === version) take(found); // else overtaken by a newer version
      },
      (error) => {
        if (loading.version === version) loading = { version: null, done: Promise.resolve() };
        throw error;
      }
    );
    loading = { version, done };
    return done;
  },

  /**
   * Show what the server sent; loads its version first if it is another.
   *
   * @param {Payload} payload of the `map-view` store
   * @returns {Promise<void>} when it has been handed to the sheets
   */
  show(payload) {
    if (!payload || !payload.version) return Promise.resolve();
    wanted = payload;
    if (geo && geo.version === payload.version) {
      map.ready = false;
      apply();
      return Promise.resolve();
    }
    return map.load(payload.version);
  },

  /**
   * Colour the areas by other classes in the same colours, until the next view comes; null takes them back.
   *
   * @param {Uint8Array|null} classes a class an area
   */
  recolour(classes) {
    if (!classes) apply();
    if (!classes || !scene || !view?.fill || wanted.version !== geo.version) return;
    put(recoloured(geo, read(wanted), classes));
  },

  /**
   * Colour the areas by something else while a unit is in hand, until the next view comes; null takes it back.
   *
   * @param {{classes: Uint8Array, colours: string[]}|null} fill
   * @param {number} [ring] metres about the unit
   */
  preview(fill, ring = 0) {
    if (!scene || !view || (!fill && !resting)) return;
    resting ??= { before: view, quiet: quieted(view, ring) };
    view = fill ? previewed(geo, resting.quiet, fill) : resting.before;
    if (!fill) resting = null;
    scene.board.show(view, true);
  },

  /**
   * Look at an area, unit, municipality or zone, at bounds, or exactly where another map looked.
   *
   * @param {{area?: string|number, areas?: number[], unit?: string|number, units?: number[], municipality?: string|number, zone?: number,
   *   bounds?: [number, number][], zoom?: number, lat?: number, lon?: number, seconds?: number}} what ids or positions
   */
  flyTo(what) {
    if (!scene) return;
    if (what.lat !== undefined) {
      const somewhere = Math.abs(what.lat) <= 90 && Math.abs(what.lon) <= 180 && Number.isFinite(what.zoom ?? 0);
      if (!somewhere) return map.reset(); // a damaged link
      scene.map.setView([what.lat, what.lon], what.zoom ?? scene.map.getZoom(), { animate: false });
      return;
    }
    if (!geo) return;
    const [bounds, zooms] = camera.target(current(), view, what);
    camera.fit(scene.map, bounds, padding, { ...zooms, still: !scene.settled, seconds: what.seconds });
  },

  /** Look at the whole region. */
  reset() {
    map.flyTo({});
  },

  /**
   * Outline an area or unit as if pointed at: a row of the table is.
   *
   * @param {"area"|"unit"|null} kind
   * @param {string} [id]
   */
  point(kind, id) {
    if (!scene || !geo || !view) return;
    const area = kind === "area" ? geo.ids.indexOf(id) : -1;
    const unit = kind === "unit" ? current().units.ids.indexOf(id) : -1;
    const mark = scene.board.marks.singles.find((m) => m.unit === unit);
    scene.board.hover(area >= 0 ? { kind: "area", area } : mark ? { kind: "unit", unit, mark } : null);
  },

  /**
   * Say what part of the map panels cover.
   *
   * @param {{left?: number, top?: number, right?: number, bottom?: number}} covered pixels
   */
  setPadding(covered) {
    padding = { ...covered };
    scene?.board.panned();
  },

  /**
   * Give the map the page's words and locale; see `words` in texts.js for the keys.
   *
   * @param {object} given
   */
  setTexts(given) {
    setWords(given);
    renameControls();
    if (scene) nameMap(scene.map);
  },

  /** The geography as it was decoded, as the scenario leaves it, and the area at a place: -1 outside them all. */
  geo: () => geo,
  current,
  inWater: (lat, lon) => Boolean(geo && find) && inWater(geo, find, lat, lon),
  ashore: (lat, lon) => (geo && find ? ashore(geo, find, lat, lon) : null),
  areaAt: (lon, lat) => (find ? find(...world(lon, lat)) : -1),

  /** The Leaflet map in use with what is drawn on it, null for none, and the view that it shows. */
  scene: () => scene,
  view: () => view,

  second: beside.second,

  ...actions({ scene: () => scene, geo: () => geo, current, view: () => view, padding: () => padding }),
};

// The map is complete only after its own initialisation: zoom animation is decided last.
window.L?.Map.addInitHook(function () {
  queueMicrotask(() => this._container && !this.options.second && install(this));
});
