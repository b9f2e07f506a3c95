/* One presentation to arrange: its name, and its steps in order. Everything is kept as it is written. */
import { element } from "../app/markup.js";
import * as presentations from "../app/presentations.js";
import { tellProblems } from "./list.js";
import { present } from "./model.js";
import { picture } from "./thumbnails.js";
import { beneath } from "../site.js";

const byId = (id) => document.getElementById(id);
let taken = -1; /* the step that is dragged */
let last = null; /* what a removed step was, for the way back */

const lang = () => byId("state-keys").dataset.lang;
const tell = (text) => { const box = byId("said"); box.textContent = text; box.classList.toggle("is-shown", Boolean(text)); };

/** What comes with the program, or is another's, is copied before it is changed. */
function ours() {
  const { mayChange, make, fill } = presentations;
  if (mayChange(present.one.key)) return;
  const copy = structuredClone(present.one);
  present.one = make(fill(present.said.copy_name, { name: copy.name }), { ...copy, version: copy.version || byId("state-keys").dataset.version });
  window.history.replaceState(null, "", presentations.address(present.one.key));
  byId("present-name").value = present.one.name;
  acts();
}

async function keep() {
  try {
    const lasts = await presentations.put(present.one);
    tellProblems([]);
    byId("present-kept").textContent = lasts ? where() : present.said.not_saved;
  } catch (error) {
    tellProblems(error.problems?.length ? error.problems : [present.said.not_saved]);
  }
}

function where() {
  const { isOwn, mayChange } = presentations;
  const { said, one } = present;
  if (isOwn(one.key)) return said.saved_here;
  if (mayChange(one.key)) return said.saved_server;
  return byId("state-keys").dataset.ready === "yes" ? said.ready : said.in_browser;
}

function acts() {
  const { said, one } = present;
  const { isOwn, mayChange } = presentations;
  const button = (act, text) => ["button", { class: "button", type: "button", "data-arrange": act }, text];
  const parts = [];
  if (one.steps.length) parts.push(["a", { class: "button is-main", href: presentations.address(one.key, 1) }, said.show]);
  parts.push(button("file", said.file));
  if (isOwn(one.key) && byId("state-keys").dataset.saving === "yes" && one.steps.length) parts.push(button("publish", said.on_server));
  const { version } = byId("state-keys").dataset;
  if (mayChange(one.key) && one.version && one.version !== version) parts.push(button("renew", presentations.fill(said.renew, { version: version.slice(0, 6) })));
  if (mayChange(one.key)) parts.push(button("delete", said.delete));
  byId("present-acts").replaceChildren(...parts.map(element));
  byId("present-kept").textContent = where();
  document.title = `${one.name} – ${said.site}`;
}

function row(step, i) {
  const { said, one } = present;
  const named = (key) => presentations.fill(said[key], { at: i + 1 });
  const button = (act, sign, off) => ["button", { class: "button", type: "button", "data-arrange": act, "data-at": String(i), "aria-label": named(act), title: named(act), ...(off ? { "aria-disabled": "true" } : {}) }, sign];
  return ["li", { "data-at": String(i) },
    ["span", { class: "present-handle", draggable: "true", "data-at": String(i), title: said.drag, "aria-hidden": "true" }, String(i + 1)],
    ["a", { class: "present-step-picture", href: presentations.address(one.key, i + 1), "aria-label": `${said.show_from}: ${step.heading}` }, picture(step.view)],
    ["div", { class: "present-step-words" },
      ["input", { type: "text", maxlength: "160", value: step.heading, "data-field": "heading", "data-at": String(i), "aria-label": named("heading") }],
      ["textarea", { rows: "2", maxlength: "4000", "data-field": "note", "data-at": String(i), "aria-label": named("note"), placeholder: named("note") }, step.note],
      ["p", {}, ["a", { href: `/?${step.view}${step.view ? "&" : ""}lang=${lang()}` }, said.open_plan], " · ",
        ["a", { href: presentations.address(one.key, i + 1) }, said.show_from]]],
    ["div", { class: "present-step-acts" }, button("up", "↑", i === 0), button("down", "↓", i === one.steps.length - 1), button("copy", ""), button("remove", "×")]];
}

function draw(focus) {
  byId("present-steps").replaceChildren(...present.one.steps.map((step, i) => element(row(step, i))));
  acts();
  if (focus) byId("present-steps").querySelector(focus)?.focus();
}

function move(from, to) {
  if (to < 0 || to >= present.one.steps.length || from === to) return false;
  ours();
  const { steps } = present.one;
  steps.splice(to, 0, ...steps.splice(from, 1));
  tell(presentations.fill(present.said.moved, { at: to + 1 }));
  return true;
}

const ACTS = {
  up: (i) => { if (move(i, i - 1)) { draw(`[data-arrange="up"][data-at="${i - 1}"]`); keep(); } },
  down: (i) => { if (move(i, i + 1)) { draw(`[data-arrange="down"][data-at="${i + 1}"]`); keep(); } },
  copy: (i) => {
    const most = JSON.parse(byId("state-keys").dataset.most).steps;
    if (present.one.steps.length >= most) return;
    ours();
    present.one.steps.splice(i + 1, 0, structuredClone(present.one.steps[i]));
    tell(presentations.fill(present.said.copied, { at: i + 2 }));
    draw(`[data-field="heading"][data-at="${i + 1}"]`);
    keep();
  },
  remove: (i) => {
    if (present.one.steps.length === 1) { destroy(); return; }
    ours();
    last = { at: i, step: present.one.steps.splice(i, 1)[0] };
    tell(presentations.fill(present.said.removed, { at: i + 1 }));
    draw(`[data-arrange="remove"][data-at="${Math.min(i, present.one.steps.length - 1)}"]`);
    byId("present-acts").append(element(["button", { class: "button", type: "button", "data-arrange": "undo" }, present.said.undo]));
    keep();
  },
  undo: () => {
    if (!last) return;
    present.one.steps.splice(last.at, 0, last.step);
    draw(`[data-field="heading"][data-at="${last.at}"]`);
    last = null;
    keep();
  },
  file: () => presentations.download(present.one),
  publish: async () => {
    try {
      present.one = await presentations.publish(present.one);
      window.history.replaceState(null, "", presentations.address(present.one.key));
      draw();
      tell(present.said.saved_server);
    } catch (error) {
      tellProblems(error.problems?.length ? error.problems : [present.said.not_saved]);
    }
  },
  delete: () => destroy(),
  renew: () => {
    present.one.version = byId("state-keys").dataset.version;
    acts();
    byId("present-acts").querySelector(".button")?.focus();
    tell(present.said.renewed);
    keep();
  },
};

async function destroy() {
  if (!presentations.mayChange(present.one.key)) return;
  if (!window.confirm(presentations.fill(present.said.delete_sure, { name: present.one.name }))) return;
  try {
    await presentations.remove(present.one.key);
    window.location.assign(beneath(`/presentera?lang=${lang()}`));
  } catch (error) {
    tellProblems(error.problems?.length ? error.problems : [present.said.not_saved]);
  }
}

/** Put up the steps of a presentation. */
export function arrange(key) {
  if (!present.one) {
    tellProblems([presentations.fill(present.said.gone, { name: key })]);
    byId("present-name").closest("label").hidden = true;
    return;
  }
  if (presentations.isOwn(key)) presentations.choose(key); /* what is saved next in Planera goes here */
  byId("present-name").value = present.one.name;
  draw();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-arrange]");
  if (button) ACTS[button.dataset.arrange]?.(Number(button.dataset.at));
});
document.addEventListener("input", (event) => {
  const { id, dataset, value } = event.target;
  if (!byId("present-steps") || !present.one) return;
  if (id === "present-name" && value.trim()) { ours(); present.one.name = value.trim(); acts(); keep(); }
  if (!dataset.field || (dataset.field === "heading" && !value.trim())) return;
  const caret = event.target.selectionStart;
  ours();
  event.target.value = value;
  event.target.setSelectionRange?.(caret, caret);
  present.one.steps[Number(dataset.at)][dataset.field] = value;
  keep();
});
document.addEventListener("dragstart", (event) => { if (event.target.matches?.(".present-handle")) taken = Number(event.target.dataset.at); });
document.addEventListener("dragover", (event) => { if (taken >= 0 && event.target.closest?.(".present-steps > li")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  const onto = event.target.closest?.(".present-steps > li");
  if (taken < 0 || !onto) return;
  event.preventDefault();
  const to = Number(onto.dataset.at);
  if (move(taken, to)) { draw(`[data-field="heading"][data-at="${to}"]`); keep(); }
  taken = -1;
});
