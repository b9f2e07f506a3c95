/** Changes of a scenario as text in the address; geodata/region/changes.py reads the same, tests/cases/changes.json holds both. */
import { constants } from "../constants.js";

export const MOST = constants.most.changes;
const NAME_MOST = constants.most.unit_name;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u; // control signs and ends of lines
const PLACE_DECIMALS = constants.decimals.place;
const SIZE_DECIMALS = constants.decimals.capacity;
const KINDS = Object.fromEntries(Object.entries(constants.changes).map(([kind, text]) => [kind, new RegExp(`^${text}$`)]));

const round = (value, decimals) => Number(Number(value).toFixed(decimals));

/** A place to as many decimals as the address holds, degrees. */
export const roundPlace = (lat, lon) => ({ lat: round(lat, PLACE_DECIMALS), lon: round(lon, PLACE_DECIMALS) });

/** A capacity to as many decimals as the address holds. */
export const roundCapacity = (capacity) => round(capacity, SIZE_DECIMALS);

export const isPlace = (lat, lon) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
export const isCapacity = (capacity) => roundCapacity(capacity) > 0 && capacity < 1e6;

/** What a new unit or its organisation may be called: signs that show, at most so many. */
export const isName = (text) => text.length <= NAME_MOST && !UNSEEN.test(text);

/** Who runs a new unit, whose it is and what it is called, as far as is said; null for a name that is none. */
function identity(operator, organisation, name) {
  const named = { operator, organisation: decodeURIComponent(organisation).trim(), name: decodeURIComponent(name).trim() };
  if (!isName(named.organisation) || !isName(named.name)) return null;
  return Object.fromEntries(Object.entries(named).filter(([, text]) => text));
}

/** One change of the address; null where it is none, or cannot be made. */
function readChange(text) {
  const kind = text.split(":")[0];
  const found = Object.hasOwn(KINDS, kind) && text.match(KINDS[kind]);
  if (!found) return null;
  const placed = kind === "add" || kind === "move";
  const sized = kind === "add" || kind === "size";
  try {
    const place = placed ? roundPlace(found[2], found[3]) : {};
    const size = sized ? { capacity: roundCapacity(found[kind === "add" ? 4 : 2]) } : {};
    const identified = kind === "add" && found[5] !== undefined ? identity(found[5], found[6], found[7]) : {};
    if (!identified) return null;
    if (placed && !isPlace(place.lat, place.lon)) return null;
    if (sized && !size.capacity) return null; // a unit without capacity is a closed one
    return { kind, id: decodeURIComponent(found[1]), ...place, ...size, ...identified };
  } catch {
    return null; // half a percent sign
  }
}

/** Whether an item may stand after those before it: each unit is added, moved, resized and closed once. */
function fits(items, item) {
  const same = items.filter((other) => other.id === item.id);
  if (same.some(({ kind }) => kind === item.kind || kind === "close" || kind === "add")) return false;
  return (item.kind !== "close" && item.kind !== "add") || !same.length;
}

/**
 * The changes that a text of the address names.
 *
 * @param {string} text
 * @returns {{items: ChangeItem[], broken: string[]}} in the order of doing, each {kind, id} with lat, lon and capacity
 *   as its kind has them; and the parts that make no sense, or are more than a scenario may have
 */
export function parseChanges(text) {
  const items = [];
  const broken = [];
  for (const part of String(text || "").split(";").filter(Boolean)) {
    const item = items.length < MOST ? readChange(part) : null;
    if (item && fits(items, item)) items.push(item);
    else broken.push(part);
  }
  return { items, broken };
}

/**
 * The text of some changes: what `parseChanges` reads.
 *
 * @param {ChangeItem[]} items
 * @returns {string}
 */
export function formatChanges(items) {
  const place = (item) => `@${item.lat.toFixed(PLACE_DECIMALS)},${item.lon.toFixed(PLACE_DECIMALS)}`;
  return items
    .map((item) => {
      const at = item.kind === "add" || item.kind === "move" ? place(item) : "";
      const size = item.kind === "add" || item.kind === "size" ? `*${roundCapacity(item.capacity)}` : "";
      const identified = [item.operator, item.organisation, item.name].map((text) => encodeURIComponent(text || ""));
      const named = item.kind === "add" && identified.some(Boolean) ? `/${identified.join("/")}` : "";
      return `${item.kind}:${encodeURIComponent(item.id)}${at}${size}${named}`;
    })
    .join(";");
}

/**
 * The list with one more change; what it overrides is taken out.
 *
 * @param {ChangeItem[]} items
 * @param {ChangeItem} item
 * @returns {ChangeItem[]|null} null where it cannot be done: of a closed unit, or one that is closed already
 */
export function putChange(items, item) {
  const added = items.findIndex((other) => other.kind === "add" && other.id === item.id);
  if (item.kind === "add") return [...items, item];
  if (added >= 0) { // a unit that is not there today is simply written otherwise
    if (item.kind === "close") return items.filter((_, at) => at !== added);
    return items.map((other, at) => (at === added ? { ...other, ...item, kind: "add" } : other));
  }
  if (items.some((other) => other.kind === "close" && other.id === item.id)) return null;
  const rest = items.filter((other) => other.id !== item.id || (item.kind !== "close" && other.kind !== item.kind));
  return [...rest, item];
}

/**
 * A name that no added unit has: one after the last, or, where names have run out, the first that is free.
 *
 * @param {ChangeItem[]} items
 * @returns {string}
 */
export function freeId(items) {
  const taken = new Set(items.filter(({ kind }) => kind === "add").map(({ id }) => Number(id.slice(1))));
  let number = Math.max(0, ...taken) + 1;
  if (number > 999) for (number = 1; taken.has(number); number++);
  return `n${number}`;
}
