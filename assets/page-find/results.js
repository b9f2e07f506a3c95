/* Which units answer what is asked for, in which order, and which would have if they had told. */

const YES = 1, NO = 0, UNTOLD = -1;

/** Whether a unit has what a group asks for: 1, 0, or -1 where it has not told. */
function answer(group, asked, told) {
  if (told === null) return UNTOLD;
  const has = (one) => told.includes(one);
  return (group.takes === "all" ? asked.every(has) : asked.some(has)) ? YES : NO;
}

/**
 * Units that pass the filters, those that are hidden only because they have not told, and counts of every option.
 *
 * @param {FindGroup[]} groups with `key`, `takes`, `options`, `told`
 * @param {Object<string, string[]>} asked options by group
 * @param {string[]} untold groups whose units without an answer are shown too
 * @param {number} count units
 * @returns {{shown: number[], hidden: Object<string, number>, added: Object<string, number>, counts: Object<string, Object<string, number>>}}
 *   positions; by group how many are hidden because, or shown although, they have not told; by group and option how many
 *   would be shown with it
 */
export function filtered(groups, asked, untold, count) {
  const active = groups.filter((group) => (asked[group.key] || []).length);
  const passes = (group, said) => said === YES || (said === UNTOLD && untold.includes(group.key));
  const shown = [], hidden = {}, added = {};
  const counts = Object.fromEntries(groups.map((group) => [group.key, Object.fromEntries(group.options.map(([key]) => [key, 0]))]));
  for (let at = 0; at < count; at++) {
    const said = new Map(active.map((group) => [group, answer(group, asked[group.key], group.told[at])]));
    const failed = active.filter((group) => !passes(group, said.get(group)));
    if (!failed.length) shown.push(at);
    if (!failed.length) active.forEach((group) => { if (said.get(group) === UNTOLD) added[group.key] = (added[group.key] || 0) + 1; });
    else if (failed.every((group) => said.get(group) === UNTOLD)) failed.forEach((group) => { hidden[group.key] = (hidden[group.key] || 0) + 1; });
    for (const group of groups) {
      if (failed.some((one) => one !== group)) continue;
      const chosen = asked[group.key] || [];
      for (const [key] of group.options) {
        const wanted = group.takes === "all" ? [...new Set([...chosen, key])] : [key];
        if (answer(group, wanted, group.told[at]) === YES) counts[group.key][key] += 1;
      }
    }
  }
  return { shown, hidden, added, counts };
}

/**
 * By a figure, the better first; those of the same by name, and those that have none last.
 *
 * @param {number[]} shown positions
 * @param {{values: (number|null)[], better: string}} field
 * @param {number[]} rank by name, by position
 */
export function sortedByFigure(shown, { values, better }, rank) {
  const side = better === "higher" ? -1 : 1;
  const place = (at) => (values[at] === null ? Infinity : side * values[at]);
  return [...shown].sort((a, b) => (place(a) === place(b) ? rank[a] - rank[b] : place(a) - place(b)));
}

/**
 * The nearest first: by minutes, then metres, then name in the language's order; those without a place last, and after
 * them those without capacity, for none of these is the nearest.
 *
 * @param {number[]} shown positions
 * @param {Away[]|null} away by position; null: by name alone
 * @param {number[]} rank by name, by position
 * @param {number[]} [idle] positions of those without capacity
 */
export function sorted(shown, away, rank, idle = []) {
  const known = (value) => (Number.isNaN(value) ? Infinity : value);
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  /* Ties are of what is said, not of what is computed: two that both are 14.8 km away stand by name. */
  const written = (at) => [Number(idle.includes(at)), known(Math.round(away[at].minutes)), known(Math.round(away[at].metres / 100)), rank[at]];
  return [...shown].sort((a, b) => {
    if (!away) return rank[a] - rank[b];
    const [x, y] = [written(a), written(b)];
    return x.reduce((found, value, i) => found || order(value, y[i]), 0);
  });
}
