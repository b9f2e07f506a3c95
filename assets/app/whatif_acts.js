/* What is done with a scenario in the rail: undone, saved, renamed, taken away, written to a file and read from one. */
import { state } from "./address.js";
import { tidy } from "./given_names.js";
import * as scenarios from "./scenarios.js";
import { take } from "./take.js";
import * as whatif from "./whatif.js";
import * as comparison from "./whatif_compare.js";
import { syncWhatif } from "./whatif_panel.js";
import { section, words } from "./whatif_section.js";
import * as panel from "./whatif_words.js";

const at = (id) => document.getElementById(id);

function rename(open) {
  const form = at("scenario-rename");
  form.hidden = !open;
  if (!open) { section().querySelector('[data-whatif="rename"]').focus(); return; }
  const input = form.querySelector("input");
  input.value = state.get("name") || panel.ownName();
  input.focus();
  input.select();
}

function renamed() {
  const name = tidy(at("scenario-rename").querySelector("input").value);
  if (!name) { panel.tell("name_empty", {}, true); return; }
  const got = scenarios.rename(name);
  syncWhatif();
  rename(false);
  panel.tell("renamed", { name: got });
}

/** @param {string} key @param {{name?: string, lasts?: boolean}} saved */
function kept(key, { name, lasts }) {
  syncWhatif();
  panel.tell(lasts ? key : "not_kept", { name }, !lasts);
}

async function download() {
  const { lang, version } = at("state-keys").dataset;
  const asked = new URLSearchParams(window.location.search);
  asked.set("lang", lang);
  if (!asked.get("name")) asked.set("name", panel.ownName());
  const name = await take(`/scenario/${version}.json?${asked}`, null, null);
  if (name) panel.tell("downloaded", { name });
}

async function load(file) {
  const answer = scenarios.imported(await scenarios.textOf(file));
  if (answer.problem) { panel.tell(answer.problem, answer.blanks, true); return; }
  kept("loaded", answer);
}

const ACTS = {
  undo: () => whatif.undo(),
  save: () => {
    const now = scenarios.current();
    kept("saved", scenarios.save(now.saved || now.name ? "" : panel.ownName()));
  },
  duplicate: () => kept("duplicated", scenarios.save(panel.fill(words().copy, { name: state.get("name") }))),
  rename: () => rename(true),
  "rename-done": renamed,
  "rename-stop": () => rename(false),
  remove: () => {
    const name = state.get("name") || panel.ownName();
    scenarios.remove(state.get("name"));
    syncWhatif();
    panel.tell("removed", { name });
    section().querySelector('[data-scenario=""]').focus();
  },
  download,
  load: () => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", () => input.files.length && load(input.files[0]));
    input.click();
  },
  compare: () => comparison.show(at("scenario-compare").hidden),
  "compare-done": () => comparison.chosen(),
  "compare-stop": () => comparison.stop(),
};

document.addEventListener("click", (event) => {
  const row = event.target.closest("button[data-scenario]");
  if (row) {
    scenarios.open(row.dataset.scenario);
    panel.tell(row.dataset.scenario ? "opened" : "today", { name: row.dataset.scenario });
  }
  const remove = event.target.closest("[data-remove-change]");
  if (remove) whatif.remove(Number(remove.dataset.removeChange));
  const act = event.target.closest("[data-whatif]");
  if (act && ACTS[act.dataset.whatif]) ACTS[act.dataset.whatif](act);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest || !event.target.closest("#scenario-rename, #scenario-compare")) return;
  if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); renamed(); }
  if (event.key !== "Escape") return;
  event.preventDefault(); /* closes this, not the panel that it is in */
  event.stopPropagation();
  if (event.target.closest("#scenario-rename")) { rename(false); return; }
  comparison.close();
}, true);
