/* One search field for places, areas, municipalities and units: a combobox by the keyboard's rules. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import { map } from "../map/api.js";

const SHOWN = 8;
let index = null;

/** What Hitta knows besides: units that are open and towns, once they are here; the word for a town; the order of kinds. */
export const searched = { data: null, town: () => "", kinds: ["muni", "place", "area", "unit"] };

/** The same letters without case or accents; å, ä and ö are letters of their own only when typed. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u00f8/g, "o").replace(/\u00e6/g, "a");
}

/**
 * Slips between what was typed and the beginning of a name: letters changed, left out, added or swapped.
 * Optimal string alignment; Damerau 1964, doi 10.1145/363958.363994.
 */
function slips(typed, name) {
  let before = [], last = Array.from({ length: name.length + 1 }, (_, j) => j);
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    for (let j = 1; j <= name.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(typed[i - 1] !== name[j - 1]));
      if (i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return Math.min(...last);
}

/** Names and places, for whoever else speaks of them. */
export async function placeIndex() {
  if (index) return index;
  const page = document.getElementById("state-keys");
  const own = await searched.data; /* Hitta knows more of units, and of towns */
  const base = `${page.dataset.geo}${page.dataset.version}/`;
  const [shapes, units] = await Promise.all(
    ["shapes.json", "units.json"].map((name) => fetch(base + name).then((answer) => answer.json())));
  const words = JSON.parse(page.dataset.kinds);
  const entries = [];
  shapes.municipalities.forEach((one) => entries.push({ kind: "muni", id: one.id, name: one.name, where: words.muni }));
  shapes.ids.forEach((id, at) => entries.push({ kind: "area", id, name: shapes.names[at],
    where: `${words.area} \u00b7 ${shapes.municipalities[shapes.municipality[at]].name}`,
    lon: shapes.points[at][0], lat: shapes.points[at][1] }));
  const open = own && new Set(own.forms.flatMap((form) => form.at));
  units.ids.forEach((id, at) => (!open || open.has(at)) && entries.push({ kind: "unit", id, name: units.names[at], form: units.forms[units.form[at]].key,
    where: words.forms[units.forms[units.form[at]].key] }));
  shapes.places.forEach((one) => entries.push({ kind: "place", id: one.name, name: one.name, where: words.place,
    lat: one.lat, lon: one.lon }));
  if (own) own.towns.forEach((one) => entries.push({ kind: "place", id: one.name, where: searched.town(), ...one }));
  entries.forEach((one) => { one.folded = fold(one.name); });
  index = entries;
  return index;
}

/** The municipality of a place beside its kind: there are many of one name. */
function whereOf(one) {
  if (one.kind !== "place" || !map.geo()) return one.where;
  const { municipality, municipalities } = map.geo();
  const muni = municipalities[municipality[map.areaAt(one.lon, one.lat)]];
  return muni && muni.name !== one.name ? `${one.where} \u00b7 ${muni.name}` : one.where;
}

/** Entries that match, those that begin with the words first, then the shortest; where few do, those with a slip or two. */
export function matches(entries, text, most = SHOWN) {
  const [wanted, within = ""] = fold(text).split(",").map((part) => part.trim());
  if (!wanted) return [];
  const allowed = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  const plain = (one) => (one.folded === wanted ? 0 : one.folded.startsWith(wanted) ? 1
    : one.folded.includes(" " + wanted) ? 2 : one.folded.includes(wanted) ? 3 : 9);
  const few = !entries.some((one) => plain(one) < 3);
  const rank = (one) => {
    const order = plain(one);
    if (order < 9 || !few || !allowed) return order;
    const off = Math.min(...one.folded.split(/[ -]/).map((_, at, words) => slips(wanted, words.slice(at).join(" "))));
    return off <= allowed ? 4 + off : 9;
  };
  return entries.map((one) => [rank(one), one]).filter(([order, one]) => order < 9 && (!within || fold(whereOf(one)).includes(within)))
    .sort(([a, x], [b, y]) => a - b || searched.kinds.indexOf(x.kind) - searched.kinds.indexOf(y.kind) || x.name.length - y.name.length)
    .slice(0, most).map(([, one]) => one);
}

function choose(input, one) {
  input.value = one.name;
  close(input);
  if (!input.dispatchEvent(new CustomEvent("found", { bubbles: true, cancelable: true, detail: one }))) return;
  if (one.kind === "place") { map.flyTo({ zoom: 10.5, lat: one.lat, lon: one.lon }); return; }
  const other = one.kind === "unit" && one.form !== state.get("form");
  controls.select(one.kind, one.id, { fly: true, also: other ? { form: one.form, limit: null } : {} });
}

function close(input) {
  const status = document.getElementById("search-status");
  status.textContent = "";
  status.classList.add("unseen");
  const list = document.getElementById("search-list");
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  input.found = [];
}

function mark(input, at) {
  const list = document.getElementById("search-list");
  [...list.children].forEach((row, i) => row.setAttribute("aria-selected", i === at ? "true" : "false"));
  input.at = at;
  if (at >= 0) input.setAttribute("aria-activedescendant", list.children[at].id);
  else input.removeAttribute("aria-activedescendant");
}

async function update(input) {
  const list = document.getElementById("search-list");
  const status = document.getElementById("search-status");
  const entries = await placeIndex().catch(() => null);
  if (!entries) { status.textContent = status.dataset.failed; status.classList.remove("unseen"); return; }
  const found = matches(entries, input.value);
  if (!input.value.trim()) { close(input); return; }
  input.found = found;
  list.replaceChildren(...found.map((one, at) => {
    const row = document.createElement("div");
    row.id = `search-${at}`;
    row.role = "option";
    row.className = "search-row";
    const name = document.createElement("span");
    name.textContent = one.name;
    const where = document.createElement("span");
    where.className = "search-where";
    where.textContent = whereOf(one);
    row.append(name, where);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, one); });
    return row;
  }));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", found.length ? "true" : "false");
  const { none, single, some } = status.dataset;
  status.textContent = [none, single][found.length] ?? some.replace("{count}", found.length);
  status.classList.toggle("unseen", found.length > 0);
  mark(input, -1);
}

function keys(event) {
  const input = event.currentTarget;
  const count = (input.found || []).length;
  if (event.key === "ArrowDown" && count) { event.preventDefault(); mark(input, (input.at + 1) % count); }
  else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark(input, (input.at + count - (input.at < 0 ? 0 : 1)) % count); }
  else if (event.key === "Enter" && count) { event.preventDefault(); choose(input, input.found[Math.max(input.at, 0)]); }
  else if (event.key === "Escape" && !document.getElementById("search-list").hidden) { event.stopPropagation(); close(input); }
}

document.addEventListener("field", (event) => {
  const input = event.detail;
  if (!event.target.closest(".search")) return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", "search-list");
  input.id = "search-field";
  input.found = [];
  input.at = -1;
  input.addEventListener("input", () => update(input));
  input.addEventListener("keydown", keys);
  input.addEventListener("focus", () => placeIndex().catch(() => null)); /* said when something is typed */
  input.addEventListener("blur", () => close(input));
});
