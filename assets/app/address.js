/* The address is the state: three records of plain text, one function that changes them. */
import { constants } from "../constants.js";

const listeners = [];
let query = new URLSearchParams(window.location.search);

/** Which address keys each store holds; the server says so on the page. */
function stores() {
  const page = document.getElementById("state-keys");
  return page ? JSON.parse(page.dataset.stores) : {};
}

function part(keys) {
  const record = {};
  keys.forEach((key) => { if (query.has(key)) record[key] = query.get(key); });
  return record;
}

/** What holds where the address is silent; the limit follows the care form, layers and table the question. */
function fallback(key, of = query) {
  const page = document.getElementById("state-keys");
  if (!page) return "";
  const first = constants.questions[of.get("question")];
  if (first && key === "layers") return first.join(",");
  if (first && key === "table") return first[0];
  if (key === "limit") return publishedLimit(of.get("form") || fallback("form"), of.get("mode") || "");
  return JSON.parse(page.dataset.defaults)[key] || "";
}

/** The published limit of a care form in a way of travelling, minutes as text; "" where there is none. */
export function publishedLimit(form, mode) {
  const limits = JSON.parse(document.getElementById("state-keys").dataset.limits);
  return limits[form + "@" + mode] || limits[form] || "";
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Take the address as it now is, and tell the stores that differ. */
function take(next) {
  const before = query;
  const changed = [];
  query = next;
  Object.entries(stores()).forEach(([store, keys]) => {
    const old = {};
    keys.forEach((key) => { if (before.has(key)) old[key] = before.get(key); });
    const now = part(keys);
    if (!same(old, now)) {
      changed.push(store);
      window.dash_clientside.set_props(store, { data: now });
    }
  });
  listeners.forEach((listener) => listener(changed));
}

/** The address as text, in a stable order, without percent signs where none are needed. */
function address(search) {
  const text = search.toString().replace(/%(2C|2F|3A|3B|40)/g, decodeURIComponent);
  return window.location.pathname + (text ? "?" + text : "");
}

export const state = {
  get: (key) => (query.has(key) ? query.get(key) : fallback(key)),
  usual: (key) => fallback(key),
  list: (key) => state.get(key).split(",").filter((one) => one && one !== "none"),
  /**
   * Change some keys; null, or what holds anyway, removes the key.
   * @param {Object<string, string|number|null>} patch
   * @param {{replace?: boolean}} [how] replace: no new step for the back button
   * @returns {boolean} whether anything changed
   */
  set(patch, how) {
    const next = new URLSearchParams(query);
    Object.entries(patch).forEach(([key, value]) => {
      if (value === null || value === undefined) next.delete(key);
      else next.set(key, String(value));
    });
    [...next.keys()].forEach((key) => { if (next.get(key) === String(fallback(key, next))) next.delete(key); });
    const page = document.getElementById("state-keys");
    if (page && page.dataset.version) next.set("v", page.dataset.version);
    if (next.toString() === query.toString()) return false;
    window.history[how && how.replace ? "replaceState" : "pushState"](null, "", address(next));
    take(next);
    return true;
  },
  onChange: (listener) => listeners.push(listener),
  address: () => window.location.origin + address(query),
};

window.addEventListener("popstate", (event) => {
  event.stopImmediatePropagation();
  take(new URLSearchParams(window.location.search));
}, true);
