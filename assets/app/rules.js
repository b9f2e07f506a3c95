/* The rules of too little supply, each as published until it is changed: switched off, or with another limit. */
import { constants } from "../constants.js";
import { publishedLimit, state } from "./address.js";
import { note } from "./whatif.js";

const KEYS = constants.rules;

/**
 * The changed rules that a text of the address names.
 *
 * @param {string} text
 * @returns {{rules: Object<string, string>, broken: string[]}} by rule "on", "off" or its limit as a number in text
 */
export function parse(text) {
  const rules = {};
  const broken = [];
  String(text || "").split(",").filter(Boolean).forEach((part) => {
    const [, key, how] = part.match(/^(\w+):(on|off|\d+(?:\.\d+)?)$/) || [];
    if (!KEYS.includes(key) || key in rules || (how !== "on" && how !== "off" && !(Number(how) > 0))) broken.push(part);
    else rules[key] = how === "on" || how === "off" ? how : String(Number(how));
  });
  return { rules, broken };
}

/** The text of changed rules, in the order they are told: what `parse` reads. */
export function format(rules) {
  return KEYS.filter((key) => rules[key]).map((key) => `${key}:${rules[key]}`).join(",");
}

/* The panel: a row a rule, which names what is published. Shares are kept as 0.5 and written as 50 %. */

const row = (inside) => inside.closest("[data-rule]");
const scale = (box) => Number(box.dataset.scale);
const plain = (value) => String(Number(value.toFixed(4)));

/** The limit that holds while nothing is changed; of minutes, where the region says none, the question's own. */
function usual(box) {
  return box.dataset.limit ? Number(box.dataset.limit) : Number(state.get("limit"));
}

/** What the region has published; of minutes, where it says none, the care form's. */
function published(box) {
  if (box.dataset.limit) return Number(box.dataset.limit);
  return Number(publishedLimit(state.get("form"), state.get("mode")));
}

function set(key, how) {
  const { rules } = parse(state.get("rules"));
  if (how === null) delete rules[key];
  else rules[key] = how;
  note("rules", state.get("rules"), format(rules));
  state.set({ rules: format(rules) || null });
}

function isOn(box) {
  const how = parse(state.get("rules")).rules[box.dataset.rule];
  return how ? how !== "off" : box.dataset.on === "true";
}

/** What a rule with its switch and field as they stand is written as; null for as published. */
function written(box, on) {
  if (!on) return box.dataset.on === "true" ? "off" : null;
  const typed = Number(box.querySelector("input").value) / scale(box);
  const limit = typed > 0 ? plain(typed) : plain(usual(box));
  if (limit !== plain(usual(box))) return limit;
  return box.dataset.on === "true" ? null : "on";
}

function typed(input) {
  const box = row(input);
  const value = Number(input.value);
  const { min, max } = input;
  const wrong = input.value === "" || value < Number(min) || value > Number(max);
  input.setAttribute("aria-invalid", wrong ? "true" : "false");
  box.querySelector("[data-wrong]").hidden = !wrong;
  if (!wrong) set(box.dataset.rule, written(box, true));
}

function sync() {
  const panel = document.getElementById("rules-panel");
  if (!panel) return;
  const number = new Intl.NumberFormat(document.documentElement.lang === "sv" ? "sv-SE" : "en-GB");
  const { rules } = parse(state.get("rules"));
  let changed = 0;
  panel.querySelectorAll("[data-rule]").forEach((box) => {
    const how = rules[box.dataset.rule];
    const on = isOn(box);
    const input = box.querySelector("input");
    box.classList.toggle("is-changed", Boolean(how));
    changed += how ? 1 : 0;
    box.querySelector("[role='switch']").setAttribute("aria-checked", on ? "true" : "false");
    if (!input) return;
    input.disabled = !on;
    if (document.activeElement !== input) {
      const limit = how && how !== "on" && how !== "off" ? Number(how) : usual(box);
      input.value = plain(limit * scale(box));
      input.setAttribute("aria-invalid", "false");
      box.querySelector("[data-wrong]").hidden = true;
    }
    const { published: said, off, unit } = box.dataset;
    const space = unit.startsWith("%") && document.documentElement.lang !== "sv" ? "" : "\u00a0"; /* "50% of", "50 % av" */
    const value = box.dataset.on === "true" ? `${number.format(Number(plain(published(box) * scale(box))))}${space}${unit}` : off;
    box.querySelector("[data-says]").textContent = said.replace("{value}", value);
  });
  const count = panel.querySelector("[data-rules-changed]");
  const { single, many } = count.dataset;
  count.textContent = changed === 0 ? "" : (changed === 1 ? single : many).replace("{count}", changed);
  panel.querySelector("[data-rules-reset]").disabled = !changed;
}

document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-rule-on]");
  if (one) set(row(one).dataset.rule, written(row(one), !isOn(row(one))));
  if (event.target.closest("[data-rules-reset]")) {
    note("rules", state.get("rules"), "");
    state.set({ rules: null });
    document.querySelector("#rules-panel summary").focus(); /* the button has nothing more to do */
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("#rules-panel input")) typed(event.target);
});

document.addEventListener("sync", sync);
