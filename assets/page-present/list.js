/* The list of presentations: those of this browser, and files to open. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const present = (app.present = app.present || {});
  const byId = (id) => document.getElementById(id);

  function row(one) {
    const { said } = present;
    const { lang } = byId("state-keys").dataset;
    const count = one.steps.length;
    const steps = count === 1 ? said.steps_one : app.presentations.fill(said.steps_many, { count });
    const address = `/presentera?p=${one.key}&lang=${lang}`;
    return ["li", {},
      ["div", { class: "present-name" }, ["strong", {}, one.name], ["span", {}, steps]],
      ...(count ? [["a", { class: "button is-main", href: `${address}&step=1` }, said.show]] : []),
      ["a", { class: "button", href: address }, said.edit],
      ["button", { class: "button", type: "button", "data-file": one.key }, said.file]];
  }

  present.drawList = function () {
    const all = app.presentations.list();
    const rows = all.length ? all.map(row) : [["li", { class: "note" }, present.said.own_none]];
    byId("present-own").replaceChildren(...rows.map(app.element));
  };

  /** Say what is wrong, in sentences. */
  present.problems = function (sentences) {
    byId("present-problems").replaceChildren(...sentences.map((one) => app.element(["p", { class: "message is-error" }, one])));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-file]");
    if (button) app.presentations.download(app.presentations.open(button.dataset.file));
  });

  document.addEventListener("change", async (event) => {
    if (event.target.id !== "present-file" || !event.target.files.length) return;
    present.problems([]);
    try {
      const one = await app.presentations.read(await event.target.files[0].text());
      window.location.assign(`/presentera?p=${one.key}&lang=${byId("state-keys").dataset.lang}`);
    } catch (error) {
      present.problems(error.problems?.length ? error.problems : [present.said.read_failed]);
    }
    event.target.value = "";
  });
})();
