/* One search field for places, areas, municipalities, units, addresses and postcodes: a combobox by the keyboard's rules. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import { addressIndex, postcodeHits, streetHits } from "./search_addresses.js";
import { entry, matches } from "./search_names.js";
import { map } from "../map/api.js";
import { world } from "../core/world.js";

const SHOWN = 8;
const CODES = 3; // postcodes shown of those that begin alike
const SHORE = 0.004; // degrees: a place this near an area is not told to be outside
const ZOOMS = { place: 10.5, town: 11.5, door: 13 };
const PLACES = ["place", "address", "postcode"];
let index = null;
let asked = false; // for what is fetched when something is typed
let addresses = null; // as an index, once all of it is here
let further = []; // entries that come with it

/** What Hitta knows besides: units that are open and towns, once they are here; the word for a town; the order of kinds. */
export const searched = { data: null, town: () => "", kinds: ["muni", "place", "area", "unit"] };

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
  const add = (one) => entries.push(entry(one));
  shapes.municipalities.forEach((one) => add({ kind: "muni", id: one.id, name: one.name, where: words.muni }));
  shapes.ids.forEach((id, at) => add({ kind: "area", id, name: shapes.names[at],
    where: `${words.area} \u00b7 ${shapes.municipalities[shapes.municipality[at]].name}`,
    lon: shapes.points[at][0], lat: shapes.points[at][1] }));
  const open = own && new Set(own.forms.flatMap((form) => form.at));
  units.ids.forEach((id, at) => (!open || open.has(at)) && add({ kind: "unit", id, name: units.names[at], form: units.forms[units.form[at]].key,
    where: words.forms[units.forms[units.form[at]].key] }));
  shapes.places.forEach((one) => add({ kind: "place", id: one.name, name: one.name, where: words.place,
    lat: one.lat, lon: one.lon }));
  if (own) own.towns.forEach((one) => add({ kind: "place", id: one.name, where: searched.town(), ...one }));
  index = entries;
  return index;
}

/** The words of the search field's page. */
const said = () => JSON.parse(document.getElementById("search-status").dataset.words);

/**
 * Other names, places beyond the region and all addresses, fetched when something is typed. Every part is, in one order:
 * which of them somebody needs is told to no server.
 */
async function fetchAddresses() {
  asked = true;
  const page = document.getElementById("state-keys");
  const json = async (name) => {
    const answer = await fetch(`${page.dataset.geo}${page.dataset.version}/${name}.json`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const { aliases, beyond, parts } = await json("search");
  const found = addressIndex(await Promise.all(Array.from({ length: parts }, (_, at) => json(`addresses-${at}`))));
  const entries = await placeIndex();
  const known = new Set(entries.map((one) => one.name));
  const words = said();
  further = [
    ...beyond.map((one) => entry({ kind: "place", id: one.name, where: JSON.parse(page.dataset.kinds).place, beyond: true, ...one })),
    ...found.towns.filter((one) => !known.has(one.name)).map((one) => entry({ kind: "place", id: one.name, where: words.town, ...one })),
  ];
  const named = new Map([...entries, ...further].map((one) => [one.name, []]));
  [...entries, ...further].forEach((one) => named.get(one.name).push(one));
  aliases.forEach(([name, ...others]) => {
    (named.get(name) || []).forEach((one) => { one.names = entry(one, others).names; });
    const area = !named.has(name) && postcodeHits(found, name)[0];
    if (area?.name === name) others.forEach((other) => further.push(entry({ kind: "place", id: other, name: other, where: `${words.postcode} ${name}`, held: true, zoom: ZOOMS.town, lon: area.lon, lat: area.lat })));
  });
  addresses = found;
}

/** The area nearest to a place that is in none; -1 where it is in one, or so near that nobody would call it outside. */
function outside(one) {
  const geo = map.geo();
  if (!geo || !PLACES.includes(one.kind)) return -1;
  const near = [[0, 0], [SHORE, 0], [-SHORE, 0], [0, SHORE], [0, -SHORE]];
  if (!one.beyond && near.some(([x, y]) => map.areaAt(one.lon + x, one.lat + y) >= 0)) return -1;
  const [x, y] = world(one.lon, one.lat);
  let best = -1, least = Infinity;
  geo.points.x.forEach((at, i) => {
    const far = (at - x) ** 2 + (geo.points.y[i] - y) ** 2;
    if (far < least) { least = far; best = i; }
  });
  return best;
}

/** The municipality of a place beside its kind: there are many of one name. */
function whereOf(one) {
  if (!PLACES.includes(one.kind) || !map.geo()) return one.where;
  const { municipality, municipalities, names } = map.geo();
  const nearest = outside(one);
  if (nearest >= 0) {
    const far = said().outside.replace("{name}", municipalities.length > 1 ? municipalities[municipality[nearest]].name : names[nearest]);
    return `${one.where} \u00b7 ${far}`;
  }
  const muni = municipalities[municipality[map.areaAt(one.lon, one.lat)]];
  return muni && municipalities.length > 1 && ![one.name, one.where].some((text) => text.includes(muni.name)) ? `${one.where} \u00b7 ${muni.name}` : one.where;
}

/** Addresses and postcodes that answer to a text, as entries. */
function addressHits(text, enough) {
  if (!addresses) return [];
  const words = said();
  const codes = postcodeHits(addresses, text);
  return [
    ...codes.slice(0, 1 + CODES).map(({ name, town, count, whole, lon, lat }, at) => ({ order: 0.1 + at / 100, by: name,
      one: { kind: "postcode", id: name, name, lon, lat, held: true, zoom: whole ? ZOOMS.door : ZOOMS.town,
        where: whole ? [words.postcode, town].filter(Boolean).join(" \u00b7 ") : words.begins.replace("{count}", String(count)) } })),
    ...streetHits(addresses, text, { slips: !codes.length && !enough }).slice(0, SHOWN).map(({ order, name, town, postcode, lon, lat }) => ({ order, by: name,
      one: { kind: "address", id: name, name: [name, town].filter(Boolean).join(", "), lon, lat, held: true, zoom: ZOOMS.door,
        where: [words.address, postcode].filter(Boolean).join(" \u00b7 ") } })),
  ];
}

/** What answers to a text, best first. */
function hits(entries, text) {
  const plain = addressHits(text, true);
  const order = { kinds: searched.kinds, where: whereOf };
  const names = matches([...entries, ...further], text, { ...order, enough: plain.length > 0 });
  const all = names.some((one) => one.order < 6) || plain.length ? [...names, ...plain] : [...names, ...addressHits(text, false)];
  return all.sort((a, b) => a.order - b.order).slice(0, SHOWN);
}

/** To the area nearest to a place outside the region, which is said. */
function lead(input, one, nearest) {
  const { ids, names } = map.geo();
  const status = document.getElementById("search-status");
  input.value = names[nearest];
  status.textContent = said().led.replace("{place}", one.name).replace("{name}", names[nearest]);
  status.classList.remove("unseen");
  controls.select("area", ids[nearest], { fly: true });
}

function choose(input, one) {
  input.value = one.name;
  close(input);
  if (!input.dispatchEvent(new CustomEvent("found", { bubbles: true, cancelable: true, detail: one }))) return;
  const nearest = outside(one);
  if (nearest >= 0) { lead(input, one, nearest); return; }
  if (PLACES.includes(one.kind)) { map.flyTo({ zoom: one.zoom || ZOOMS.place, lat: one.lat, lon: one.lon }); return; }
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
  if (!input.value.trim()) { close(input); return; }
  if (!asked) {
    fetchAddresses().catch(() => { addresses = addressIndex([]); }) /* of a version without any: the rest is found */
      .then(() => document.activeElement === input && input.at < 0 && update(input));
  }
  const found = hits(entries, input.value);
  input.found = found.map(({ one }) => one);
  list.replaceChildren(...found.map(({ one, by }, at) => {
    const row = document.createElement("div");
    row.id = `search-${at}`;
    row.role = "option";
    row.className = "search-row";
    const name = document.createElement("span");
    name.textContent = one.name;
    const where = document.createElement("span");
    where.className = "search-where";
    where.textContent = one.names && by !== one.name ? `${by} \u00b7 ${whereOf(one)}` : whereOf(one);
    row.append(name, where);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, one); });
    return row;
  }));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", found.length ? "true" : "false");
  const { single, some } = status.dataset;
  status.textContent = found.length > 1 ? some.replace("{count}", String(found.length)) : found.length ? single : addresses ? none(entries) : "";
  status.classList.toggle("unseen", !status.textContent || found.length > 0);
  mark(input, -1);
}

/** That nothing was found, and what can be looked for here. */
function none(entries) {
  const { kinds, none } = said();
  const known = new Set([...entries, ...further].map((one) => one.kind));
  if (addresses.streets.length) known.add("address");
  if (addresses.codes.length) known.add("postcode");
  const names = Object.keys(kinds).filter((kind) => known.has(kind)).map((kind) => kinds[kind]);
  return none.replace("{kinds}", new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" }).format(names));
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
