/* Hitta put together: what the address says, worked out and shown; and what is pressed, written to the address. */
import { state } from "../app/address.js";
import { shown } from "../app/answer.js";
import { expect } from "../app/expect.js";
import { element } from "../app/markup.js";
import { searched } from "../app/search_index.js";
import { map } from "../map/api.js";
import { choose, drawComparison } from "./chosen.js";
import { detailsClosed, drawDetails } from "./details.js";
import { distances, unpacked } from "./distance.js";
import { askedOptions, drawFilters, noFilters, toggleFilter } from "./filters.js";
import { drawMap, lookAtNearest, selectOnMap } from "./ground.js";
import { begins, drawList, drawUntold, focusFirst, moreRows } from "./list.js";
import { MOST, careForm, chosenIds, fill, find } from "./model.js";
import { markOpen } from "./opened.js";
import { clearOrigin, findOrigin, holdFound, setArea, setMuni, setPoint, shareOwn, useOwn } from "./origin.js";
import { filtered } from "./results.js";
import { drawSort, ordered } from "./sorting.js";
import { drawTray } from "./tray.js";
import { beneath } from "../site.js";

let begun = false;
let ready = false;
let looked = null;
let answer = null;

let known = null;
searched.data = new Promise((done) => { known = done; });
searched.town = () => find.said.town;
searched.kinds = ["place", "area", "muni", "unit"];

const byId = (id) => document.getElementById(id);

async function json(name) {
  const answer = await fetch(beneath(`/find/${find.version}/${name}.json`));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

async function begin() {
  const page = byId("state-keys");
  find.said = JSON.parse(page.dataset.said);
  find.version = page.dataset.version;
  find.language = page.dataset.lang;
  map.setTexts(JSON.parse(page.dataset.texts));
  map.onSelect = selectOnMap;
  byId("find-status").textContent = find.said.loading;
  const arrived = expect(() => { byId("late").hidden = false; });
  try {
    /* What is told of a care form's units comes by itself: the first while the map is on its way. */
    const { forms } = JSON.parse(page.dataset.kinds);
    const key = state.get("form") in forms ? state.get("form") : Object.keys(forms)[0];
    const [units, facts] = await Promise.all([json(find.language), json(`${find.language}/${key}`), map.load(find.version)]);
    Object.assign(units.forms.find((one) => one.key === key), facts);
    find.units = units;
    known(units);
    find.geo = map.geo();
    const minutes = units.paces ? null : unpacked(await json("minutes"));
    find.model = { paces: units.paces, pace: units.pace, minutes };
    byId("late").hidden = true;
  } catch {
    byId("find-status").textContent = "";
    byId("late").hidden = false;
    return;
  } finally {
    arrived();
  }
  byId("find-details").addEventListener("close", detailsClosed);
  ready = true;
  find.show();
  document.querySelector("#find").classList.add("is-ready");
}

/** The origin in words, and what can be done about it. */
function drawOrigin(origin) {
  const { said } = find;
  const parts = [];
  const button = (key, text) => ["button", { type: "button", class: "link", "data-find": key }, text];
  if (origin) {
    const inside = find.geo.names[origin.area];
    const name = origin.kind === "own" ? said.own : origin.kind === "muni" ? fill(said.middle_of, { name: origin.name })
      : origin.name || (inside ? fill(said.in_area, { name: inside }) : said.point);
    const home = careForm().home;
    const from = home ? fill(said.from_home, { name: origin.kind === "muni" ? origin.name : inside || name }) : fill(said.from, { name });
    parts.push(["span", {}, from]);
    const note = home ? "" : origin.area < 0 ? (find.model.paces ? said.outside : said.only_km)
      : find.model.paces || origin.kind === "area" ? "" : fill(said.from_area, { name: inside });
    if (note) parts.push(["span", { class: "second" }, note]);
    if (origin.kind === "own" || origin.kind === "held") parts.push(["span", { class: "second" }, said.own_private], button("share-own", said.own_link));
    parts.push(button("clear", said.clear));
    find.from = [from, note].filter(Boolean).join(" ");
  } else {
    parts.push(["span", {}, said.nowhere]);
    find.from = "";
  }
  byId("find-origin").replaceChildren(...parts.map(element));
  const input = byId("search-field");
  if (input && document.activeElement !== input) input.value = origin && origin.kind !== "own" ? origin.name : "";
}

/** Fetch what is told of another care form's units, once, and show it if it is still asked for. */
async function fetched(form) {
  if (form.asked) return;
  form.asked = true;
  shown.awaiting = true;
  byId("find-status").textContent = find.said.loading;
  const arrived = expect(() => { byId("late").hidden = false; });
  try {
    Object.assign(form, await json(`${find.language}/${form.key}`));
    byId("late").hidden = true;
    find.show();
  } catch {
    form.asked = false;
    byId("find-status").textContent = "";
    byId("late").hidden = false;
  } finally {
    arrived();
  }
  shown.awaiting = false;
}

/** Work out and show everything anew. */
find.show = () => {
  if (!ready) return;
  const form = careForm();
  if (!form.fields) { fetched(form); return; }
  const origin = findOrigin();
  const aways = origin && !form.home ? distances(origin, find.units, form.at, find.model) : null;
  markOpen(form);
  const result = filtered(form.groups, askedOptions(form), state.get("untold").split(","), form.at.length);
  const order = ordered(form, result.shown, aways);
  const key = JSON.stringify([form.key, origin && [origin.lat, origin.lon], askedOptions(form), state.get("sort")]);
  const other = key !== looked;
  if (other) begins();
  answer = { form, order, aways, origin };
  drawOrigin(origin);
  drawFilters(form, result.counts);
  drawSort(form, aways, order.length);
  drawUntold(result);
  drawList(answer);
  drawTray();
  drawComparison(aways, find.from);
  drawMap(answer);
  drawDetails(aways);
  document.title = `${state.get("view") === "compare" ? fill(find.said.title_compare, { count: chosenIds().length }) : find.said.page} – ${find.said.site}`;
  if (other) { looked = key; lookAtNearest(); }
};

function where(id) {
  find.pointed = id;
  const dialog = byId("find-details");
  if (dialog.open) dialog.close();
  if (window.innerWidth < 768) large(true);
  find.show();
  map.flyTo({ unit: id });
  document.querySelector(".find-map .leaflet-container")?.focus({ preventScroll: true });
}

/** The map over the whole screen of a phone, or in its place again. */
function large(on) {
  const button = document.querySelector('[data-find="map"]');
  byId("find").classList.toggle("has-map", on);
  button.setAttribute("aria-pressed", on ? "true" : "false");
  button.dataset.open = button.dataset.open || button.textContent;
  button.textContent = on ? button.dataset.close : button.dataset.open;
}

const PRESS = {
  own: () => useOwn(),
  "share-own": () => shareOwn(),
  clear: () => { clearOrigin(); byId("search-field").value = ""; byId("search-field").focus(); },
  unit: ({ id }) => state.set({ unit: id }),
  close: () => byId("find-details").close(),
  where: ({ id }) => where(id),
  drop: ({ id }) => {
    choose(id, false);
    document.querySelector(byId("find-compare").hidden ? "#find-tray button" : "#find-compare .find-out")?.focus();
  },
  muni: ({ id }) => { setMuni(id); focusFirst(); },
  all: () => { state.set({ sort: "name" }); focusFirst(); },
  compare: () => state.set({ view: "compare" }),
  "compare-first": () => state.set({ chosen: answer.order.slice(0, MOST).map((at) => find.units.ids[answer.form.at[at]]).join(";"), view: "compare" }),
  back: () => state.set({ view: null }),
  print: () => window.print(),
  undo: () => { state.set(noFilters()); byId("find-list").querySelector("button")?.focus(); },
  "undo-one": ({ group }) => { state.set({ [group]: null }); byId("find-list").querySelector("button")?.focus(); },
  more: () => moreRows(answer),
  map: () => large(!byId("find").classList.contains("has-map")),
  untold: ({ group }) => state.set({ untold: [...new Set([...state.list("untold"), group])].join(",") }),
  told: ({ group }) => state.set({ untold: state.list("untold").filter((one) => one !== group).join(",") || null }),
};

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-find]");
  if (pressed && ready && !pressed.matches("input, select")) PRESS[pressed.dataset.find]?.(pressed.dataset);
});
document.addEventListener("change", (event) => {
  const { find: what, id, group, option } = event.target.dataset || {};
  if (!ready || !what) return;
  if (what === "choose") choose(id, event.target.checked);
  if (what === "filter") toggleFilter(group, option, event.target.checked);
  if (what === "sort") state.set({ sort: event.target.value });
  if (what === "form") state.set({ ...noFilters(), form: event.target.value, chosen: null, unit: null, view: null });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (byId("find")?.classList.contains("has-map")) { large(false); document.querySelector('[data-find="map"]').focus(); }
});

/** What was found in the search: units tell of themselves, all else is a place to begin at. */
document.addEventListener("found", (event) => {
  event.preventDefault();
  const one = event.detail;
  if (one.kind === "unit") state.set({ form: one.form, unit: one.id, ...(one.form === careForm().key ? {} : { ...noFilters(), chosen: null }) });
  else {
    if (one.kind === "area") setArea(one.id);
    else if (one.kind === "muni") setMuni(one.id);
    else if (one.held || one.beyond) holdFound(one.lat, one.lon, one.name);
    else setPoint(one.lat, one.lon, one.name);
    focusFirst();
  }
});
document.addEventListener("input", (event) => { if (ready && event.target.id === "search-field" && !event.target.value && findOrigin()) clearOrigin(); });

document.addEventListener("sync", () => { if (!begun && byId("find")) { begun = true; begin(); } else if (begun) find.show(); });
