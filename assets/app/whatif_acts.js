/* What is done with a scenario in the rail: undone, saved, renamed, taken away, written to a file and read from one. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const { state } = app;

  const section = () => document.getElementById("what-if");
  const at = (id) => document.getElementById(id);

  function rename(open) {
    const form = at("scenario-rename");
    form.hidden = !open;
    if (!open) { section().querySelector('[data-whatif="rename"]').focus(); return; }
    const input = form.querySelector("input");
    input.value = state.get("name") || app.panel.ownName();
    input.focus();
    input.select();
  }

  function renamed() {
    const name = app.scenarios.tidy(at("scenario-rename").querySelector("input").value);
    if (!name) { app.panel.tell("name_empty", {}, true); return; }
    const got = app.scenarios.rename(name);
    app.syncWhatif();
    rename(false);
    app.panel.tell("renamed", { name: got });
  }

  function kept(key, { name, lasts }) {
    app.syncWhatif();
    app.panel.tell(lasts ? key : "not_kept", { name }, !lasts);
  }

  function download() {
    const name = state.get("name") || app.panel.ownName();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([app.scenarios.exported(name)], { type: "application/json" }));
    const plain = name.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-");
    link.download = `scenario-${plain.replace(/^-|-$/g, "") || "1"}.json`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    app.panel.tell("downloaded", { name: link.download });
  }

  async function load(file) {
    const answer = app.scenarios.imported(await file.text().catch(() => ""));
    if (answer.problem) { app.panel.tell(answer.problem, answer.blanks, true); return; }
    kept("loaded", answer);
  }

  const ACTS = {
    undo: () => app.whatif.undo(),
    save: () => {
      const now = app.scenarios.current();
      kept("saved", app.scenarios.save(now.saved || now.name ? "" : app.panel.ownName()));
    },
    duplicate: () => kept("duplicated", app.scenarios.save(app.panel.fill(app.words.copy, { name: state.get("name") }))),
    rename: () => rename(true),
    "rename-done": renamed,
    "rename-stop": () => rename(false),
    remove: () => {
      const name = state.get("name") || app.panel.ownName();
      app.scenarios.remove(state.get("name"));
      app.syncWhatif();
      app.panel.tell("removed", { name });
      section().querySelector('[data-scenario=""]').focus();
    },
    download,
    load: () => {
      const input = document.createElement("input");
      Object.assign(input, { type: "file", accept: ".json,application/json" });
      input.addEventListener("change", () => input.files.length && load(input.files[0]));
      input.click();
    },
    compare: () => app.compare.show(at("scenario-compare").hidden),
    "compare-done": () => app.compare.chosen(),
    "compare-stop": () => app.compare.stop(),
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest("button[data-scenario]");
    if (row) {
      app.scenarios.open(row.dataset.scenario);
      app.panel.tell(row.dataset.scenario ? "opened" : "today", { name: row.dataset.scenario });
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
    app.compare.close();
  }, true);
})();
