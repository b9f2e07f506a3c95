/* What Dash calls in the browser: hand the answer to the map, wake new controls, keep time. */
import { constants } from "../constants.js";
import { state } from "./address.js";
import { shown } from "./answer.js";
import { answered } from "./carry.js";
import * as controls from "./controls.js";
import { expect } from "./expect.js";
import { lightRow } from "./flow_list.js";
import { keepFocus } from "./focus.js";
import { takeYears } from "./horizon.js";
import { look } from "./look.js";
import { fillPlaces } from "./markup.js";
import * as panels from "./panels.js";
import { lookAtPin } from "./pin.js";
import { addsMore, toggleArea } from "./several_areas.js";
import { showSecond } from "./swipe.js";
import { map } from "../map/api.js";

const AFTER_MS = 200;
const PARTS = { scenario: ["answer", "table"], selection: ["answer", "table"], display: ["answer"], listing: ["table"] };
const QUESTION = [...constants.stores.scenario, ...constants.stores.selection];
let wake = null;
const awake = new Promise((done) => { wake = done; });
let waiting = 0;
let arrived = () => {};
const missing = new Set();

/** Grey out the old answer when a new one takes longer than the eye forgives. */
function stale(changed) {
  changed.forEach((store) => (PARTS[store] || []).forEach((part) => missing.add(part)));
  shown.awaiting = missing.size > 0;
  if (!shown.awaiting || !changed.length) return;
  if (document.querySelector("#failures > *")) window.dash_clientside.set_props("failures", { children: [] });
  window.clearTimeout(waiting);
  arrived();
  waiting = window.setTimeout(() => document.getElementById("plan")?.classList.add("is-stale"), AFTER_MS);
  arrived = expect(() => late(true));
}

/** Say that no answer came; the old one stays, greyed. */
function late(is) {
  const box = document.getElementById("late");
  const told = document.querySelector("#failures > *"); /* it answered: with what went wrong */
  if (box) box.hidden = !is || Boolean(told);
}

/** A part of the answer is here; when all are, the page is of one piece again. */
function fresh(part) {
  missing.delete(part);
  shown.awaiting = missing.size > 0;
  if (shown.awaiting) return;
  window.clearTimeout(waiting);
  arrived();
  document.getElementById("plan")?.classList.remove("is-stale");
  late(false);
}

/** The place and zoom of the map live in the address too, without a step for the back button. */
function remember(zoom, lat, lon) {
  if (!shown.placed) return; /* the map finds its size before it is shown anything */
  state.set({ at: `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}` }, { replace: true });
}

/** Put words in their places; their rows and buttons say what is chosen. */
function say(part, places) {
  fillPlaces(places);
  controls.sync();
  keepFocus();
  fresh(part);
}

function wire(texts) {
  map.setTexts(texts);
  if (document.getElementById("state-keys").dataset.still) return; /* embedded: nothing to choose, no steps for the back button */
  map.onSelect = (kind, id, event) => {
    const more = addsMore(event);
    if (more && kind === "area") toggleArea(id);
    else if (!more || kind) controls.select(kind === "municipality" ? "muni" : kind, id, { toggle: true });
  };
  map.onMove = remember;
  map.onPointFlow = lightRow;
}

window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.show = {
  /** The page has been put up: fill its places and wake its controls. */
  page(places) {
    if (!places) return window.dash_clientside.no_update;
    fillPlaces(places);
    document.documentElement.lang = document.getElementById("state-keys").dataset.lang;
    controls.upgrade(document);
    controls.sync();
    wake();
    return window.dash_clientside.no_update;
  },
  /** A new answer: on the map and in the figures in one go, when the geography it needs is here. */
  answer(answer, texts) {
    if (!answer) return window.dash_clientside.no_update;
    const view = answer.map;
    wire(texts);
    Promise.all([map.load(view.version), awake]).then(() => {
      panels.pad();
      map.show(view);
      shown.view = view;
      shown.heading = answer.heading; /* of a step that is made of this view */
      answered();
      takeYears(answer.years);
      say("answer", answer.places);
      showSecond(answer.second);
      if (shown.fly) { shown.fly = false; look(); }
      const at = state.get("at");
      if (!shown.placed) {
        shown.placed = true;
        if (at) { const [zoom, lat, lon] = at.split("/").map(Number); map.flyTo({ zoom, lat, lon }); }
        else if (!lookAtPin()) look();
      }
      const asked = JSON.stringify([view.version, ...QUESTION.map(state.get)]);
      if (asked === shown.drawn) return;
      fillPlaces({ "zone-lift": [] }); /* of the zone before: the new one's comes with the trends */
      keepFocus();
      window.dash_clientside.set_props("painted", { data: (shown.drawn = asked) });
    }, () => late(true));
    return window.dash_clientside.no_update;
  },
  /** New rows. */
  table(places) {
    if (places) awake.then(() => say("table", places));
    return window.dash_clientside.no_update;
  },
  /** New lines over the periods. */
  trends(places) {
    if (places) fillPlaces(places);
    return window.dash_clientside.no_update;
  },
};

state.onChange(stale);
