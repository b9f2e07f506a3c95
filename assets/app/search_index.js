/* What the search field looks in: names that come with the map, and other names, places beyond the region and addresses
   that are fetched when something is typed. */
import { addressIndex, postcodeHits, streetHits, whereabouts } from "./search_addresses.js";
import { entry, matches } from "./search_names.js";
import { map } from "../map/api.js";
import { world } from "../core/world.js";
import { beneath } from "../site.js";

const SHOWN = 8;
const CODES = 3; // postcodes shown of those that begin alike
const SHORE = 0.004; // degrees: a place this near an area is not told to be outside
const ZOOMS = { town: 11.5, door: 13 };
const PLACES = ["place", "address", "postcode"];
let index = null;
let begun = false; // for what is fetched when something is typed
let addresses = null; // as an index, once all of it is here
let further = []; // entries that come with it

/** What Hitta knows besides: units that are open and towns, once they are here; the word for a town; the order of kinds. */
export const searched = { data: null, town: () => "", kinds: ["muni", "place", "area", "unit"] };

/** Names and places, for whoever else speaks of them. */
export async function placeIndex() {
  if (index) return index;
  const page = document.getElementById("state-keys");
  const own = await searched.data; /* Hitta knows more of units, and of towns */
  const base = beneath(`${page.dataset.geo}${page.dataset.version}/`);
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
export const searchWords = () => JSON.parse(document.getElementById("search-status").dataset.words);

/**
 * Other names, places beyond the region and all addresses, fetched when something is typed. Every part is, in one order:
 * which of them somebody needs is told to no server.
 */
async function fetchAddresses() {
  const page = document.getElementById("state-keys");
  const json = async (name) => {
    const answer = await fetch(beneath(`${page.dataset.geo}${page.dataset.version}/${name}.json`));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const { aliases, beyond, parts } = await json("search");
  const found = addressIndex(await Promise.all(Array.from({ length: parts }, (_, at) => json(`addresses-${at}`))));
  const entries = await placeIndex();
  const known = new Set(entries.map((one) => one.name));
  const words = searchWords();
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

/** Fetch what is known besides, once; null where that is done already. A version without any finds the rest. */
export function moreNames() {
  if (begun) return null;
  begun = true;
  return fetchAddresses().catch(() => { addresses = addressIndex([]); });
}

/** The area nearest to a place that is in none; -1 where it is in one, or so near that nobody would call it outside. */
export function outside(one) {
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
export function whereOf(one) {
  if (!PLACES.includes(one.kind) || !map.geo()) return one.where;
  const { municipality, municipalities, names } = map.geo();
  const nearest = outside(one);
  if (nearest >= 0) {
    const far = searchWords().outside.replace("{name}", municipalities.length > 1 ? municipalities[municipality[nearest]].name : names[nearest]);
    return `${one.where} \u00b7 ${far}`;
  }
  const muni = municipalities[municipality[map.areaAt(one.lon, one.lat)]];
  return muni && municipalities.length > 1 && ![one.name, one.where].some((text) => text.includes(muni.name)) ? `${one.where} \u00b7 ${muni.name}` : one.where;
}

/** Addresses and postcodes that answer to a text, as entries. */
function addressHits(text, enough) {
  if (!addresses) return [];
  const words = searchWords();
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
export function hits(entries, text) {
  const plain = addressHits(text, true);
  const order = { kinds: searched.kinds, where: whereOf };
  const names = matches([...entries, ...further], text, { ...order, enough: plain.length > 0 });
  const all = names.some((one) => one.order < 6) || plain.length ? [...names, ...plain] : [...names, ...addressHits(text, false)];
  return (all.length ? all : aboutHits(entries, text, order)).sort((a, b) => a.order - b.order).slice(0, SHOWN);
}

/** The town and the postcode of an address whose street nobody has told of: it is said that it is no more than that. */
function aboutHits(entries, text, order) {
  const { town, code } = whereabouts(text);
  const towns = matches([...entries, ...further].filter((one) => one.kind === "place" || one.kind === "muni"), town, { ...order, enough: true });
  const about = [...(code ? addressHits(code, true) : []), ...towns.filter((one) => one.order < 1)];
  return about.map(({ order: at, by, one }) => ({ order: at, by, one: { ...one, where: `${one.where} \u00b7 ${searchWords().street}` } }));
}

/** That nothing was found, and what can be looked for here; nothing is said before all has been looked in. */
export function nothingFound(entries) {
  if (!addresses) return "";
  const { kinds, none } = searchWords();
  const known = new Set([...entries, ...further].map((one) => one.kind));
  if (addresses.streets.length) known.add("address");
  if (addresses.codes.length) known.add("postcode");
  const names = Object.keys(kinds).filter((kind) => known.has(kind)).map((kind) => kinds[kind]);
  return none.replace("{kinds}", new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" }).format(names));
}

