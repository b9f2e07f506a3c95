/* One scenario beside another: which two, chosen among those saved and the one shown. */
import { state } from "./address.js";
import * as scenarios from "./scenarios.js";
import { section, words } from "./whatif_section.js";
import * as panel from "./whatif_words.js";

const at = (id) => document.getElementById(id);

/** Those that can stand beside the one shown: saved, with changes or rules of their own. */
export function others(now) {
  return scenarios.list().filter((one) => (one.values.changes || one.values.rules) && (one.name !== now.name || scenarios.list().length > 1));
}

/** Open or close the choice of two; what it offers is made anew each time. */
export function show(open) {
  const box = at("scenario-compare");
  box.hidden = !open;
  section().querySelector('[data-whatif="compare"]').setAttribute("aria-expanded", open ? "true" : "false");
  if (!open) return;
  const now = scenarios.current();
  const option = (name, text) => new Option(text || name, name);
  const [first, second] = box.querySelectorAll("select");
  const saved = scenarios.list().map((one) => option(one.name));
  first.replaceChildren(...(now.saved || now.today ? [] : [option("", words().shown)]), ...saved);
  first.value = now.saved ? now.name : first.options[0].value;
  second.replaceChildren(...others(now).map((one) => option(one.name)));
  const different = [...second.options].find((one) => one.value !== first.value);
  if (different) second.value = different.value;
  first.focus();
  box.scrollIntoView({ block: "nearest" });
}

/** The two that are chosen: the first is shown, the second stands beside it. */
export function chosen() {
  const [first, second] = [...at("scenario-compare").querySelectorAll("select")].map((one) => one.value);
  if (first === second) { panel.tell("compare_same", {}, true); return; }
  const other = scenarios.find(second);
  const one = first ? scenarios.find(first).values : scenarios.values();
  if (one.form !== other.values.form) { panel.tell("compare_forms", {}, true); return; }
  if (first && first !== state.get("name")) scenarios.open(first);
  const { changes, rules } = other.values;
  state.set({
    versus: changes || null, versus_rules: rules || null, versus_name: second,
    ...(state.get("name") ? {} : { name: panel.ownName() }), /* a link says what both are called */
  });
  close();
  panel.tell("compared", { first: first || panel.ownName(), second });
}

/** Close the choice and be where it was opened. */
export function close() {
  show(false);
  section().querySelector('[data-whatif="compare"]').focus();
}

/** The one shown stands alone again. */
export function stop() {
  state.set(scenarios.ALONE);
  section().querySelector("#scenario-more summary").focus();
}
