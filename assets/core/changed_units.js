/** What the scenario changes among the units: which are new, closed, moved or resized, and where they stand. */
import { positions, world } from "./world.js";

/** Position of a value in a list, which grows by it where it is new. */
function slot(list, value) {
  const at = list.indexOf(value);
  return at < 0 ? list.push(value) - 1 : at;
}

/**
 * A geography whose units stand as the scenario leaves them.
 *
 * @param {Geo} geo from `geography`
 * @param {AddedUnit[]} added {id, name, form, operator, lat, lon}
 * @param {[number, number, number][]} moved position, latitude and longitude
 * @returns {Geo} `geo` itself where no unit is new or elsewhere
 */
function altered(geo, added, moved) {
  if (!added.length && !moved.length) return geo;
  const { units } = geo;
  const operators = [...units.operators];
  const lon = [...units.lon, ...added.map(({ lon }) => lon)];
  const lat = [...units.lat, ...added.map(({ lat }) => lat)];
  for (const [unit, north, east] of moved) [lat[unit], lon[unit]] = [north, east];
  const after = {
    ...units,
    ids: [...units.ids, ...added.map(({ id }) => id)],
    names: [...units.names, ...added.map(({ name }) => name)],
    form: [...units.form, ...added.map((unit) => units.forms.findIndex((form) => form.key === unit.form))],
    operator: [...units.operator, ...added.map((unit) => slot(operators, unit.operator || ""))],
    operators,
    lon,
    lat,
  };
  return { ...geo, units: { ...after, ...positions(lon, lat) } };
}

/**
 * Read the changes of a payload.
 *
 * @param {Geo} geo from `geography`
 * @param {Payload} payload of the `map-view` store; any of `units.added`, `units.moved`, `units.closed`, `units.marked`,
 *   `changes`, `ring_m` and `ring_label` may be absent
 * @returns {Changes} the geography after the changes; by unit its
 *   `kind` (add, close, move or size), `sized`, `from` (old world position of a moved one), `labels` and `limit`
 *   (words at its ring); metres of the rings
 */
export function readChanges(geo, payload) {
  const { added = [], moved = [], closed = [], marked = [] } = payload.units || {};
  const after = altered(geo, added, moved);
  const of = new Map();
  const note = (unit, kind, more) => of.set(unit, { kind, sized: false, from: null, labels: [], limit: "", ...more });
  added.forEach(({ kind }, i) => note(geo.units.ids.length + i, kind || "add"));
  for (const [unit] of moved) note(unit, "move", { from: [geo.units.x[unit], geo.units.y[unit]] });
  for (const unit of closed) note(unit, "close");
  for (const [unit, kind, north, east] of marked) {
    const from = kind === "move" && north !== null ? world(east, north) : null;
    note(unit, from || kind !== "move" ? kind : "size", { from, sized: kind === "size" });
  }
  for (const change of (payload.units && payload.changes) || []) {
    const unit = after.units.ids.indexOf(change.id);
    if (unit < 0) continue; // of a unit that this version does not have: the server says so in words
    if (!of.has(unit)) {
      if (change.kind !== "size") continue;
      note(unit, "size");
    }
    const own = of.get(unit);
    if (change.kind === "size") own.sized = true;
    if (change.label) own.labels.push(change.label);
    own.limit = change.ring_label || payload.ring_label || own.limit;
  }
  // A change without words of its own goes by the unit's name.
  for (const [unit, own] of of) if (!own.labels.length) own.labels.push(after.units.names[unit]);
  return { geo: after, of, ring: payload.ring_m || 0 };
}
