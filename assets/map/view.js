/** What the server asks to be shown, decoded; parts that did not change stay the same object. */
import { readChanges } from "../core/changed_units.js";
import { focusFlows } from "../core/focus_flows.js";
import { world } from "../core/world.js";
import { groupedByClass } from "../core/years.js";
import { between, chains, outline } from "./borders.js";
import { unpack } from "./decode.js";
import { words } from "./texts.js";

/** Areas of each class by municipality, so that a class in a municipality is one path. */
function readFill(geo, fill) {
  if (!fill) return null;
  const classes = unpack(fill.classes, Uint8Array) || [];
  const hatched = new Set(fill.hatched || []);
  const kinds = Math.max(fill.colours.length, ...[...hatched].map((k) => k + 1));
  const groups = groupedByClass(geo.groups, classes, kinds);
  const uncertain = new Set(fill.uncertain || []);
  return { key: fill.key, groups, colours: fill.colours, hatched, uncertain, compares: ["change", "difference", "news"].includes(fill.key) };
}

/**
 * The same view with other classes in the same colours. What is told of an area beside the pointer is not of them:
 * that figure is left out.
 *
 * @param {Geo} geo
 * @param {View} view with a fill
 * @param {Uint8Array} classes a class an area
 * @returns {View}
 */
export function recoloured(geo, view, classes) {
  const { fill } = view;
  const groups = groupedByClass(geo.groups, classes, fill.groups.length);
  return { ...view, fill: { ...fill, groups }, hover: view.hover.filter(({ key }) => key !== fill.key) };
}

/**
 * The same view without what is told of an answer that a unit in hand outdates: zones, service areas and flows.
 *
 * @param {View} view
 * @param {number} ring metres about the unit, 0 for none
 * @returns {View}
 */
export const quieted = (view, ring) => ({
  ...view,
  zones: null, service: null, flows: null, hover: [], focus: { ...view.focus, flows: [] }, changes: { ...view.changes, ring },
});

/**
 * The same view with its areas coloured by something else for the moment.
 *
 * @param {Geo} geo
 * @param {View} view
 * @param {{classes: Uint8Array, colours: string[]}} fill a class an area, and the colour of each; one class more is of areas
 *   of which nothing is known
 * @returns {View}
 */
export function previewed(geo, view, { classes, colours }) {
  const groups = groupedByClass(geo.groups, classes, colours.length + 1);
  const fill = { key: "change", groups, colours, hatched: new Set([colours.length]), uncertain: /** @type {Set<number>} */ (new Set()), compares: true };
  return { ...view, fill };
}

/** Outlines of classes: none is 0. Zones have shores, service areas only borders with each other. */
function readOutlines(geo, text, inland) {
  const classes = unpack(text, Uint16Array);
  if (!classes) return null;
  return { classes, lines: chains(geo.arcs, between(geo, (area) => classes[area], inland)) };
}

/** How units differ by measures; null where their signs say who runs them. */
function readSigns(signs) {
  return signs && { ...signs, radii: unpack(signs.radii, Float32Array), classes: unpack(signs.classes, Uint8Array) };
}

function readFocus(geo, focus) {
  const areas = focus?.areas || [];
  const kind = focus?.kind || "region";
  const outlined = kind !== "region" && kind !== "unit";
  return {
    kind,
    areas,
    unit: focus?.unit ?? null,
    lone: focus?.lone || [],
    flows: focusFlows(geo, focus, words.flow),
    corners: (focus?.corners || []).map(([lat, lon]) => world(lon, lat)),
    lines: outlined && areas.length ? chains(geo.arcs, outline(geo, areas)) : [],
  };
}

/**
 * A viewReader of views for one geography, remembering each part by its text.
 *
 * @param {Geo} geo from `geography`
 * @returns {(payload: Payload) => View} payload of the `map-view` store -> view
 */
export function viewReader(geo) {
  const kept = new Map();

  function part(name, raw, read) {
    const text = JSON.stringify(raw ?? null);
    if (kept.get(name)?.text !== text) kept.set(name, { text, value: read(raw ?? null) });
    return kept.get(name).value;
  }

  function readUnits(units) {
    return units?.state ? unpack(units.state, Uint8Array) : new Uint8Array(geo.units.x.length);
  }

  /** The changes first: what is in focus stands where the scenario leaves it. */
  function read(payload) {
    const changes = part(
      "changes",
      [payload.units && { ...payload.units, state: null, signs: null }, payload.changes, payload.ring_m, payload.ring_label],
      () => readChanges(geo, payload)
    );
    const focus = part("focus", [payload.focus, kept.get("changes").text], () => readFocus(changes.geo, payload.focus));
    return { changes, focus };
  }

  return (payload) => ({
    ...read(payload),
    stale: Boolean(payload.stale),
    fill: part("fill", payload.fill, (fill) => readFill(geo, fill)),
    zones: part("zones", payload.zones, (text) => readOutlines(geo, text, false)),
    service: part("service", payload.service, (s) => s && readOutlines(geo, s.classes, true)),
    flows: part("flows", payload.flows, (flows) => flows),
    state: part("units", payload.units, readUnits),
    signs: part("signs", payload.units?.signs, readSigns),
    labels: payload.labels !== false,
    ranked: part("ranked", payload.ranked, (areas) => areas || []),
    affected: part("affected", payload.affected, (areas) => areas || []),
    pin: part("pin", payload.pin, (pin) => pin && world(pin[1], pin[0])),
    hover: part("hover", payload.hover, (rows) =>
      (rows || []).map((row) => ({ ...row, values: unpack(row.values, Float32Array) || [] }))
    ),
    unitHover: part("unit_hover", payload.unit_hover, (rows) => rows || []),
  });
}
