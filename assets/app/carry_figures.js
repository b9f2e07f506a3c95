/* What is told of a unit in hand: at the pointer, in the panel's place, in the legend, and read out when it is still. */
import { passing } from "../core/carried.js";
import { wayTo } from "../core/spots.js";
import { map } from "../map/api.js";
import { formatNumber, formatValue } from "../map/texts.js";
import { element } from "./markup.js";
import { fill } from "./whatif_words.js";

const ROWS = 6;
const GAP = 18; // pixels between the unit and its card
const MORE = "\u25b2 ";
const LESS = "\u25bc ";

const at = (id) => document.getElementById(id);
const count = (value) => formatNumber(value);
const signed = (value, digits = 0) => (value > 0 ? "+" : "") + formatNumber(value, digits);

/** @type {Map<string, HTMLElement[]>} the places of each figure: they are looked for once a lift, not every frame */
const found = new Map();

/** @param {string} key */
function placesOf(key) {
  if (!found.has(key)) found.set(key, Array.from(document.querySelectorAll(`[data-carry="${key}"]`), (each) => /** @type {HTMLElement} */ (each)));
  return found.get(key);
}

/** The page may be another than at the last lift. */
export const begin = () => found.clear();

/** Write in every place of a key; what stands there already is left alone. */
function write(key, text, css) {
  placesOf(key).forEach((place) => {
    if (place.textContent !== text) place.textContent = text;
    if (css !== undefined && place.className !== css) place.className = css;
  });
}

/** Fill the blanks of every place of a key. */
function blanks(key, values) {
  placesOf(key).forEach((place) => {
    const text = fill(place.dataset.text, values);
    if (place.textContent !== text) place.textContent = text;
  });
}

/** A difference with an arrow, and whether it is for the better. */
function gap(key, value, up, text = signed(value)) {
  const css = !value ? "" : value > 0 === up ? "is-shorter" : "is-longer";
  write(key, value ? (value > 0 ? MORE : LESS) + text : text, css);
}

/** Words of a share, as the key figures have it. */
const share = (part, whole) => (whole ? formatValue("share", part / whole).text : formatValue("share", null).text);

/**
 * The figures of a place.
 *
 * @param {Load} load
 * @param {CarriedAnswer} answer
 * @param {{name: string, area: string, wet: boolean}} place
 */
export function tell(load, answer, place) {
  const { covered, today, persons } = answer;
  blanks("limit", { limit: formatNumber(load.unit.limit, Number.isInteger(load.unit.limit) ? 0 : 1) });
  write("covered", share(covered, persons));
  gap("net", covered - today, true);
  write("shorter", count(answer.shorter));
  write("longer", count(answer.longer));
  write("within-now", share(today, persons));
  write("within-there", share(covered, persons));
  const points = persons ? Number(((100 * (covered - today)) / persons).toFixed(2)) : 0;
  gap("within-gap", points, true, signed(points, 2));
  write("over-now", count(persons - today));
  write("over-there", count(persons - covered));
  gap("over-gap", today - covered, false);
  write("comes-there", count(answer.within));
  gap("comes-gap", answer.within, true);
  write("falls-there", count(answer.beyond));
  gap("falls-gap", answer.beyond, false);
  blanks("place", place);
  blanks("sum", { comes: count(answer.within), falls: count(answer.beyond), net: count(answer.within - answer.beyond) });
  const guess = /** @type {HTMLElement} */ (document.querySelector("[data-carry='guess']"));
  guess.parentElement.hidden = load.homes.exact;
  blanks("guess", {});
  const { dataset } = at("carry-said");
  write("note", place.wet ? dataset.empty : load.homes.exact ? "" : dataset.notice);
  tellPassing(load, answer);
}

function tellPassing(load, answer) {
  const body = /** @type {HTMLElement} */ (document.querySelector("[data-carry='passes']"));
  const minutes = (value) => (value === Infinity ? formatValue("minutes", value).text : formatNumber(value, 1));
  const rows = passing(load, answer, ROWS).map(({ area, persons, before, after }) => {
    const nearer = after < before;
    return ["tr", {}, ["th", { scope: "row" }, map.geo().names[area]], ["td", {}, count(persons)], ["td", {}, minutes(before)],
      ["td", { class: nearer ? "is-shorter" : "is-longer" }, (nearer ? LESS : MORE) + minutes(after)]];
  });
  const markup = rows.length ? rows : [["tr", {}, ["td", { colspan: "4" }, body.dataset.none]]];
  const text = JSON.stringify(markup);
  if (body.dataset.text === text) return;
  body.dataset.text = text;
  body.replaceChildren(...markup.map(element));
}

/**
 * The best of the places near by; nothing where none is looked for.
 *
 * @param {{lat: number, lon: number}} where
 * @param {{lat: number, lon: number, gain: number}[]|null} spots
 * @param {number} gain of where it is
 */
export function tellNear(where, spots, gain) {
  const { dataset } = at("carry-card");
  if (!spots) { write("near", ""); return; }
  const best = spots.reduce((most, each) => (each.gain > (most?.gain ?? 0) ? each : most), null);
  if (!best && gain <= 0) { write("near", dataset.none); return; }
  if (!best || best.gain <= gain) { write("near", dataset.best); return; }
  const { km, way } = wayTo(where, best);
  const area = map.areaAt(best.lon, best.lat);
  const place = area >= 0 ? map.geo().names[area] : "";
  const text = fill(dataset.near, { km: formatNumber(km, km < 10 ? 1 : 0), way: dataset.words.split("|")[way], place, count: count(best.gain) });
  write("near", text);
}

/** @param {[number, number]} steps where dots grow */
export function tellDots([low, high]) {
  write("dot-0", `1\u2013${count(Math.max(1, low - 1))}`);
  write("dot-1", `${count(low)}\u2013${count(Math.max(low, high - 1))}`);
  write("dot-2", `${count(high)}\u2013`);
}

/** What is read out of a place. */
export function sayPlace(load, answer, place) {
  const { dataset } = at("carry-said");
  const spoken = fill(dataset.text, {
    area: place.area, limit: count(load.unit.limit), covered: share(answer.covered, answer.persons),
    shorter: count(answer.shorter), longer: count(answer.longer), comes: count(answer.within), falls: count(answer.beyond),
  });
  at("carry-said").textContent = [place.wet ? dataset.empty : "", spoken, load.homes.exact ? "" : dataset.notice].join(" ").trim();
}

const size = { width: 0, height: 0, card: null };
/* Asking the card for its size in each frame would lay out the page each time: it says so itself. */
const watch = new ResizeObserver(([{ target }]) => Object.assign(size, { width: target.offsetWidth, height: target.offsetHeight }));

/**
 * Put the card beside the unit, where the map has room for it.
 *
 * @param {{x: number, y: number}} pixel of the map
 * @param {boolean} wide whether a finger hides what is below
 * @param {{x: number, y: number}} room pixels of the map
 */
export function place(pixel, wide, { x: width, y: height }) {
  const card = at("carry-card");
  if (size.card !== card) {
    watch.disconnect();
    watch.observe(card);
    Object.assign(size, { card, width: card.offsetWidth, height: card.offsetHeight });
  }
  const { width: w, height: h } = size;
  const left = pixel.x + GAP + w < width ? pixel.x + GAP : pixel.x - GAP - w;
  const below = wide ? pixel.y - 4 * GAP - h : pixel.y + GAP;
  const top = below + h < height ? below : pixel.y - GAP - h;
  card.style.translate = `${Math.max(4, Math.min(left, width - w - 4))}px ${Math.max(4, top)}px`;
}
