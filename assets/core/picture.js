/** Everything that a picture of the map places, as plain records: what the server's drawing turns into SVG. */
import { flowsAtZoom, traceFlow, visitFlows } from "./base_flows.js";
import { readChanges } from "./changed_units.js";
import { inOrder, unitRadius } from "./clusters.js";
import { flowOn, focusFlows, homesOf } from "./focus_flows.js";
import { middles, namedPlaces } from "./geography.js";
import * as halfArrows from "./half_arrows.js";
import { layOut } from "./layout.js";
import { formatNumber, formatShare } from "./numbers.js";
import * as ribbons from "./ribbons.js";
import { pathOf } from "./svg_path.js";
import { positions } from "./world.js";

const EDGE = 4; // pixels between a name and the edge of the picture
const KEPT_REGIONS = 4;
const KEPT_WIDTHS = 50000;

/** Geography without its borders, from the documents that the browser's map reads. */
function readGeography({ shapes, units }) {
  const points = positions(shapes.points.map((p) => p[0]), shapes.points.map((p) => p[1]));
  return {
    ...shapes,
    points,
    middles: middles(shapes, points),
    box: shapes.box,
    places: namedPlaces(shapes, points),
    units: { ...units, ...positions(units.lon, units.lat) },
  };
}

/** The base layer of flows, each a path with the strength of its colour. */
function drawnFlows(geo, flows, zoom, frame) {
  const shown = flowsAtZoom(geo, flows, zoom);
  const found = [];
  if (!shown) return found;
  visitFlows(shown, frame, (i, ax, ay, bx, by, wide, strength) => {
    const past = !shown.halves && Boolean(shown.flows.past?.[i]);
    const d = pathOf((pen) => traceFlow(pen, shown.halves, past, ax, ay, bx, by, wide));
    if (d) found.push({ d, past, strength });
  });
  return found;
}

/** The flows of what is in focus, the largest last: whole, and of those that pass the nearest unit with gaps too. */
function drawnFocusFlows(flows, frame) {
  const found = [];
  for (const flow of [...flows].reverse()) {
    if (flow.apart) continue;
    const { ax, ay, bx, by, wide } = flowOn(flow, frame);
    if (!Number.isFinite(ax + ay + bx + by)) continue;
    const edges = ribbons.edges(ax, ay, bx, by, wide, 1.2, 1, flow.past ? ribbons.DASH : 8);
    const d = pathOf((pen) => ribbons.whole(pen, edges));
    found.push({ d, past: flow.past, gaps: flow.past ? pathOf((pen) => ribbons.broken(pen, edges)) : "" });
  }
  return found;
}

/** A sign of a legend: a flow, one that passes the nearest unit, or half an arrow, about the origin. */
function sign(kind, size) {
  const half = size * 0.7;
  if (kind === "halves") return pathOf((pen) => halfArrows.trace(pen, -half - 5, 0, half + 5, 0, size * 0.2));
  const past = kind === "past";
  const edges = ribbons.edges(-half, 2, half, 2, size * 0.55, 1, 1, past ? ribbons.DASH : 12);
  return pathOf((pen) => (past ? ribbons.broken(pen, edges) : ribbons.whole(pen, edges)));
}

/** Units as they are laid out, in pixels of the picture: those of a scenario last. */
function unitMark(units, frame, mark) {
  const { change } = mark;
  const before = change?.from ? change.from.map((v, axis) => v * frame.k + [frame.dx, frame.dy][axis]) : null;
  return {
    unit: mark.unit, x: mark.x + frame.dx, y: mark.y + frame.dy, r: mark.r, alert: mark.alert,
    shape: units.forms[units.form[mark.unit]]?.shape ?? "circle", operator: units.operators[units.operator[mark.unit]] ?? "",
    kind: change?.kind ?? "", sized: Boolean(change?.sized), before, paint: mark.paint,
  };
}

function clusterMark(units, frame, locale, cluster) {
  const form = units.form[cluster.members[0].unit];
  const same = cluster.members.every((m) => units.form[m.unit] === form);
  return {
    x: cluster.x + frame.dx, y: cluster.y + frame.dy, r: cluster.r, alert: Boolean(cluster.alert),
    text: formatNumber(locale, cluster.members.length), shape: same ? (units.forms[form]?.shape ?? "") : "",
    members: cluster.members.map((m) => m.unit),
  };
}

/**
 * A placer of pictures: regions that it knows, and how wide words are.
 *
 * @returns {{know: (key: string, documents: string) => void, measured: (widths: [string, number][]) => void,
 *   place: (asked: string) => string, sign: (kind: string, size: number) => string}} `place` answers
 *   with JSON: the region that is `unknown`, or the `unmeasured` words by weight, to be handed to `know` and `measured` before
 *   it is asked again; or the picture
 */
export function createPlacer() {
  const regions = new Map();
  const widths = new Map(); // by weight and text, of a text one pixel high

  function place(question) {
    const { region, payload, frame, meeting, locale, kept, ranked } = JSON.parse(question);
    const base = regions.get(region);
    if (!base) return JSON.stringify({ unknown: region });
    const unmeasured = new Set();
    const measure = (text, weight, size) => {
      const key = `${weight} ${text}`;
      const width = widths.get(key);
      if (width === undefined) unmeasured.add(key);
      return (width ?? 0.55 * text.length) * size; // about right, so that the same words are asked for
    };
    const { zoom, west, north, width, height } = frame;
    const on = { k: 2 ** zoom, dx: -west, dy: -north, width, height };
    const boxOf = ([x0, y0, x1, y1]) => ({ x0: x0 + west, y0: y0 + north, x1: x1 + west, y1: y1 + north });
    const changes = readChanges(base, payload);
    const { geo } = changes;
    const covers = kept.map(boxOf);
    const flows = focusFlows(geo, payload.focus);
    const view = /** @type {any} */ ({
      changes,
      focus: { ...payload.focus, lone: [], flows },
      state: payload.state ?? new Uint8Array(geo.units.x.length),
      labels: payload.labels,
      ranked,
      affected: payload.affected,
      signs: payload.signs ?? null,
    });
    const { marks, plates, rings, names, ranks } = layOut(geo, view, zoom, {
      measure,
      write: (share) => formatShare(locale, share),
      sight: () => ({ all: boxOf([0, 0, width, height]), covers }),
      meeting,
      edge: boxOf([EDGE, EDGE, width - EDGE, height - EDGE]),
      kept: covers,
    });
    if (unmeasured.size) return JSON.stringify({ unmeasured: [...unmeasured] });
    const { units } = geo;
    const order = inOrder(marks.singles, payload.signs);
    return JSON.stringify({
      units: order.map((mark) => unitMark(units, on, mark)),
      clusters: marks.clusters.map((cluster) => clusterMark(units, on, locale, cluster)),
      operators_known: units.operator.some((at) => units.operators[at]),
      way_radius: Math.max(5, unitRadius(zoom, meeting)),
      plates: plates.map(({ mark, x, y, ...plate }) => ({
        text: plate.text, x: x - west, y: y - north, w: plate.w, h: plate.h, size: plate.size, kind: plate.kind,
        leader: plate.leader ? [mark.x - west, mark.y - north] : null,
      })),
      rings: rings.map(({ points }) => points.map(([x, y]) => [x * on.k - west, y * on.k - north])),
      names: names.map(({ text, x, y, weight, size, colour }) => ({ text, x: x - west, y: y - north, weight, size, colour })),
      flows: drawnFlows(geo, payload.flows, zoom, on),
      focus_flows: drawnFocusFlows(flows, on),
      homes: homesOf(flows).map(({ x, y }) => [x * on.k - west, y * on.k - north]),
      ranks: ranks
        .map(({ at, x, y, r, leader }) => ({ at, x: x - west, y: y - north, r, leader: leader && [leader[0] - west, leader[1] - north] }))
        .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height),
    });
  }

  return {
    know(key, documents) {
      if (regions.size >= KEPT_REGIONS) regions.delete(regions.keys().next().value);
      regions.set(key, readGeography(JSON.parse(documents)));
    },
    measured(found) {
      if (widths.size + found.length > KEPT_WIDTHS) widths.clear();
      for (const [key, width] of found) widths.set(key, width);
    },
    place,
    sign,
  };
}
