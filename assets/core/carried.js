/**
 * What becomes of residents while a unit is carried: the arithmetic of geodata/assessment, on what
 * dashboard/plan/carry_documents.py sends of the homes and of what is left without the unit. A test holds every
 * class and every figure to the server's answer to the same place.
 */
import { regionMetres } from "./metres.js";

const ROUNDING = 1e-12; // of weights that are not whole, as geodata/access/quantiles.py
const HALF = 0.5;

/**
 * What is carried, ready to be put anywhere.
 *
 * @param {CarriedHomes} homes
 * @param {CarriedUnit} unit
 * @returns {Load}
 */
export function loaded(homes, unit) {
  const { begins, persons } = homes;
  const areas = begins.length - 1;
  const people = new Float64Array(areas);
  for (let area = 0; area < areas; area++) for (let i = begins[area]; i < begins[area + 1]; i++) people[area] += persons[i];
  const load = { homes, unit, people, persons: people.reduce((sum, count) => sum + count, 0), today: 0, rest: 0, beyond: new Uint32Array(0) };
  const beyond = [];
  for (let i = 0; i < persons.length; i++) {
    if (unit.today[i] <= unit.limit) load.today += persons[i];
    if (unit.rest[i] <= unit.limit) load.rest += persons[i];
    else if (persons[i]) beyond.push(i);
  }
  load.beyond = Uint32Array.from(beyond);
  return load;
}

/** Minutes from a home to a place, as the version keeps them; Infinity out of reach. */
function minutesTo(homes, home, x, y) {
  const [east, north] = [homes.x[home] - x, homes.y[home] - y];
  const minutes = Math.sqrt(east * east + north * north) / homes.pace[homes.pace.length === 1 ? 0 : home];
  if (!(minutes <= homes.longest)) return Infinity;
  const kept = Math.max(minutes, homes.shortest);
  return homes.narrow ? Math.fround(kept) : kept;
}

/** Minutes gained (below 0) or lost; infinite where a unit comes into reach or leaves it. */
const gapOf = (before, after) => (before === after ? 0 : after - before);

/** The value within which half of an area's weight lies. */
function median(values, weights, from, to) {
  let total = 0;
  let [low, high] = [Infinity, -Infinity];
  for (let i = from; i < to; i++) {
    total += weights(i);
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (!(total > 0)) return NaN;
  if (low === high) return low;
  const order = [];
  for (let i = from; i < to; i++) if (weights(i) > 0) order.push(i);
  order.sort((a, b) => (values[a] === values[b] ? 0 : values[a] < values[b] ? -1 : 1));
  let sum = 0;
  const least = HALF * total - ROUNDING * (total + 1);
  for (const i of order) {
    sum += weights(i);
    if (sum >= least) return values[i];
  }
  return values[order[order.length - 1]];
}

/** Share of its area's residents at each home; where nobody of the age group lives, as the points say. */
function sharesOf(load) {
  if (load.shares) return load.shares;
  const { begins, persons, shares } = load.homes;
  const found = new Float64Array(persons.length);
  let given = 0;
  for (let area = 0; area < load.people.length; area++)
    for (let i = begins[area]; i < begins[area + 1]; i++) found[i] = load.people[area] > 0 ? persons[i] / load.people[area] : shares[given++];
  load.shares = found;
  return found;
}

/** Step of an area's colour, 0 much shorter to 6 much longer; 7 where nothing is known. */
function classOf(gap, ends) {
  if (Number.isNaN(gap)) return 7;
  const steps = ends.reduce((count, end) => count + Number(Math.abs(gap) > end), 0);
  return gap < 0 ? 3 - steps : 3 + steps;
}

/**
 * What becomes of residents with the unit at a place.
 *
 * @param {Load} load
 * @param {number} lat degrees, as the address would hold them
 * @param {number} lon
 * @returns {CarriedAnswer|null} null far from the region
 */
export function putAt(load, lat, lon) {
  const { homes, unit } = load;
  const place = regionMetres(homes.flat, lat, lon);
  if (!place) return null;
  const { begins, persons } = homes;
  const [x, y] = place;
  const single = persons.length === begins.length - 1;
  const after = (load.after ??= new Float64Array(persons.length)); // written over each time
  const areaMin = Float64Array.from(unit.restArea);
  const found = { shorter: 0, longer: 0, within: 0, beyond: 0, reached: 0, lost: 0, covered: 0 };
  for (let area = 0; area < areaMin.length; area++) {
    let nearer = false;
    for (let i = begins[area]; i < begins[area + 1]; i++) {
      const own = unit.counts ? minutesTo(homes, i, x, y) : Infinity;
      const now = own < unit.rest[i] ? own : unit.rest[i];
      nearer ||= own < unit.rest[i];
      after[i] = now;
      const before = unit.today[i];
      if (now <= unit.limit) found.covered += persons[i];
      if (now === before) continue;
      const gap = gapOf(before, now);
      if (gap < -unit.same) found.shorter += persons[i];
      if (gap > unit.same) found.longer += persons[i];
      if (before > unit.limit && now <= unit.limit) found.within += persons[i];
      if (before <= unit.limit && now > unit.limit) found.beyond += persons[i];
      if (gap === -Infinity) found.reached += persons[i];
      if (gap === Infinity) found.lost += persons[i];
    }
    if (!nearer) continue;
    if (single) areaMin[area] = after[area];
    else {
      const shares = sharesOf(load);
      areaMin[area] = median(after, (i) => shares[i], begins[area], begins[area + 1]);
    }
  }
  const classes = new Uint8Array(areaMin.length);
  for (let area = 0; area < areaMin.length; area++) classes[area] = classOf(gapOf(unit.todayArea[area], areaMin[area]), unit.ends);
  return { ...found, persons: load.persons, today: load.today, areaMin, classes };
}

/**
 * How many more residents than today have a unit within the limit with this one at a place: `covered` less today's,
 * found from those alone who have none without it.
 *
 * @param {Load} load
 * @param {number} lat degrees
 * @param {number} lon
 * @returns {number} NaN far from the region
 */
export function gainAt(load, lat, lon) {
  const place = regionMetres(load.homes.flat, lat, lon);
  if (!place) return NaN;
  let near = load.rest;
  if (load.unit.counts)
    for (const home of load.beyond) if (minutesTo(load.homes, home, place[0], place[1]) <= load.unit.limit) near += load.homes.persons[home];
  return near - load.today;
}

/**
 * Areas that pass the limit, those of most residents first.
 *
 * @param {Load} load
 * @param {CarriedAnswer} answer
 * @param {number} most
 * @returns {{area: number, persons: number, before: number, after: number}[]}
 */
export function passing(load, answer, most) {
  const { limit, todayArea } = load.unit;
  const rows = [];
  for (let area = 0; area < todayArea.length; area++) {
    const [before, after] = [todayArea[area], answer.areaMin[area]];
    if (before <= limit !== after <= limit && load.people[area]) rows.push({ area, persons: load.people[area], before, after });
  }
  return rows.sort((a, b) => b.persons - a.persons || a.area - b.area).slice(0, most);
}
