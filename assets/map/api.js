/**
 * The map as the page sees it: `window.utbudskarta.map`.
 *
 * The page loads a data version and shows views; the map answers with what was chosen. Every Leaflet map of the page
 * is taken over as it is made, and shows the latest view whichever came first.
 */
(function (ns) {
  "use strict";

  const page = window.utbudskarta;
  let scene = null; // the map in use: {map, board, pointer, dispose}
  let geo = null;
  let find = null;
  let read = null;
  let view = null;
  let wanted = null; // the latest payload
  let loading = { version: null, done: Promise.resolve() };
  let padding = {};

  page.ready = ns.ready = false;
  page.painted = ns.painted = 0;

  /** What the page may set: called when something is chosen, and when the map has moved. */
  ns.onSelect ??= () => {};
  ns.onMove ??= () => {};

  /** What is called with the key of the flow that is pointed at on the map, null for none. */
  ns.onPointFlow ??= () => {};

  /** Whether units can be moved by hand, and what is called when one is dropped; false from it puts the unit back. */
  ns.movable ??= false;
  ns.onMoveUnit ??= () => false;

  function setReady(ready) {
    page.ready = ns.ready = ready;
  }

  let counting = false;
  /** Count a draw when all sheets that it touched are done. */
  function drawn() {
    if (counting) return;
    counting = true;
    queueMicrotask(() => {
      counting = false;
      if (!scene || scene.board.busy || !view) return;
      page.painted = ns.painted += 1;
      scene.settled = true; // from now on the map moves, rather than jumps
      if (wanted === null || wanted.version === geo.version) setReady(true);
    });
  }

  /** The geography as the scenario leaves it. */
  const current = () => (view ? view.changes.geo : geo);

  /** Show the latest payload, if its geography and a map are there. */
  function apply() {
    if (!scene || !geo || !wanted || wanted.version !== geo.version) return;
    view = read(wanted);
    scene.board.show(view);
  }

  /**
   * Fetch a version's geography once; a later call for the same version waits for the same.
   *
   * @param {string} version
   * @returns {Promise<void>}
   */
  ns.load = function (version) {
    if (loading.version === version) return loading.done;
    setReady(false);
    const done = ns.geography(version).then(
      (found) => {
        if (loading.version !== version) return; // overtaken by a newer version
        geo = found;
        find = ns.areaFinder(geo);
        read = ns.viewReader(geo);
        view = null;
        if (scene) {
          scene.board.load(geo);
          ns.camera.limit(scene.map, geo.bounds);
        }
        apply();
      },
      (error) => {
        if (loading.version === version) loading = { version: null, done: Promise.resolve() };
        throw error;
      }
    );
    loading = { version, done };
    return done;
  };

  /**
   * Show what the server sent; loads its version first if it is another.
   *
   * @param {object} payload of the `map-view` store
   * @returns {Promise<void>} when it has been handed to the sheets
   */
  ns.show = function (payload) {
    if (!payload || !payload.version) return Promise.resolve();
    wanted = payload;
    if (geo && geo.version === payload.version) {
      setReady(false);
      apply();
      return Promise.resolve();
    }
    return ns.load(payload.version);
  };

  /**
   * Take over a Leaflet map.
   *
   * @param {L.Map} map
   */
  ns.install = function (map) {
    scene?.dispose();
    const container = map.getContainer();
    const board = ns.board(map, drawn, () => padding);
    const seen = { geo: current, view: () => view, find: (x, y) => (find ? find(x, y) : -1) };
    const picker = ns.picker(board, seen);
    const drawer = ns.drawer(map);
    const pointer = ns.pointer(board, {
      ...seen,
      padding: () => padding,
      select: (kind, id) => ns.onSelect(kind, id),
      may: (target) => dragger.may(target),
      picking: () => picker.on || drawer.on,
      picked: (event) => picker.taken(event) || drawer.on,
      pointed: (key) => ns.onPointFlow(key),
    });
    const dragger = ns.dragger(board, { ...seen, at: pointer.at, picking: () => picker.on || drawer.on });
    ns.nameMap(map);
    const size = new ResizeObserver(() => {
      if (!container.clientWidth || !container.clientHeight) return; // in a hidden tab
      map.invalidateSize({ animate: false });
      if (geo) ns.camera.limit(map, geo.bounds);
    });
    size.observe(container);
    const moved = () => {
      const centre = map.getCenter();
      ns.onMove(map.getZoom(), centre.lat, centre.lng);
    };
    map.on("moveend", moved);
    const own = { board, pointer, picker, drawer, map };
    own.dispose = () => {
      size.disconnect();
      map.off("moveend", moved);
      map.off("unload", own.dispose);
      picker.dispose();
      drawer.dispose();
      dragger.dispose();
      pointer.dispose();
      board.dispose();
      if (scene === own) {
        scene = null;
        setReady(false);
      }
    };
    map.on("unload", own.dispose);
    scene = own;
    if (geo) {
      board.load(geo);
      if (map._loaded) ns.camera.limit(map, geo.bounds);
    }
    apply();
  };

  /**
   * Look at an area, unit, municipality or zone, at bounds, or exactly where another map looked.
   *
   * @param {{area?: string|number, unit?: string|number, municipality?: string|number, zone?: number,
   *   bounds?: number[][], zoom?: number, lat?: number, lon?: number, seconds?: number}} what ids or positions
   */
  ns.flyTo = function (what) {
    if (!scene) return;
    if (what.lat !== undefined) {
      const somewhere = Math.abs(what.lat) <= 90 && Math.abs(what.lon) <= 180 && Number.isFinite(what.zoom ?? 0);
      if (!somewhere) return ns.reset(); // a damaged link
      scene.map.setView([what.lat, what.lon], what.zoom ?? scene.map.getZoom(), { animate: false });
      return;
    }
    if (!geo) return;
    const [bounds, zooms] = ns.camera.target(current(), view, what);
    ns.camera.fit(scene.map, bounds, padding, { ...zooms, still: !scene.settled, seconds: what.seconds });
  };

  /** Look at the whole region. */
  ns.reset = function () {
    ns.flyTo({});
  };

  /**
   * Outline an area or unit as if pointed at: a row of the table is.
   *
   * @param {"area"|"unit"|null} kind
   * @param {string} [id]
   */
  ns.point = function (kind, id) {
    if (!scene || !geo || !view) return;
    const area = kind === "area" ? geo.ids.indexOf(id) : -1;
    const unit = kind === "unit" ? current().units.ids.indexOf(id) : -1;
    const mark = scene.board.marks.singles.find((m) => m.unit === unit);
    scene.board.hover(area >= 0 ? { kind, area } : mark ? { kind, unit, mark } : null);
  };

  /**
   * Say what part of the map panels cover.
   *
   * @param {{left?: number, top?: number, right?: number, bottom?: number}} covered pixels
   */
  ns.setPadding = function (covered) {
    padding = { ...covered };
    scene?.board.panned();
  };

  /**
   * Give the map the page's words and locale; see `words` in texts.js for the keys.
   *
   * @param {object} given
   */
  ns.setTexts = function (given) {
    ns.setWords(given);
    ns.renameControls();
    if (scene) ns.nameMap(scene.map);
  };

  /** The geography as it was decoded, and the area at a place: -1 outside them all. */
  ns.geo = () => geo;
  ns.areaAt = (lon, lat) => (find ? find(...ns.world(lon, lat)) : -1);

  ns.actions({ scene: () => scene, geo: () => geo, current, view: () => view, padding: () => padding });

  // The map is complete only after its own initialisation: zoom animation is decided last.
  window.L?.Map.addInitHook(function () {
    queueMicrotask(() => this._container && ns.install(this));
  });
})(((window.utbudskarta ??= {}).map ??= {}));
