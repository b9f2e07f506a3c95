/* What Hitta knows: the page's texts, the units and how far one gets, and what is chosen of them by the address. */
import { state } from "../app/address.js";

/** Words with their blanks filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

export const MOST = 4; // units chosen at a time

let telling = 0;

export const find = {
  /** Texts of the page by key, its language, and the version of the data that it shows. */
  said: {},
  language: "",
  version: "",
  /** The units and their care forms, the geography, and minutes or paces: null until they are here. */
  /** @type {FindUnits} */
  units: null,
  /** @type {Geo} */
  geo: null,
  /** @type {TravelAnswer} */
  model: null,
  /** Where distances begin, in words, and the id of a unit that is pointed out on the map. */
  from: "",
  pointed: "",
  /** The map's colours. */
  /** @type {Palette} */
  palette: null,
  /** Work out and show everything anew; main.js says how. */
  show: () => {},
};

/** The care form of the address; the first where it names none. */
export const careForm = () => find.units.forms.find((one) => one.key === state.get("form")) || find.units.forms[0];

/** Ids of the chosen units of the care form, in the order they were chosen. */
export function chosenIds() {
  const form = careForm();
  const known = new Set(form.at.map((unit) => find.units.ids[unit]));
  return [...new Set(state.get("chosen").split(";"))].filter((id) => known.has(id)).slice(0, MOST);
}

/** Say something once to those who listen, and show it. */
export function tell(text) {
  const box = document.getElementById("said");
  box.textContent = text;
  box.classList.toggle("is-shown", Boolean(text));
  window.clearTimeout(telling);
  telling = window.setTimeout(() => { box.textContent = ""; box.classList.remove("is-shown"); }, 6000);
}
