/** The card beside the pointer: name, where it is, three figures. Text only, never markup from data. */
import { constants } from "../constants.js";
import { fromFloat32 } from "../core/numbers.js";
import { formatNumber, formatValue, words } from "./texts.js";

const ASIDE = 26;

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * What a card says of an area.
 *
 * @param {Geo} geo
 * @param {View} view from `readView`
 * @param {number} area
 * @returns {{title: string, under: string, rows: [string, {text: string, state: string}][]}}
 */
export function cardOfArea(geo, view, area) {
  const municipality = geo.municipalities[geo.municipality[area]]?.name;
  const persons = geo.persons[area];
  const under = [municipality, persons === undefined ? "" : `${formatNumber(persons)} ${words.persons}`];
  return {
    title: geo.names[area],
    under: under.filter(Boolean).join(" · "),
    rows: view.hover.map((h) => [h.label, formatValue(h.kind, fromFloat32(h.values[area]))]),
  };
}

/**
 * What a card says of a unit, and of what the scenario does to it.
 */
export function cardOfUnit(geo, view, unit) {
  const { units } = geo;
  const change = view.changes.of.get(unit);
  const form = words.forms[units.forms[units.form[unit]]?.key];
  const operator = words.operators[units.operators[units.operator[unit]]];
  return {
    title: units.names[unit],
    under: [form, operator].filter(Boolean).join(" · "),
    change: change ? change.labels.filter((label) => label !== units.names[unit]).join(" · ") : "",
    alert: view.state[unit] === constants.unit_state.alert ? words.alert : "",
    rows: view.unitHover.map((h) => [h.label, formatValue(h.kind, h.values[unit])]),
  };
}

/**
 * What a card says of a flow: both ends, and what goes between them.
 */
export function cardOfFlow(flow, view) {
  const { flow: said } = words;
  const rows = [[view.flows?.named || "", formatValue("count", flow.visits)]];
  if (flow.back !== null && flow.back !== undefined) {
    rows.push([said.back, formatValue("count", flow.back)]);
    const net = flow.visits - flow.back;
    rows.push([said.net.replace("{name}", flow.names[net < 0 ? 0 : 1]), formatValue("count", Math.abs(net))]);
  }
  if (typeof flow.share === "number") rows.push([said[flow.of], formatValue("share", flow.share)]);
  if (!flow.apart) rows.push([said.minutes, formatValue("minutes", flow.minutes)]);
  if (flow.past) rows.push([said.past, formatValue("flag", true)]);
  return { title: `${flow.names[0]} → ${flow.names[1]}`, under: "", rows };
}

/**
 * A card that belongs to one map.
 *
 * @param {Element} container the map's
 * @returns {{show: Function, move: Function, hide: Function, remove: Function, readonly up: boolean}}
 */
export function createCard(container) {
  const box = element("div", "map-card");
  box.setAttribute("aria-hidden", "true"); // the table says the same
  box.hidden = true;
  container.append(box);

  /**
   * Stand 26 pixels beside a point, on the other side where there is no room.
   */
  function move(x, y, padding) {
    const { offsetWidth: w, offsetHeight: h } = box;
    const right = container.clientWidth - (padding.right || 0) - 8;
    const left = (padding.left || 0) + 8;
    let at = x + ASIDE;
    if (at + w > right && x - ASIDE - w >= Math.min(left, x)) at = x - ASIDE - w;
    else if (at + w > right) at = x - ASIDE - w >= 8 ? x - ASIDE - w : Math.max(8, container.clientWidth - w - 8);
    const low = container.clientHeight - h - 8;
    const top = Math.max(8, Math.min(y - 24, low));
    box.style.transform = `translate(${Math.round(at)}px, ${Math.round(top)}px)`;
  }

  return {
    show(content, x, y, padding) {
      const rows = element("dl", "map-card-rows");
      for (const [label, { text, state }] of content.rows) {
        const row = element("div", "map-card-row");
        row.append(element("dt", "", label), element("dd", state ? `is-${state}` : "", text));
        rows.append(row);
      }
      box.replaceChildren(element("strong", "map-card-title", content.title));
      if (content.under) box.append(element("div", "map-card-under", content.under));
      if (content.change) box.append(element("div", "map-card-change", content.change));
      if (content.alert) box.append(element("div", "map-card-alert", content.alert));
      if (content.rows.length) box.append(rows);
      box.hidden = false;
      move(x, y, padding);
    },
    move(x, y, padding) {
      if (!box.hidden) move(x, y, padding);
    },
    hide() {
      box.hidden = true;
    },
    get up() {
      return !box.hidden;
    },
    remove() {
      box.remove();
    },
  };
}
