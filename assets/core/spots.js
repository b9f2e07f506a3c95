/** Where a unit would do best: places in a grid about it, and how many more residents each brings within the limit. */
import { gainAt } from "./carried.js";

const NICE = [1, 1.5, 2, 3, 5, 7];
const APART = 22; // pixels
const REACH = 5; // places each way
const WORK = 400_000; // homes looked at a frame
const METRES = 111_132; // a degree of latitude
const RADIUS = [2.4, 4.4, 6.6]; // pixels
const PARTS = [0.25, 0.6]; // of the most that a place brings, where dots grow

/** The nearest of a few round numbers from a number upwards. */
export function niceFrom(number) {
  const ten = 10 ** Math.floor(Math.log10(Math.max(number, 1e-9)));
  return ten * (NICE.find((each) => each * ten >= number * (1 - 1e-9)) ?? 10);
}

/** Two figures of a number, at least 1. */
function short(number) {
  const ten = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(number, 1))) - 1);
  return Math.max(1, Math.round(number / ten) * ten);
}

/**
 * Where dots grow: part of what the best of some places brings, in two figures.
 *
 * @param {Load} load
 * @param {[number, number][]} places latitude and longitude
 * @returns {[number, number]} residents; the second more than the first
 */
export function dotSteps(load, places) {
  const every = Math.max(1, Math.ceil((places.length * Math.max(1, load.beyond.length)) / (10 * WORK)));
  let most = 0;
  for (let i = 0; i < places.length; i += every) most = Math.max(most, gainAt(load, ...places[i]) || 0);
  const [low, high] = PARTS.map((part) => short(part * most));
  return [low, Math.max(high, low + 1)];
}

/**
 * Places about a unit as it is carried. Each is worked out once; of those that a frame has no time for the next
 * frame tells.
 *
 * @param {Load} load
 * @param {(lat: number, lon: number) => boolean} dry whether a unit can stand there
 * @returns {(lat: number, lon: number, pixelMetres: number) => {spots: {lat: number, lon: number, gain: number}[], all: boolean}}
 *   the places that bring more within the limit than today, about a place, and whether those are all
 */
export function spotsAbout(load, dry) {
  const known = new Map();
  const budget = Math.max(6, Math.floor(WORK / Math.max(1, load.beyond.length)));
  const narrowing = Math.cos((load.homes.flat.lat * Math.PI) / 180);

  return (lat, lon, pixelMetres) => {
    const metres = niceFrom(APART * pixelMetres);
    const [north, east] = [metres / METRES, metres / (METRES * narrowing)];
    const [row, column] = [Math.round(lat / north), Math.round(lon / east)];
    const about = [];
    for (let i = -REACH; i <= REACH; i++)
      for (let j = -REACH; j <= REACH; j++) if (i * i + j * j <= REACH * REACH) about.push([i * i + j * j, row + i, column + j]);
    about.sort((a, b) => a[0] - b[0]);
    let left = budget;
    const found = [];
    for (const [, i, j] of about) {
      const key = `${metres} ${i} ${j}`;
      if (!known.has(key)) {
        if (!left) return { spots: found, all: false };
        left -= 1;
        const place = { lat: Number((i * north).toFixed(5)), lon: Number((j * east).toFixed(5)), gain: 0 };
        place.gain = gainAt(load, place.lat, place.lon) || 0;
        if (place.gain > 0 && !dry(place.lat, place.lon)) place.gain = 0;
        known.set(key, place);
      }
      if (known.get(key).gain > 0) found.push(known.get(key));
    }
    return { spots: found, all: true };
  };
}

/** How large a dot is, pixels. */
export const dotRadius = (gain, [low, high]) => RADIUS[gain < low ? 0 : gain < high ? 1 : 2];

/**
 * How far one place is from another, kilometres, and which way: 0 for north, clockwise to 7.
 *
 * @param {{lat: number, lon: number}} from
 * @param {{lat: number, lon: number}} to
 * @returns {{km: number, way: number}}
 */
export function wayTo(from, to) {
  const north = (to.lat - from.lat) * METRES;
  const east = (to.lon - from.lon) * METRES * Math.cos((from.lat * Math.PI) / 180);
  const turn = (Math.atan2(east, north) * 4) / Math.PI;
  return { km: Math.hypot(north, east) / 1000, way: (Math.round(turn) + 8) % 8 };
}
