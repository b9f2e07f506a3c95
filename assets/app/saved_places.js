/* The places saved in this browser: one list a region, of names and what each of them is. */
import { constants } from "../constants.js";
import { tidy } from "./scenarios.js";

const MOST = constants.most.places;
const KINDS = ["drawn", "areas"]; /* address keys of places that have no name of their own */
const LONGEST = 4000; /* characters of corners or ids: a hundred ids are some thousand */
let memory = null; /* where the browser keeps nothing */

const place = () => `utbudskarta.places.${document.getElementById("state-keys").dataset.region}`;
const isText = (value) => typeof value === "string" && value.length > 0 && value.length <= LONGEST;
const isWhole = (one) => one && isText(one.name) && tidy(one.name) === one.name && KINDS.includes(one.kind) && isText(one.id);

/** All that are saved, in the order they were. */
export function list() {
  if (memory) return memory;
  try {
    const found = JSON.parse(window.localStorage.getItem(place()) || "[]");
    return Array.isArray(found) ? found.filter(isWhole).slice(0, MOST) : [];
  } catch {
    return []; /* not ours, or not allowed */
  }
}

/** Keep the list; false where the browser does not, and it lasts only as long as the page. */
function keep(saved) {
  try {
    window.localStorage.setItem(place(), JSON.stringify(saved));
    memory = null;
    return true;
  } catch {
    memory = saved;
    return false;
  }
}

/** A name that no other has: with a number after it where it must. */
function free(name, taken) {
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count += 1) {
    const next = `${name.slice(0, constants.most.name - 5)} ${count}`;
    if (!taken.includes(next)) return next;
  }
}

/**
 * Save a place under a name: over the one that is the same place or has the name, else as a new one.
 *
 * @returns {{name: string, lasts: boolean}|null} null where there is no room for more
 */
export function save(name, kind, id) {
  const saved = list();
  const at = saved.findIndex((one) => one.kind === kind && one.id === id);
  if (at < 0 && saved.length >= MOST) return null;
  const others = saved.filter((_, other) => other !== at).map((one) => one.name);
  const entry = { name: free(tidy(name), others), kind, id };
  return { name: entry.name, lasts: keep(at < 0 ? [...saved, entry] : saved.map((one, other) => (other === at ? entry : one))) };
}

/** Give one another name; the name it got. */
export function rename(from, to) {
  const others = list().map((one) => one.name).filter((name) => name !== from);
  const name = free(tidy(to), others);
  keep(list().map((one) => (one.name === from ? { ...one, name } : one)));
  return name;
}

export const remove = (name) => keep(list().filter((one) => one.name !== name));

export { KINDS };
