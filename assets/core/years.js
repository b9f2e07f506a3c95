/** The classes of areas over several years, and areas put together by class. */

/**
 * Classes of one of the years, out of those of all, one year after the other.
 *
 * @param {Uint8Array} classes
 * @param {number} years how many
 * @param {number} at position of the year
 * @returns {Uint8Array} a class an area
 */
export function classesOf(classes, years, at) {
  const areas = classes.length / years;
  return classes.subarray(at * areas, (at + 1) * areas);
}

/**
 * The step of a slider that an address asks for: that of its year, else of the usual one.
 *
 * @param {number[]} years of the slider's steps
 * @param {string} text of the address
 * @param {number} usual year
 * @returns {number}
 */
export function stepOf(years, text, usual) {
  const at = years.indexOf(Number(text));
  return at >= 0 ? at : Math.max(0, years.indexOf(usual));
}

/**
 * Areas of each class by the groups that they lie together in, so that a class in a group is one path.
 *
 * @param {number[][]} together positions of areas: a municipality each
 * @param {Uint8Array|number[]} classes a class an area
 * @param {number} kinds how many classes there are
 * @returns {number[][][]} by class, the areas of each group that has any
 */
export function groupedByClass(together, classes, kinds) {
  const groups = Array.from({ length: kinds }, () => []);
  for (const areas of together) {
    const own = new Map();
    for (const area of areas) own.has(classes[area]) ? own.get(classes[area]).push(area) : own.set(classes[area], [area]);
    for (const [kind, some] of own) groups[kind]?.push(some);
  }
  return groups;
}
