/* The shelf: presentations of this browser beside the others, the steps of the chosen one, and files to open. */
import { element } from "../app/markup.js";
import * as presentations from "../app/presentations.js";
import { present } from "./model.js";
import { picture } from "./thumbnails.js";
import { beneath } from "../site.js";

const byId = (id) => document.getElementById(id);
const counted = (count) => (count === 1 ? present.said.steps_one : presentations.fill(present.said.steps_many, { count }));
const address = (key) => beneath(`/presentera?p=${key}&lang=${byId("state-keys").dataset.lang}`);

/** A card as dashboard/present/shelf_page.py makes those of the server. */
function card(one) {
  const { said } = present;
  const count = one.steps.length;
  return ["li", {},
    ["button", { class: "present-choose", type: "button", "data-choose": one.key, "aria-pressed": "false" },
      ...(count ? [picture(one.steps[0].view)] : []), ["strong", {}, one.name], ["span", {}, counted(count)]],
    ["div", { class: "present-acts" },
      ...(count ? [["a", { class: "button", href: `${address(one.key)}&step=1` }, said.show]] : []),
      ["a", { class: "button", href: address(one.key) }, said.edit],
      ["button", { class: "button", type: "button", "data-file": one.key }, said.file]]];
}

/** Show the steps of a presentation beside the cards. */
async function choose(key) {
  const own = presentations.isOwn(key) ? presentations.open(key) : null;
  const answer = own ? null : await fetch(beneath(`/presentations/${key}.json?lang=${byId("state-keys").dataset.lang}`));
  if (answer && !answer.ok) return;
  const one = own || (await answer.json());
  present.one = one;
  for (const button of document.querySelectorAll("[data-choose]")) button.setAttribute("aria-pressed", String(button.dataset.choose === key));
  byId("present-chosen").hidden = !one.steps.length;
  byId("present-chosen-name").textContent = one.name;
  byId("present-chosen-count").textContent = counted(one.steps.length);
  byId("present-chosen-show").href = `${address(key)}&step=1`;
  byId("present-chosen-steps").replaceChildren(...one.steps.map((step, i) => element(
    ["li", {}, ["a", { href: `${address(key)}&step=${i + 1}` }, ["span", { class: "present-at" }, String(i + 1)], picture(step.view), ["span", {}, step.heading]]])));
}

export function drawList() {
  const all = presentations.list();
  const rows = all.length ? all.map(card) : [["li", { class: "note" }, present.said.own_none]];
  byId("present-own").replaceChildren(...rows.map(element));
  for (const held of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-view]"))) held.replaceWith(element(picture(held.dataset.view)));
  const [first] = document.querySelectorAll("[data-choose]");
  if (first) choose(first.dataset.choose);
}

/** Say what is wrong, in sentences. */
export function tellProblems(sentences) {
  byId("present-problems").replaceChildren(...sentences.map((one) => element(["p", { class: "message is-error" }, one])));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-file]");
  if (button) presentations.download(presentations.open(button.dataset.file));
  const chosen = event.target.closest("[data-choose]");
  if (chosen) choose(chosen.dataset.choose);
});

document.addEventListener("change", async (event) => {
  if (event.target.id !== "present-file" || !event.target.files.length) return;
  tellProblems([]);
  try {
    const presentation = await presentations.read(event.target.files[0]);
    window.location.assign(address(presentation.key));
  } catch (error) {
    tellProblems(error.problems?.length ? error.problems : [present.said.read_failed]);
  }
  event.target.value = "";
});
