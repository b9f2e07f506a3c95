/**
 * The drawing board of one map: six sheets, what each shows, and when it is drawn again.
 *
 * ground: land and lakes, close by roads, water, railways and stops too - areas: their colours, borders, zones and service areas - flows: all, dimmed by CSS when something is chosen -
 * chosen: outlines and flows of what is chosen or pointed at - marks: units, what the scenario changes, and names -
 * edges: where flows go that end beyond the map.
 */
import { layOut, NOTHING_LAID } from "../core/layout.js";
import { drawAreas, drawBorders, drawGround, drawLand } from "./areas.js";
import { bordersOf, chains, outline } from "./borders.js";
import { drawChosen, drawHomes, drawOne } from "./chosen.js";
import * as edges from "./edges.js";
import { drawFlows } from "./flows.js";
import { createGrowth } from "./growth.js";
import { areaFinder } from "./hit.js";
import { drawLabels, font, measureWith } from "./labels.js";
import { createMarker } from "./marks.js";
import { drawCorners, drawHovered, drawRing, drawSelected, drawService, drawZones } from "./outlines.js";
import { createOverlay } from "./overlay.js";
import { createPalette, watchTheme } from "./palette.js";
import { drawPin } from "./pin.js";
import { coversOf, drawLeaders, drawPlates, sightOf } from "./plates.js";
import { drawRankLeaders, drawRanks } from "./ranks.js";
import { drawCircle } from "./rings.js";
import { sheetClass } from "./sheet.js";
import { createSquares } from "./squares.js";
import { drawUnits } from "./symbols.js";
import { formatValue } from "./texts.js";

const MANY = 6; // rings

/**
 * @param {L.Map} map
 * @param {() => void} drawn called after each completed draw
 * @param {() => Padding} padding pixels of the map that panels cover, by side
 * @returns {Board}
 */
export function createBoard(map, drawn, padding) {
  const Sheet = sheetClass();
  const container = map.getContainer();
  const palette = createPalette(container);
  const counts = { areas: 0, flows: 0, labels: 0, pins: 0, changes: {} };
  const overlay = createOverlay(map, palette);
  const dirty = new Set();
  let geo = null;
  let view = null;
  let borders = null;
  let finder = null; // the area at a place
  let draw = null; // the marker
  let hovered = null;
  let pressed = null; // lines of an area just clicked, until the server answers
  let asked = 0;
  let lifted = null; // the mark that is carried, or waits for the answer to where it was dropped
  /** @type {Laid} */
  let placed = { ...NOTHING_LAID };
  let plates = []; // at the edge

  /** Marks and names at the zoom that is drawn; laid out once for each zoom and view. */
  function laid(ctx, zoom) {
    placed = layOut(geo, view, zoom, {
      measure: measureWith(ctx), write: (share) => formatValue("share", share).text,
      sight: () => sightOf(map), meeting: palette.meeting, lifted,
    }, placed);
    return placed;
  }

  /** Plates keep inside the view: where it has moved so that one would not, they are laid out again. */
  function panned() {
    if (view && map._loaded) ask("edges");
    if (!view?.changes.of.size || !map._loaded || map._animatingZoom) return;
    const { key } = placed;
    if (laid(sheets.marks._ctx, map.getZoom()).key !== key) ask("marks");
  }

  const painters = {
    ground(ctx, frame) {
      const edge = palette.of("map-area-line");
      drawGround(ctx, geo.land, frame, palette.of("map-outside"), edge);
      drawGround(ctx, geo.water, frame, palette.of("map-water"), null);
      drawLand(ctx, geo, geo.groups, frame, palette.of("map-land"));
      squares.draw(ctx, frame, palette);
    },
    areas(ctx, frame) {
      counts.areas = drawAreas(ctx, geo, view.fill, frame, palette, squares.at(frame.zoom));
      drawBorders(ctx, geo, borders, frame, palette);
      drawService(ctx, geo, view.service, view.focus, frame, palette);
      drawZones(ctx, geo, view.zones, frame, palette, Boolean(view.fill?.compares));
    },
    flows(ctx, frame) {
      counts.flows = drawFlows(ctx, geo, view.flows, frame, palette);
    },
    chosen(ctx, frame) {
      if (!pressed) drawChosen(ctx, view.focus.flows, frame, palette, growth.part);
      // Above its own flows, or a small area would vanish under them.
      const lines = pressed || view.focus.lines;
      if (lines.length) drawSelected(ctx, geo, lines, frame, palette);
      if (view.focus.corners.length) drawCorners(ctx, view.focus.corners, frame, palette);
      if (hovered?.kind === "flow") drawOne(ctx, hovered, frame, palette, 1, true);
      if (hovered?.kind === "area") drawHovered(ctx, geo, hovered.area, frame, palette);
      const about = hovered?.mark || hovered?.cluster;
      if (!about) return;
      const r = about.r + (hovered.cluster ? 3.5 : about.change?.sized ? 8 : 4);
      drawRing(ctx, about.x + frame.dx, about.y + frame.dy, r, "map-hover", 1.5, palette);
    },
    marks(ctx, frame) {
      const { marks, names, plates, rings, ranks } = laid(ctx, frame.zoom);
      if (!view.fill) squares.name(ctx, frame, palette, placed);
      for (const ring of rings) drawCircle(ctx, ring.points, frame, palette, rings.length > MANY);
      drawLeaders(ctx, plates, frame, palette);
      drawRankLeaders(ctx, ranks, frame, palette);
      counts.changes = drawUnits(ctx, geo, marks, { unit: view.focus.unit, lifted, draw, signs: view.signs }, frame, palette);
      drawHomes(ctx, view.focus.flows, frame, palette);
      drawLabels(ctx, names, frame, palette);
      drawPlates(ctx, plates, frame, palette);
      drawRanks(ctx, ranks, frame, palette);
      if (view.pin) drawPin(ctx, view.pin[0] * frame.k + frame.dx, view.pin[1] * frame.k + frame.dy, palette);
      counts.pins = Number(Boolean(view.pin));
      counts.labels = names.length;
    },
    edges(ctx, frame) {
      const { left = 0, top = 0, right = 0, bottom = 0 } = padding();
      const box = { left, top, right: frame.width - right, bottom: frame.height - bottom };
      const over = (x, y) => finder((x - frame.dx) / frame.k, (y - frame.dy) / frame.k) >= 0;
      plates = pressed ? [] : edges.layout(ctx, view.focus.flows, frame, box, palette, over, () => coversOf(map));
      edges.draw(ctx, plates, palette, hovered?.kind === "flow" ? hovered.key : null);
    },
  };

  const sheets = {};
  Object.keys(painters).forEach((name, i) => {
    const painter = (ctx, frame) => geo && view && painters[name](ctx, frame);
    sheets[name] = new Sheet(name, painter, { zIndex: i + 1, ...(name === "edges" && { padding: 0 }) }).on("drawn", () => {
      dirty.delete(name);
      if (!dirty.size && view) drawn();
    });
    sheets[name].addTo(map);
  });

  const squares = createSquares(map, () => ask("ground", "marks"));
  const growth = createGrowth(() => sheets.chosen.redraw());

  /** Draw some sheets before the next frame. */
  function ask(...names) {
    for (const name of names.length ? names : Object.keys(sheets)) dirty.add(name);
    if (asked) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      for (const name of Object.keys(sheets)) if (dirty.has(name)) sheets[name].redraw();
    });
  }

  function restyle() {
    palette.forget();
    placed = { ...NOTHING_LAID };
    if (geo) draw = createMarker(geo.units, palette);
    if (view) ask();
  }

  const unwatch = watchTheme(container, restyle);
  restyle();
  // Names are measured again when the typeface has come.
  Promise.allSettled([400, 500, 600, 700].map((weight) => document.fonts.load(font(weight, 13)))).then(() => {
    placed = { ...NOTHING_LAID };
    if (view) ask("marks");
  });
  map.on("moveend", panned);

  return {
    map,
    sheets,
    palette,
    counts,
    get marks() {
      return placed.marks;
    },
    /** What is written at the map's edge. */
    get plates() {
      return plates;
    },
    /** What is written about changes, the numbers of a ranking, and how often the sheet of what moves was drawn: for tests. */
    get told() {
      return { plates: placed.plates, rings: placed.rings, ranks: placed.ranks, redrawn: overlay.redrawn };
    },
    /** Whether a unit is in hand, or waits for the answer to where it was dropped. */
    get held() {
      return lifted !== null;
    },
    get busy() {
      return dirty.size > 0;
    },

    /** Take over a region's geography. */
    load(next) {
      geo = next;
      squares.take(geo);
      // A region that brings no coast has land about it rather than sea.
      container.classList.toggle("is-landlocked", !geo.land.polygons.length);
      borders = bordersOf(geo);
      finder = areaFinder(geo);
      view = null;
      hovered = pressed = lifted = null;
      overlay.show(null);
      draw = createMarker(geo.units, palette);
    },

    /** Show a view: only the sheets whose parts changed are drawn. What is carried stays in hand where `held`. */
    show(next, held = false) {
      const before = view || {};
      view = next;
      // As the scenario leaves it: units of it are new, or stand elsewhere.
      if (geo !== view.changes.geo) draw = createMarker(view.changes.geo.units, palette);
      geo = view.changes.geo;
      if (lifted && !held) this.lift(null);
      const changed = (...parts) => parts.some((p) => before[p] !== next[p]);
      const waited = pressed !== null;
      pressed = null;
      container.classList.toggle("is-stale", next.stale);
      container.classList.toggle("has-chosen", next.focus.flows.some((f) => !f.apart));
      if (changed("fill", "zones", "service") || (next.service && changed("focus"))) ask("areas");
      if (!before.focus) ask("ground");
      if (changed("flows") || before.changes?.geo !== geo) ask("flows");
      if (changed("focus")) growth.start(view.focus.flows.some((f) => !f.apart));
      if (changed("focus", "changes") || waited) ask("chosen", "edges");
      if (changed("state", "signs", "labels", "focus", "changes", "ranked", "affected", "pin")) ask("marks");
      if (!dirty.size) drawn();
    },

    /** Outline what is pointed at, at once. */
    hover(next) {
      const flow = hovered?.kind === "flow" || next?.kind === "flow";
      hovered = next;
      ask("chosen");
      if (flow) ask("edges");
    },

    /** Outline an area that was just clicked, before the server has answered. */
    press(area) {
      pressed = area === null ? [] : chains(geo.arcs, outline(geo, [area]));
      ask("chosen");
    },

    /** Panels over the map were moved: plates keep clear of them. */
    panned,

    /** Take a unit's mark off its place, to be carried; null puts it back. */
    lift(mark) {
      lifted = mark;
      placed.key = null;
      hovered = null;
      if (!mark) overlay.show(null);
      ask("marks", "chosen");
    },

    /** Draw what is carried, or where a place would be picked; null takes it off. */
    carry(where) {
      overlay.show(where && view && { geo, mark: lifted, ring: view.changes.ring, draw, plates: placed.plates, ...where });
    },

    /** Places to be drawn under what is carried: at once, or with what is drawn next. */
    spot(spots, now = false) {
      overlay.spots = spots;
      if (now) overlay.again();
    },

    dispose() {
      overlay.show(null);
      map.off("moveend", panned);
      cancelAnimationFrame(asked);
      growth.stop();
      squares.dispose();
      unwatch();
      for (const sheet of Object.values(sheets)) sheet.remove();
    },
  };
}
