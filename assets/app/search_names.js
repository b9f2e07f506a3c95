/* Names that answer to what was typed: without case or accents, by their other names, with a slip or two, and without
   the words that people put beside a name. No page is needed to run it. */

/** Words beside a name, and the kind of place that they say: left out of what is looked for. */
const BESIDE = {
  muni: ["kommun", "kommunen", "kn", "municipality", "council", "borough", "district"],
  place: ["centrum", "centrala", "city", "centre", "center", "stad", "staden", "tatort", "town", "central"],
};
const KIND_OF = new Map(Object.entries(BESIDE).flatMap(([kind, words]) => words.map((word) => [word, kind])));
const SLIPPED = 6; // order of a name with slips: after all without

/** The same letters without case or accents; å, ä and ö are letters of their own only when typed. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u00f8/g, "o").replace(/\u00e6/g, "a");
}

/**
 * Slips between what was typed and the beginning of a name: letters changed, left out, added or swapped.
 * Optimal string alignment; Damerau 1964, doi 10.1145/363958.363994.
 */
export function slips(typed, name) {
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

/** How many slips are forgiven in a word. */
export const forgiven = (typed) => (typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2);

/** The letters and figures of a text, a bit each: a letter that a name lacks is a slip at least. */
export function letters(text) {
  let mask = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) mask |= 1 << 26;
  }
  return mask;
}

/** Slips that there are at least, by the letters alone. */
export function lacking(typed, name) {
  let left = typed & ~name, count = 0;
  while (left) { left &= left - 1; count++; }
  return count;
}

/**
 * What was typed as it stands, and without words beside the name, with the kind that they say.
 *
 * @param {string} wanted folded
 * @returns {{name: string, kind: string}[]}
 */
export function readings(wanted) {
  const found = [{ name: wanted, kind: "" }];
  const words = wanted.split(/\s+/);
  const left = words.filter((word) => !KIND_OF.has(word) && word !== "of");
  if (!left.length || left.length === words.length) return found;
  const kind = KIND_OF.get(words.find((word) => KIND_OF.has(word))) || "";
  const name = left.join(" ");
  if (kind) found.push({ name, kind });
  if (kind && name.endsWith("s")) found.push({ name: name.slice(0, -1), kind }); // Lidköpings kommun
  return found;
}

/** How a name answers to words without slips: 0 is the same, 9 not at all. */
function plain(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(" " + wanted)) return 2;
  if (name.includes(wanted)) return 3;
  return wanted.includes(" ") && wanted.split(" ").every((word) => name.startsWith(word) || name.includes(" " + word)) ? 4 : 9;
}

/** How an entry answers to all readings: the name that does comes along. */
function answer(one, all) {
  let best = { order: 9, by: one.name };
  all.forEach(({ name, kind }, at) => one.names.forEach((own) => {
    let order = plain(own.folded, name);
    if (order < 9 && at) order = order ? 4 + order / 10 : one.kind === kind ? 0.5 : 0.6;
    if (order < best.order) best = { order, by: own.name };
  }));
  return best;
}

/** Fewest slips of an entry's names from their first word or any other. */
function slipped(one, all) {
  let fewest = 9;
  for (const { name } of all) {
    const most = forgiven(name), mask = letters(name);
    if (!most) continue;
    for (const own of one.names) {
      if (lacking(mask, own.letters) > most) continue;
      const words = own.folded.split(/[ -]/);
      for (let at = 0; at < words.length; at++) {
        const off = slips(name, words.slice(at).join(" "));
        if (off <= most) fewest = Math.min(fewest, off);
      }
    }
  }
  return fewest;
}

/** An entry that can be looked for: with its names folded once. */
export function entry(one, others = []) {
  return { ...one, names: [one.name, ...others].map((name) => ({ name, folded: fold(name), letters: letters(fold(name)) })) };
}

/**
 * Entries that answer to a text, best first: those of the very name, then those that begin with it, and only where
 * few do those with a slip or two.
 *
 * @param {any[]} entries as `entry` makes them
 * @param {string} text after a comma stands where it lies
 * @param {{kinds: string[], where: (one: any) => string, enough?: boolean}} options `kinds`: which comes first of
 *   several that answer alike; `enough`: others have answered, no slips are looked for
 * @returns {{order: number, by: string, one: any}[]}
 */
export function matches(entries, text, { kinds, where, enough = false }) {
  const [wanted, within = ""] = fold(text).split(",").map((part) => part.trim());
  if (!wanted) return [];
  const all = readings(wanted);
  const found = entries.map((one) => ({ ...answer(one, all), one }));
  if (!enough && !found.some(({ order }) => order < 3)) {
    for (const each of found) {
      if (each.order < 9) continue;
      const off = slipped(each.one, all);
      if (off < 9) each.order = SLIPPED + off / 10;
    }
  }
  return found.filter(({ order, one }) => order < 9 && (!within || fold(where(one)).includes(within)))
    .sort((a, b) => a.order - b.order || kinds.indexOf(a.one.kind) - kinds.indexOf(b.one.kind) || a.one.name.length - b.one.name.length);
}
