/* What if: the changes of a scenario, as text in the address and as a list. */
import { constants } from "../constants.js";
import { state } from "./address.js";

export const MOST = constants.most.changes;
const PLACE_DECIMALS = constants.decimals.place;
const SIZE_DECIMALS = 2;
const PLACE = "(-?\\d{1,3}(?:\\.\\d+)?),(-?\\d{1,3}(?:\\.\\d+)?)";
const SIZE = "(\\d{1,6}(?:\\.\\d+)?)";
const KINDS = {
  add: new RegExp(`^add:(n[1-9]\\d{0,3})@${PLACE}\\*${SIZE}$`),
  close: /^close:([^;@,]+)$/,
  move: new RegExp(`^move:([^;@,]+)@${PLACE}$`),
  size: new RegExp(`^size:([^;@,]+)\\*${SIZE}$`),
};

const round = (value, decimals) => Number(Number(value).toFixed(decimals));

/** One change in words of the address; null where it says nothing that can be done. */
function read(text) {
  const kind = text.split(":")[0];
  const found = Object.hasOwn(KINDS, kind) && text.match(KINDS[kind]);
  if (!found) return null;
  const item = { kind, id: found[1] };
  try {
    if (kind !== "add") item.id = decodeURIComponent(found[1]);
  } catch {
    return null; /* half a percent sign */
  }
  if (kind === "add" || kind === "move") Object.assign(item, { lat: round(found[2], PLACE_DECIMALS), lon: round(found[3], PLACE_DECIMALS) });
  if (kind === "add" || kind === "size") item.capacity = round(found[found.length - 1], SIZE_DECIMALS);
  const placed = item.lat === undefined || (Math.abs(item.lat) <= 90 && Math.abs(item.lon) <= 180);
  return placed && item.capacity !== 0 ? item : null;
}

/** Whether an item may stand after those before it: each unit is added, moved, resized and closed once. */
function fits(items, item) {
  const same = items.filter((one) => one.id === item.id);
  if (same.some((one) => one.kind === item.kind || one.kind === "close" || one.kind === "add")) return false;
  return item.kind !== "close" || !same.length;
}

/**
 * The changes that a text of the address names.
 *
 * @param {string} text
 * @returns {{items: ChangeItem[], broken: string[]}} in the order of doing, each {kind, id} with lat, lon and capacity
 *   as its kind has them; and the parts that make no sense, or are more than a scenario may have
 */
export function parse(text) {
  const items = [];
  const broken = [];
  String(text || "").split(";").filter(Boolean).forEach((part) => {
    const item = items.length < MOST ? read(part) : null;
    if (item && fits(items, item)) items.push(item);
    else broken.push(part);
  });
  return { items, broken };
}

/** The text of some changes: what `parse` reads. */
export function format(items) {
  const place = (one) => `${one.lat.toFixed(PLACE_DECIMALS)},${one.lon.toFixed(PLACE_DECIMALS)}`;
  const size = (one) => String(round(one.capacity, SIZE_DECIMALS));
  const id = (one) => encodeURIComponent(one.id);
  return items.map((one) => ({
    add: () => `add:${one.id}@${place(one)}*${size(one)}`,
    close: () => `close:${id(one)}`,
    move: () => `move:${id(one)}@${place(one)}`,
    size: () => `size:${id(one)}*${size(one)}`,
  })[one.kind]()).join(";");
}

/**
 * The list with one more change; what it overrides is taken out.
 *
 * @param {ChangeItem[]} items
 * @param {ChangeItem} item
 * @returns {ChangeItem[]|null} null where it cannot be done: of a closed unit, or one that is closed already
 */
function put(items, item) {
  const added = items.findIndex((one) => one.kind === "add" && one.id === item.id);
  if (item.kind === "add") return [...items, item];
  if (added >= 0) { /* a unit that is not there today is simply written otherwise */
    if (item.kind === "close") return items.filter((_, at) => at !== added);
    return items.map((one, at) => (at === added ? { ...one, ...item, kind: "add" } : one));
  }
  if (items.some((one) => one.kind === "close" && one.id === item.id)) return null;
  const rest = items.filter((one) => one.id !== item.id || (item.kind !== "close" && one.kind !== item.kind));
  return [...rest, item];
}

/** The first name that no added unit has. */
function freeId(items) {
  const taken = items.filter((one) => one.kind === "add").map((one) => Number(one.id.slice(1)));
  return `n${Math.max(0, ...taken) + 1}`;
}

/* In the page: every change is one step of the browser's history. */

const steps = []; /* texts before and after, so that undoing a second move goes back to the first */
export const items = () => parse(state.get("changes")).items;

function tell(did, item) {
  document.dispatchEvent(new CustomEvent("whatif", { detail: { did, item } }));
}

function write(next, kept) {
  const before = state.get("changes");
  const after = format(next);
  const patch = { changes: after || null };
  const unit = state.get("unit");
  if (/^n\d+$/.test(unit) && items().some((one) => one.id === unit) && !next.some((one) => one.id === unit)) {
    patch.unit = null; /* what is not there cannot be in focus */
  }
  if (kept !== false) steps.push({ before, after });
  return state.set(patch);
}

function doIt(item) {
  const had = items();
  const next = put(had, item);
  if (next === null) return false;
  if (next.length > MOST) { tell("full", item); return false; }
  if (format(next) === format(had)) return false;
  write(next);
  tell(next.length < had.length && !next.includes(item) ? "remove" : item.kind, item); /* an added unit is no more */
  return true;
}

const place = (lat, lon) => ({ lat: round(lat, PLACE_DECIMALS), lon: round(lon, PLACE_DECIMALS) });
const size = (capacity) => ({ capacity: round(capacity, SIZE_DECIMALS) });
const isPlace = (lat, lon) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
export const isSize = (capacity) => round(capacity, SIZE_DECIMALS) > 0 && capacity < 1e6;

export const add = (lat, lon, capacity) => isPlace(lat, lon) && isSize(capacity)
  && doIt({ kind: "add", id: freeId(items()), ...place(lat, lon), ...size(capacity) });
export const close = (id) => doIt({ kind: "close", id });
export const move = (id, lat, lon) => isPlace(lat, lon) && doIt({ kind: "move", id, ...place(lat, lon) });
export const resize = (id, capacity) => isSize(capacity) && doIt({ kind: "size", id, ...size(capacity) });

/** Take out one change, by its place in the list. */
export function remove(index) {
  const had = items();
  if (!had[index]) return false;
  write(had.filter((_, at) => at !== index));
  tell("remove", had[index]);
  return true;
}

/** Take back what was done last: on this page as it was done, else the last of the list. */
export function undo() {
  const had = items();
  const now = state.get("changes");
  while (steps.length && steps[steps.length - 1].after !== now) steps.pop();
  const step = steps.pop();
  if (!step && !had.length) return false;
  const next = step ? parse(step.before).items : had.slice(0, -1);
  write(next, false);
  tell("undo", had[had.length - 1]);
  return true;
}

export function clear() {
  if (!items().length) return false;
  write([]);
  tell("clear", null);
  return true;
}
