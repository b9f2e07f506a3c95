/* The tray: the units that are chosen, under the list, and the way to see them side by side. */
import { element } from "../app/markup.js";
import { MOST, careForm, chosenIds, fill, find } from "./model.js";

export const nameOf = (id) => find.units.names[find.units.ids.indexOf(id)];

/** A name without the word that most names of the care form begin with. */
function shortName(form, name) {
  const [word, ...rest] = name.split(" ");
  const alike = form.at.filter((unit) => find.units.names[unit].startsWith(`${word} `)).length;
  return rest.length && alike > form.at.length / 2 ? rest.join(" ") : name;
}

/** Show the tray where something is chosen; elsewhere it takes no place. */
export function drawTray() {
  const { said } = find;
  const ids = chosenIds();
  const form = careForm();
  const chip = (id) => ["li", {}, ["button", { type: "button", class: "find-chosen", "data-find": "drop", "data-id": id, "aria-label": fill(said.remove, { name: nameOf(id) }) },
    ["span", {}, shortName(form, nameOf(id))], ["span", { "aria-hidden": "true" }, "×"]]];
  const enough = ids.length > 1;
  const count = document.getElementById("find-tray-count");
  const text = ids.length ? fill(said.chosen, { count: ids.length, most: MOST }) : "";
  if (count.textContent !== text) count.textContent = text;
  document.getElementById("find-tray").replaceChildren(...(ids.length ? [
    ["ul", { class: "find-slots" }, ...ids.map(chip)],
    enough ? ["button", { type: "button", class: "button is-main", "data-find": "compare" }, fill(said.compare_count, { count: ids.length })]
      : ["span", { class: "find-tray-more" }, said.choose_more],
  ] : []).map(element));
  document.getElementById("find").classList.toggle("has-chosen", ids.length > 0);
}
