/* Streets, numbers and postcodes out of the parts that geodata/publish/search_documents.py writes. Names are sorted once,
   so that a hundred thousand addresses answer before the next letter is typed. No page is needed to run it. */
import { fold, forgiven, lacking, letters, slips } from "./search_names.js";

const MOST = 200; // streets looked at for one question
const SHORTEST = 3; // letters of a street, figures of a postcode
const SWEDISH = /^(?:[A-Z]{1,2}-)?(\d{3}) ?(\d{2})$/;
const BRITISH = /^([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$/;
const CODE = /(?:^|\s)(?:[a-z]{1,2}-)?(\d{3} ?\d{2}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?=\s|$)/;

/** A postcode in capitals with the one space that its country writes; as geodata/region/street_addresses.py does. */
export function canonicalPostcode(text) {
  const tidy = text.trim().toUpperCase().replace(/\s+/g, " ");
  const found = SWEDISH.exec(tidy) || BRITISH.exec(tidy);
  return found ? `${found[1]} ${found[2]}` : tidy;
}

/** Position of the first key that is not before a text. */
function firstFrom(keys, text) {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < text) low = middle + 1; else high = middle;
  }
  return low;
}

/** Positions of the sorted keys that begin with a text. */
function beginning(keys, text) {
  const from = firstFrom(keys, text);
  let to = from;
  while (to < keys.length && keys[to].startsWith(text)) to++;
  return [from, to];
}

/**
 * Parts as they came, made ready to be asked.
 *
 * @param {any[]} parts
 * @returns {any} an index for `streetHits` and `postcodeHits`, and `towns` with the middle of each
 */
export function addressIndex(parts) {
  const streets = new Map(), codes = new Map(), towns = new Map();
  const add = (sums, name, lon, lat) => {
    const sum = sums.get(name) || { name, lon: 0, lat: 0, count: 0 };
    sum.lon += lon; sum.lat += lat; sum.count += 1;
    sums.set(name, sum);
  };
  for (const part of parts) {
    let row = 0, x = 0, y = 0;
    for (let at = 0; at < part.groups.length; at += 4) {
      const [street, postcode, town] = [part.streets[part.groups[at]], part.postcodes[part.groups[at + 1]], part.localities[part.groups[at + 2]]];
      const rows = [];
      for (const end = row + part.groups[at + 3]; row < end; row++) {
        x += part.lon[row]; y += part.lat[row];
        const lon = x / part.per_degree, lat = y / part.per_degree;
        rows.push({ number: part.numbers[row], lon, lat });
        if (postcode) { add(codes, postcode, lon, lat); codes.get(postcode).town ||= town; }
        if (town) add(towns, town, lon, lat);
      }
      if (!street) continue;
      const known = streets.get(street) || { name: street, groups: [] };
      known.groups.push({ postcode, town, folded: fold(town), rows });
      streets.set(street, known);
    }
  }
  const list = [...streets.values()];
  const words = [];
  list.forEach((one, at) => {
    one.folded = fold(one.name);
    one.letters = letters(one.folded);
    for (let from = 0; from >= 0; from = one.folded.indexOf(" ", from) + 1 || -1) words.push([one.folded.slice(from), at]);
  });
  words.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const sorted = [...codes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    streets: list, keys: words.map(([key]) => key), of: words.map(([, at]) => at),
    codes: sorted, codeKeys: sorted.map((one) => one.name),
    towns: [...towns.values()].map(({ name, lon, lat, count }) => ({ name, lon: lon / count, lat: lat / count })),
  };
}

/** Middle of some sums. */
function middle(sums) {
  const count = sums.reduce((total, one) => total + one.count, 0);
  return { count, lon: sums.reduce((total, one) => total + one.lon, 0) / count, lat: sums.reduce((total, one) => total + one.lat, 0) / count };
}

/**
 * Postcodes that answer to a text: those that begin with it, or with as much of it as any does.
 *
 * @param {any} index
 * @param {string} text
 * @returns {{name: string, town: string, count: number, whole: boolean, lon: number, lat: number}[]} `whole`: it is
 *   one postcode, not all that begin so
 */
export function postcodeHits(index, text) {
  const typed = canonicalPostcode(text);
  if (!/^[A-Z]{0,2}\d[\dA-Z ]*$/.test(typed) || typed.replace(" ", "").length < (/^\d/.test(typed) ? SHORTEST : 2)) return [];
  const some = (begins) => index.codes.slice(...beginning(index.codeKeys, begins));
  let begins = typed.includes(" ") ? typed : `${typed} `;
  let found = some(begins);
  if (!found.length && !typed.includes(" ")) { begins = typed; found = some(begins); }
  const least = /^\d/.test(typed) ? SHORTEST : typed.indexOf(" ") + 1 || typed.length; // LS1 is not the beginning of LS16
  while (!found.length && begins.length > least) { begins = begins.slice(0, -1); found = some(begins); }
  if (!found.length) return [];
  const each = found.slice(0, MOST).map((one) => ({ name: one.name, town: one.town, whole: true, ...middle([one]) }));
  return found.length === 1 && found[0].name.startsWith(typed) ? each
    : [{ name: begins.trim(), town: found[0].town, whole: false, ...middle(found) }, ...each.filter((one) => one.name.startsWith(typed))];
}

/** What of a text is a street, a number and the rest: `Storgatan 12 B, 451 34 Uddevalla`. */
function parts(text) {
  let rest = fold(text).replaceAll(",", " ").replace(/\s+/g, " ").trim();
  const code = CODE.exec(rest);
  if (code) rest = rest.replace(code[0], " ").replace(/\s+/g, " ").trim();
  const number = /(?:^|\s)(\d+)\s?([a-z]?)(?=\s|$)/.exec(rest);
  if (number) rest = rest.replace(number[0], " ").replace(/\s+/g, " ").trim();
  return { words: rest.split(" "), code: code ? canonicalPostcode(code[1]) : "", number: number ? Number(number[1]) : 0, letter: number ? number[2] : "" };
}

/**
 * What of an address is left where its street is not known: the town, and the postcode.
 *
 * @param {string} text
 * @returns {{town: string, code: string}} "" where the text is no address
 */
export function whereabouts(text) {
  const { words, code, number } = parts(text);
  const after = text.includes(",") ? parts(text.slice(text.lastIndexOf(",") + 1)).words.join(" ") : "";
  if (!number && !code && !after) return { town: "", code: "" };
  return { town: after || (words.length > 1 ? words.at(-1) : ""), code };
}

/** How far a number is from a row's own, or from its range; a letter too many or too few weighs less than a number. */
function off(number, letter, told) {
  const [low, high = low] = told.split(/[-\u2013]/).map((end) => parseInt(end, 10));
  if (!Number.isFinite(low)) return 5000;
  const away = number < low ? low - number : number > high ? number - high : 0;
  return away + (fold(told).replace(/[^a-z]/g, "") === letter ? 0 : 0.5);
}

/** The row of a group that is nearest in number; the middle one where none is asked for. */
function nearestRow(rows, number, letter) {
  if (!number) return rows[rows.length >> 1];
  return rows.reduce((best, row) => (off(number, letter, row.number) < off(number, letter, best.number) ? row : best));
}

/** Streets that begin with some of the words, where the other words are a town's; most words first. */
function groupsOf(index, { words, code }) {
  for (let count = words.length; count > 0; count--) {
    const name = words.slice(0, count).join(" "), others = words.slice(count);
    if (name.length < SHORTEST) return [];
    const [from, to] = beginning(index.keys, name);
    const found = [];
    for (let at = from; at < to && found.length < MOST; at++) {
      const street = index.streets[index.of[at]];
      const groups = street.groups.filter((group) => (!code || group.postcode === code || !group.postcode)
        && others.every((word) => group.folded.split(" ").some((own) => own.startsWith(word))));
      if (groups.length) found.push({ street, groups, order: street.folded === name ? 0.8 : index.keys[at] === street.folded ? 1.5 : 2.5 });
    }
    if (found.length) return found;
  }
  return [];
}

/** Streets within a slip or two of the words, none of which is a town's. */
function nearly(index, { words }) {
  const name = words.join(" "), most = forgiven(name), mask = letters(name);
  if (!most) return [];
  const found = [];
  for (const street of index.streets) {
    if (lacking(mask, street.letters) > most) continue;
    const count = slips(name, street.folded);
    if (count <= most) found.push({ street, groups: street.groups, order: 6 + count / 10 });
    if (found.length === MOST) break;
  }
  return found;
}

/**
 * Addresses that answer to a text, best first: one for each street and town, at the number that was typed or the
 * one nearest to it.
 *
 * @param {any} index
 * @param {string} text
 * @param {{slips?: boolean}} options whether those with slips are looked for where none is without
 * @returns {{order: number, name: string, town: string, postcode: string, lon: number, lat: number}[]}
 */
export function streetHits(index, text, { slips: forgive = false } = {}) {
  const wanted = parts(text);
  let found = groupsOf(index, wanted);
  if (!found.length && forgive) found = nearly(index, wanted);
  const hits = new Map();
  for (const { street, groups, order } of found) {
    for (const { town, postcode, rows } of groups) {
      const row = nearestRow(rows, wanted.number, wanted.letter);
      const away = wanted.number ? off(wanted.number, wanted.letter, row.number) : 0;
      const key = `${street.name}|${town}`, known = hits.get(key);
      if (known && known.away <= away) continue;
      const name = wanted.number && row.number ? `${street.name} ${row.number}` : street.name;
      hits.set(key, { order, away, name, town, postcode, lon: row.lon, lat: row.lat });
    }
  }
  const all = [...hits.values()];
  const same = all.filter(({ away }) => away < 1);
  return (same.length ? same : all).sort((a, b) => a.order - b.order || a.away - b.away || a.name.length - b.name.length || (a.town < b.town ? -1 : 1));
}
