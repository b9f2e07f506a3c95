/* The proposals saved in this browser: one list a region, of names and what each of them pays. */
import { constants } from "../constants.js";
import { KEYS, isWhole, readTariffFile, tariffFile } from "../core/tariffs.js";
import { state } from "./address.js";
import { browserStore, ofRegion } from "./browser_store.js";
import { free, tidy } from "./given_names.js";
import { isChanged, section, values as tariffValues, words } from "./tariff.js";

const MOST = constants.most.tariffs;
const LARGEST_FILE = 200000; /* bytes: the longest is a few thousand */
const store = browserStore(() => ofRegion("tariffs"));

const page = () => document.getElementById("state-keys").dataset;
const isNamed = (saved) => saved && typeof saved.name === "string" && saved.name !== "" && tidy(saved.name) === saved.name && isWhole(saved.values);

/** All that are saved, in the order they were. */
function all() {
  const found = store.read();
  return Array.isArray(found) ? found.filter(isNamed).slice(0, MOST) : [];
}

/** Those of the care form that is asked about. */
export const list = () => all().filter((saved) => saved.values.form === state.get("form"));

/** What the address says, whole, with the care form that it is of. */
export const values = () => ({ form: state.get("form"), ...tariffValues() });

const same = (a, b) => ["form", ...KEYS].every((key) => a[key] === b[key]);
const find = (name) => list().find((saved) => saved.name === name) || null;
const names = (but = "") => all().map((saved) => saved.name).filter((name) => name !== but);

/**
 * How the address stands to what is saved.
 *
 * @returns {{name: string, saved: boolean, changed: boolean, usual: boolean}} its name; whether one of that name is saved,
 *   whether it says something else, and whether it is the current model as it is
 */
export function current() {
  const name = state.get("pay_name");
  const saved = name ? find(name) : null;
  const usual = !saved && !isChanged() && !state.get("model");
  return { name, saved: Boolean(saved), changed: saved ? !same(saved.values, values()) : !usual, usual };
}

/** Show one that is saved; "" is the current model as it is. */
export function open(name) {
  const saved = name ? find(name) : null;
  if (name && !saved) return false;
  const next = Object.fromEntries(KEYS.map((key) => [key, saved?.values[key] || null]));
  state.set({ ...next, pay_name: name || null });
  return true;
}

/**
 * Keep what the address says: under the name it has, else under a new one.
 *
 * @param {string} [name]
 * @returns {{name: string, lasts: boolean}|null} null where there is no room for more
 */
export function save(name) {
  const now = current();
  const kept = all();
  const under = now.saved && !name ? now.name : free(name || now.name, names());
  const entry = { name: under, values: values() };
  const at = kept.findIndex((saved) => saved.name === under);
  if (at < 0 && kept.length >= MOST) return null;
  const lasts = store.keep(at < 0 ? [...kept, entry] : kept.map((saved, other) => (other === at ? entry : saved)));
  state.set({ pay_name: under }, { replace: true });
  return { name: under, lasts };
}

/** Give the one in the address another name; the name it got. */
export function rename(to) {
  const now = current();
  const name = free(to, names(now.saved ? now.name : ""));
  if (now.saved) store.keep(all().map((saved) => (saved.name === now.name ? { ...saved, name } : saved)));
  state.set({ pay_name: name }, { replace: true });
  return name;
}

/** Take one off the list; what the address says stays. */
export function remove(name) {
  store.keep(all().filter((saved) => saved.name !== name));
  document.dispatchEvent(new Event("sync"));
}

/* As a file */

export const asFile = (name) => tariffFile(name, values(), page().region, page().version);

/** The text of a file; none where it is larger than any proposal, or cannot be read. */
export const textOf = (file) => (file.size <= LARGEST_FILE ? file.text().catch(() => "") : Promise.resolve(""));

/**
 * Keep and show what a file holds.
 *
 * @param {string} text
 * @returns {{name?: string, lasts?: boolean, problem?: string, blanks?: object}} the key of a sentence where it cannot be read
 */
export function imported(text) {
  const found = readTariffFile(text, page().region, JSON.parse(section().dataset.parts));
  if (found.problem) return { problem: found.problem, blanks: found.blanks };
  const kept = all();
  if (kept.length >= MOST) return { problem: "full", blanks: { most: String(MOST) } };
  const name = free(tidy(found.name) || words().file_name, names());
  const lasts = store.keep([...kept, { name, values: found.values }]);
  const { form, ...rest } = found.values;
  state.set({ ...Object.fromEntries(KEYS.map((key) => [key, rest[key] || null])), form, pay_name: name });
  return { name, lasts };
}
