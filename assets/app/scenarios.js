/* The scenarios saved in this browser: one list a region, of names and what each of them asks. */
import { constants } from "../constants.js";
import { publishedLimit, state } from "./address.js";
import { browserStore, ofRegion } from "./browser_store.js";
import { free, tidy } from "./given_names.js";
import * as rules from "./rules.js";
import * as whatif from "./whatif.js";
import { words } from "./whatif_section.js";

const FORMAT = constants.formats.scenario;
const LARGEST_FILE = 200000; /* bytes: the longest scenario is a few thousand */
const KEYS = constants.stores.scenario;
/** Address keys of a scenario that is compared with none. */
export const ALONE = { versus: null, versus_rules: null, versus_name: null };
const store = browserStore(() => ofRegion("scenarios"));

const page = () => document.getElementById("state-keys").dataset;
const isWhole = (one) => one && typeof one.name === "string" && tidy(one.name) === one.name && one.name
  && one.values && KEYS.every((key) => typeof one.values[key] === "string");

/** All that are saved, in the order they were; those kept before there was a choice of intake or mode made none. */
export function list() {
  const found = store.read();
  const whole = (one) => (one?.values ? { ...one, values: { intake: "", ...one.values, mode: one.values.mode || state.usual("mode") } } : one);
  return Array.isArray(found) ? found.map(whole).filter(isWhole) : [];
}

export const find = (name) => list().find((one) => one.name === name) || null;

/** Names of all that are saved, but for one. */
const taken = (but = "") => list().map((one) => one.name).filter((one) => one !== but);

/** What the address asks, whole: what it is silent about too. */
export function values() {
  return Object.fromEntries(KEYS.map((key) => [key, state.get(key)]));
}

const same = (a, b) => KEYS.every((key) => a[key] === b[key]);

/**
 * How the address stands to what is saved.
 *
 * @returns {{name: string, saved: boolean, changed: boolean, today: boolean}} the name in the address; whether one of
 *   that name is saved, whether it says something else, and whether nothing at all is thought otherwise
 */
export function current() {
  const name = state.get("name");
  const saved = name ? find(name) : null;
  const today = !saved && !state.get("changes") && !state.get("rules");
  return { name, saved: Boolean(saved), changed: saved ? !same(saved.values, values()) : !today, today };
}

/** Show one that is saved, or today: the question stays, but nothing is changed. */
export function open(name) {
  const one = name ? find(name) : null;
  if (name && !one) return false;
  const asked = one ? one.values : { changes: null, rules: null };
  const added = /^n\d+$/.test(state.get("unit"));
  state.set({ ...asked, name: name || null, ...ALONE, ...(added ? { unit: null } : {}) });
  return true;
}

/** Save what the address asks: under the name it has, else a new one. Returns the name, and whether it will last. */
export function save(name) {
  const now = current();
  const saved = list();
  const under = now.saved && !name ? now.name : free(name || now.name, taken());
  const entry = { name: under, values: values() };
  const at = saved.findIndex((one) => one.name === under);
  if (at >= 0) saved[at] = entry;
  else saved.push(entry);
  const lasts = store.keep(saved);
  state.set({ name: under }, { replace: true });
  return { name: under, lasts };
}

/** Give the one in the address another name; the name it got. */
export function rename(to) {
  const now = current();
  const name = free(to, taken(now.name));
  if (!name) return "";
  if (now.saved) store.keep(list().map((one) => (one.name === now.name ? { ...one, name } : one)));
  state.set({ name }, { replace: true });
  return name;
}

/** Take one off the list, and show today; the way back leads to what it was. */
export function remove(name) {
  store.keep(list().filter((one) => one.name !== name));
  open("");
}

/* As a file */

const names = () => JSON.parse(document.getElementById("what-if").dataset.names);

/** The text of a file; none where it is larger than any scenario, or cannot be read. */
export const textOf = (file) => (file.size <= LARGEST_FILE ? file.text().catch(() => "") : Promise.resolve(""));

/**
 * Save and show what a file holds.
 *
 * @param {string} text
 * @returns {{name?: string, lasts?: boolean, problem?: string, blanks?: object}} the key of a sentence where it cannot be read
 */
export function imported(text) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    file = null;
  }
  if (!file || file.format !== FORMAT.format || typeof file.values !== "object" || !file.values) return { problem: "file_other" };
  if (file.format_version !== FORMAT.format_version) return { problem: "file_version", blanks: { version: file.format_version } };
  if (file.region !== page().region) return { problem: "file_region", blanks: { theirs: file.region, ours: page().region } };
  const asked = {};
  for (const key of KEYS) {
    const value = file.values[names()[key]];
    asked[key] = Array.isArray(value) ? value.join(",") : value === undefined || value === null ? "" : String(value);
  }
  const { items, broken } = whatif.parse(asked.changes);
  if (asked.changes.split(";").filter(Boolean).length > whatif.MOST) {
    return { problem: "file_many", blanks: { most: whatif.MOST } };
  }
  if (broken.length) return { problem: "file_change", blanks: { change: broken[0] } };
  const wrong = rules.parse(asked.rules).broken[0];
  if (wrong) return { problem: "file_rule", blanks: { rule: wrong } };
  if (!asked.form) return { problem: "file_other" };
  asked.changes = whatif.format(items);
  asked.rules = rules.format(rules.parse(asked.rules).rules);
  asked.mode ||= state.usual("mode");
  if (!(Number(asked.limit) > 0)) asked.limit = publishedLimit(asked.form, asked.mode);
  const name = free((typeof file.name === "string" && tidy(file.name)) || words().file_name, taken());
  const lasts = store.keep([...list(), { name, values: asked }]);
  open(name);
  return { name, lasts };
}
