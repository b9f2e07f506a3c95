/* Before a place is given: every municipality with how many units it has, to begin in. */
import { formatNumber } from "../map/texts.js";
import { fill, find } from "./model.js";

/** How many of some units stand in each municipality, or may come home to those who live there, by its position. */
function counted(form, shown) {
  const { municipalities, municipality } = find.geo;
  const counts = municipalities.map(() => 0);
  const served = form.groups.find((group) => group.key === "serves")?.told;
  for (const at of shown) {
    if (served) {
      new Set((served[at] || []).map((area) => municipality[Number(area)])).forEach((muni) => { counts[muni] += 1; });
      continue;
    }
    const muni = find.units.muni[form.at[at]];
    if (muni >= 0) counts[muni] += 1;
  }
  return counts;
}

/**
 * The municipalities as buttons, in the language's order, with how many units each has.
 *
 * @param {FindForm} form
 * @param {number[]} shown positions of the units that pass the filters
 */
export function municipalityList(form, shown) {
  const { said, geo, language } = find;
  const counts = counted(form, shown);
  const order = geo.municipalities.map((one, at) => ({ ...one, count: counts[at] }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const row = ({ id, name, count }) => ["li", {}, ["button", { type: "button", "data-find": "muni", "data-id": id },
    ["span", {}, name], ["span", { class: "count" }, formatNumber(count), ["span", { class: "unseen" }, ` ${count === 1 ? form.name.toLowerCase() : form.plural}`]]]];
  return [["h2", {}, said.municipality], ["ul", {}, ...order.map(row)],
    ["button", { type: "button", class: "link", "data-find": "all" }, fill(said.by_name, { plural: form.plural })]];
}
