/* The section of what-if in the rail as it stands: scenarios to choose among, and what the chosen one changes. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import * as scenarios from "./scenarios.js";
import * as whatif from "./whatif.js";
import * as comparison from "./whatif_compare.js";
import { section, words } from "./whatif_section.js";
import * as panel from "./whatif_words.js";

const SIGNS = { add: "+", close: "\u00d7", move: "\u2192", size: "\u00b1" };

const at = (id) => document.getElementById(id);

/* The list of scenarios */

function scenarioRow(name) {
  const row = document.createElement("li");
  row.dataset.saved = name;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "scenario";
  button.dataset.scenario = name;
  const title = document.createElement("span");
  title.className = "scenario-title";
  title.textContent = name;
  const note = document.createElement("span");
  note.className = "scenario-note";
  button.append(title, note);
  row.append(button);
  return row;
}

function syncList(now) {
  const list = at("scenario-list");
  const names = scenarios.list().map((one) => one.name);
  const shown = [...list.querySelectorAll("[data-saved]")].map((row) => row.dataset.saved);
  if (JSON.stringify(names) !== JSON.stringify(shown)) {
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.scenario : null;
    list.querySelectorAll("[data-saved]").forEach((row) => row.remove());
    names.forEach((name) => list.insertBefore(scenarioRow(name), at("scenario-unsaved")));
    const again = [...list.querySelectorAll("button")].find((one) => one.dataset.scenario === held);
    if (again) again.focus();
  }
  list.querySelectorAll("button.scenario").forEach((button) => {
    const on = button.dataset.scenario ? now.saved && button.dataset.scenario === now.name : now.today;
    button.toggleAttribute("aria-current", on);
    if (on) button.setAttribute("aria-current", "true");
    const note = button.querySelector(".scenario-note");
    if (note) note.textContent = on && now.changed ? words().changed : "";
  });
  at("scenario-unsaved").hidden = now.saved || now.today;
  at("scenario-given").textContent = now.name;
  at("scenario-name").hidden = Boolean(now.name) || !whatif.items().length; /* it calls no changes today */
}

/* The list of changes */

function changeRow(item, place) {
  const told = panel.rowWords(item);
  const row = document.createElement("li");
  const sign = document.createElement("span");
  sign.className = `change-sign is-${item.kind}`;
  sign.textContent = SIGNS[item.kind];
  sign.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.className = "change-text";
  text.textContent = told;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "change-remove";
  remove.dataset.removeChange = place;
  remove.setAttribute("aria-label", panel.fill(words().remove_change, { change: told }));
  row.append(sign, text, remove);
  return row;
}

function syncChanges() {
  const list = at("scenario-changes");
  const items = whatif.items();
  const told = JSON.stringify(items.map(panel.rowWords));
  list.hidden = !items.length;
  if (list.told !== told) {
    const held = document.activeElement && document.activeElement.closest("#scenario-changes li");
    const place = held ? [...list.children].indexOf(held) : -1;
    list.told = told;
    list.replaceChildren(...items.map(changeRow));
    const next = place >= 0 && list.children[Math.min(place, items.length - 1)];
    if (next) next.querySelector("button").focus();
    else if (place >= 0) section().querySelector('[data-whatif="new"]').focus();
  }
}

function syncButtons(now) {
  const acts = at("scenario-keep");
  acts.hidden = now.today;
  acts.querySelector('[data-whatif="undo"]').disabled = !whatif.items().length && !state.get("rules");
  acts.querySelector('[data-whatif="save"]').disabled = !now.changed;
  const off = { duplicate: !now.saved, rename: now.today, remove: now.today, download: now.today, compare: !comparison.others(now).length };
  Object.entries(off).forEach(([key, is]) => { section().querySelector(`[data-whatif="${key}"]`).disabled = is; });
  const versus = state.get("versus") || state.get("versus_rules");
  at("scenario-versus").hidden = !versus;
  at("scenario-versus-name").textContent = versus ? panel.fill(words().versus, { name: state.get("versus_name") || words().other }) : "";
}

export function syncWhatif() {
  if (!section()) return;
  controls.upgrade(document);
  const now = scenarios.current();
  syncList(now);
  syncChanges();
  syncButtons(now);
  if (whatif.items().length) panel.learn(syncWhatif);
}

document.addEventListener("sync", syncWhatif);
window.addEventListener("storage", syncWhatif); /* saved in another window */
