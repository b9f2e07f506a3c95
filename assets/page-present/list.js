/* The list of presentations: those of this browser, and files to open. */
import { element } from "../app/markup.js";
import * as presentations from "../app/presentations.js";
import { present } from "./model.js";

const byId = (id) => document.getElementById(id);

function row(one) {
  const { said } = present;
  const { lang } = byId("state-keys").dataset;
  const count = one.steps.length;
  const steps = count === 1 ? said.steps_one : presentations.fill(said.steps_many, { count });
  const address = `/presentera?p=${one.key}&lang=${lang}`;
  return ["li", {},
    ["div", { class: "present-name" }, ["strong", {}, one.name], ["span", {}, steps]],
    ...(count ? [["a", { class: "button is-main", href: `${address}&step=1` }, said.show]] : []),
    ["a", { class: "button", href: address }, said.edit],
    ["button", { class: "button", type: "button", "data-file": one.key }, said.file]];
}

export function drawList() {
  const all = presentations.list();
  const rows = all.length ? all.map(row) : [["li", { class: "note" }, present.said.own_none]];
  byId("present-own").replaceChildren(...rows.map(element));
}

/** Say what is wrong, in sentences. */
export function tellProblems(sentences) {
  byId("present-problems").replaceChildren(...sentences.map((one) => element(["p", { class: "message is-error" }, one])));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-file]");
  if (button) presentations.download(presentations.open(button.dataset.file));
});

document.addEventListener("change", async (event) => {
  if (event.target.id !== "present-file" || !event.target.files.length) return;
  tellProblems([]);
  try {
    const one = await presentations.read(await event.target.files[0].text());
    window.location.assign(`/presentera?p=${one.key}&lang=${byId("state-keys").dataset.lang}`);
  } catch (error) {
    tellProblems(error.problems?.length ? error.problems : [present.said.read_failed]);
  }
  event.target.value = "";
});
