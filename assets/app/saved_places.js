/* The places saved in this browser: one list a region, of names and what each of them is. */
import { constants } from "../constants.js";
import { browserStore, ofRegion } from "./browser_store.js";
import { free, tidy } from "./given_names.js";

const MOST = constants.most.places;
const KINDS = ["drawn", "areas"]; /* address keys of places that have no name of their own */
const LONGEST = 4000; /* characters of corners or ids: a hundred ids are some thousand */
const store = browserStore(() => ofRegion("places"));

const isText = (value) => typeof value === "string" && value.length > 0 && value.length <= LONGEST;
const isWhole = (one) => one && isText(one.name) && tidy(one.name) === one.name && KINDS.includes(one.kind) && isText(one.id);

/** All that are saved, in the order they were. */
export function list() {
  const found = store.read();
  return Array.isArray(found) ? found.filter(isWhole).slice(0, MOST) : [];
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
  const entry = { name: free(name, others), kind, id };
  return { name: entry.name, lasts: store.keep(at < 0 ? [...saved, entry] : saved.map((one, other) => (other === at ? entry : one))) };
}

/** Give one another name; the name it got. */
export function rename(from, to) {
  const others = list().map((one) => one.name).filter((name) => name !== from);
  const name = free(to, others);
  store.keep(list().map((one) => (one.name === from ? { ...one, name } : one)));
  return name;
}

export const remove = (name) => store.keep(list().filter((one) => one.name !== name));

export { KINDS };
