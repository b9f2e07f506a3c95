/* The section of what-if in the rail: scenarios to choose among, what the chosen one changes, and what to do with it. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const { state } = app;
  const SHOWN_MS = 5000;
  const SIGNS = { add: "+", close: "\u00d7", move: "\u2192", size: "\u00b1" };
  let index = null; /* names and places, once they are here */
  let hiding = 0;

  const section = () => document.getElementById("what-if");
  const at = (id) => document.getElementById(id);
  Object.defineProperty(app, "words", { get: () => JSON.parse(section().dataset.words) });

  function fill(text, blanks) {
    return Object.entries(blanks || {}).reduce((said, [key, value]) => said.replaceAll(`{${key}}`, () => value), text);
  }

  /** Say what happened, for the eye and for the ear; what went wrong stays in the section too. */
  function tell(key, blanks, wrong) {
    const text = fill(app.words[key], blanks);
    const said = at("said");
    said.textContent = text;
    said.classList.add("is-shown");
    window.clearTimeout(hiding);
    hiding = window.setTimeout(() => { said.classList.remove("is-shown"); said.textContent = ""; }, SHOWN_MS);
    at("scenario-problem").textContent = wrong ? text : "";
    at("scenario-problem").hidden = !wrong;
  }

  function decimal(value) {
    return new Intl.NumberFormat(document.documentElement.lang === "sv" ? "sv-SE" : "en-GB").format(value);
  }

  /** What units of the care form have much or little of: doctors, places. */
  function capacityWords() {
    return JSON.parse(section().dataset.capacityNames)[state.get("form")] || app.words.capacity_unit;
  }

  function nearestPlace(item) {
    const places = (index || []).filter((one) => one.kind === "place");
    const away = (one) => (one.lat - item.lat) ** 2 + ((one.lon - item.lon) * Math.cos(item.lat * Math.PI / 180)) ** 2;
    return places.reduce((best, one) => (!best || away(one) < away(best) ? one : best), null);
  }

  function unitName(id) {
    const known = (index || []).find((one) => one.kind === "unit" && one.id === id);
    const added = app.whatif.items().find((one) => one.kind === "add" && one.id === id);
    if (known) return known.name;
    if (!added) return id; /* the names are not here yet */
    const near = added && nearestPlace(added);
    return near ? fill(app.words.new_at, { place: near.name }) : fill(app.words.new_unit, { id });
  }

  /** A change in words: the server's, where its answer to this very list is here, else our own. */
  function rowWords(item) {
    const told = (app.view && app.view.changes || []).find((one) => one.kind === item.kind && one.id === item.id);
    if (told && told.label) return told.label;
    const blanks = { name: unitName(item.id), capacity: decimal(item.capacity || 0), what: capacityWords() };
    return fill(app.words[`row_${item.kind}`], blanks);
  }

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
    const names = app.scenarios.list().map((one) => one.name);
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
      if (note) note.textContent = on && now.changed ? app.words.changed : "";
    });
    at("scenario-unsaved").hidden = now.saved || now.today;
    at("scenario-given").textContent = now.name;
    at("scenario-name").hidden = Boolean(now.name) || !app.whatif.items().length; /* it calls no changes today */
  }

  /* The list of changes */

  function changeRow(item, place) {
    const words = rowWords(item);
    const row = document.createElement("li");
    const sign = document.createElement("span");
    sign.className = `change-sign is-${item.kind}`;
    sign.textContent = SIGNS[item.kind];
    sign.setAttribute("aria-hidden", "true");
    const text = document.createElement("span");
    text.className = "change-text";
    text.textContent = words;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "change-remove";
    remove.dataset.removeChange = place;
    remove.setAttribute("aria-label", fill(app.words.remove_change, { change: words }));
    row.append(sign, text, remove);
    return row;
  }

  function syncChanges() {
    const list = at("scenario-changes");
    const items = app.whatif.items();
    const told = JSON.stringify(items.map(rowWords));
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
    acts.querySelector('[data-whatif="undo"]').disabled = !app.whatif.items().length;
    acts.querySelector('[data-whatif="save"]').disabled = !now.changed;
    const off = { duplicate: !now.saved, rename: now.today, remove: now.today, download: now.today, compare: !others(now).length };
    Object.entries(off).forEach(([key, is]) => { section().querySelector(`[data-whatif="${key}"]`).disabled = is; });
    const versus = state.get("versus");
    at("scenario-versus").hidden = !versus;
    at("scenario-versus-name").textContent = versus ? fill(app.words.versus, { name: state.get("versus_name") || app.words.other }) : "";
  }

  function sync() {
    if (!section()) return;
    app.controls.upgrade(document);
    const now = app.scenarios.current();
    syncList(now);
    syncChanges();
    syncButtons(now);
    if (!index && app.whatif.items().length) app.index().then((found) => { index = found; sync(); }, () => null);
  }

  /* What to do with it */

  function rename(open) {
    const form = at("scenario-rename");
    form.hidden = !open;
    if (!open) { section().querySelector('[data-whatif="rename"]').focus(); return; }
    const input = form.querySelector("input");
    input.value = state.get("name") || ownName();
    input.focus();
    input.select();
  }

  function renamed() {
    const name = app.scenarios.tidy(at("scenario-rename").querySelector("input").value);
    if (!name) { tell("name_empty", {}, true); return; }
    const got = app.scenarios.rename(name);
    sync();
    rename(false);
    tell("renamed", { name: got });
  }

  /** The name that a scenario has of its changes; the server makes it. */
  function ownName() {
    if (!app.whatif.items().length) return app.words.rules_only; /* nothing else is thought otherwise */
    return app.scenarios.tidy(at("scenario-name").textContent) || app.words.unnamed;
  }

  function kept(key, { name, lasts }) {
    sync();
    tell(lasts ? key : "not_kept", { name }, !lasts);
  }

  function download() {
    const name = state.get("name") || ownName();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([app.scenarios.exported(name)], { type: "application/json" }));
    const plain = name.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-");
    link.download = `scenario-${plain.replace(/^-|-$/g, "") || "1"}.json`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell("downloaded", { name: link.download });
  }

  async function load(file) {
    const answer = app.scenarios.imported(await file.text().catch(() => ""));
    if (answer.problem) { tell(answer.problem, answer.blanks, true); return; }
    kept("loaded", answer);
  }

  /** Those that can stand beside the one shown: saved, with changes of their own. */
  function others(now) {
    return app.scenarios.list().filter((one) => one.values.changes && (one.name !== now.name || app.scenarios.list().length > 1));
  }

  function compare(open) {
    const box = at("scenario-compare");
    box.hidden = !open;
    section().querySelector('[data-whatif="compare"]').setAttribute("aria-expanded", open ? "true" : "false");
    if (!open) return;
    const now = app.scenarios.current();
    const option = (name, text) => new Option(text || name, name);
    const [first, second] = box.querySelectorAll("select");
    const saved = app.scenarios.list().map((one) => option(one.name));
    first.replaceChildren(...(now.saved || now.today ? [] : [option("", app.words.shown)]), ...saved);
    first.value = now.saved ? now.name : first.options[0].value;
    second.replaceChildren(...others(now).map((one) => option(one.name)));
    const different = [...second.options].find((one) => one.value !== first.value);
    if (different) second.value = different.value;
    first.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  function compared() {
    const [first, second] = [...at("scenario-compare").querySelectorAll("select")].map((one) => one.value);
    if (first === second) { tell("compare_same", {}, true); return; }
    const other = app.scenarios.find(second);
    const one = first ? app.scenarios.find(first).values : app.scenarios.values();
    if (one.form !== other.values.form) { tell("compare_forms", {}, true); return; }
    if (first && first !== state.get("name")) app.scenarios.open(first);
    state.set({ versus: other.values.changes, versus_name: second });
    compare(false);
    section().querySelector('[data-whatif="compare"]').focus();
    tell("compared", { first: first || ownName(), second });
  }

  const ACTS = {
    undo: () => app.whatif.undo(),
    save: () => {
      const now = app.scenarios.current();
      kept("saved", app.scenarios.save(now.saved || now.name ? "" : ownName()));
    },
    duplicate: () => kept("duplicated", app.scenarios.save(fill(app.words.copy, { name: state.get("name") }))),
    rename: () => rename(true),
    "rename-done": renamed,
    "rename-stop": () => rename(false),
    remove: () => {
      const name = state.get("name") || ownName();
      app.scenarios.remove(state.get("name"));
      sync();
      tell("removed", { name });
      section().querySelector('[data-scenario=""]').focus();
    },
    download,
    load: () => {
      const input = document.createElement("input");
      Object.assign(input, { type: "file", accept: ".json,application/json" });
      input.addEventListener("change", () => input.files.length && load(input.files[0]));
      input.click();
    },
    compare: () => compare(at("scenario-compare").hidden),
    "compare-done": compared,
    "compare-stop": () => {
      state.set({ versus: null, versus_name: null });
      section().querySelector("#scenario-more summary").focus();
    },
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest("button[data-scenario]");
    if (row) {
      app.scenarios.open(row.dataset.scenario);
      tell(row.dataset.scenario ? "opened" : "today", { name: row.dataset.scenario });
    }
    const remove = event.target.closest("[data-remove-change]");
    if (remove) app.whatif.remove(Number(remove.dataset.removeChange));
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
    compare(false);
    section().querySelector('[data-whatif="compare"]').focus();
  }, true);

  document.addEventListener("whatif", async ({ detail: { did, item } }) => {
    index = await app.index().catch(() => null);
    tell(`did_${did}`, { most: app.whatif.MOST, name: item ? unitName(item.id) : "" }, did === "full");
  });

  document.addEventListener("sync", sync);
  window.addEventListener("storage", sync); /* saved in another window */
  app.panel = { tell, unitName };
})();
