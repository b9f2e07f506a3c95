/* The list of saved places over the map: to save the one in focus, and to open, rename and remove those there are. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import * as places from "./saved_places.js";
import { tidy } from "./given_names.js";

let opener = null;
let renaming = "";

const bar = () => document.getElementById("places-bar");
const part = (name) => bar().querySelector(`[data-places="${name}"]`);
const field = () => /** @type {HTMLInputElement} */ (part("name"));
const words = () => JSON.parse(bar().dataset.words);
const current = () => places.KINDS.find((kind) => state.get(kind));

function tell(key, name = "") {
  part("told").textContent = (words()[key] || "").replace("{name}", () => name);
}

function act(what, name, text, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = what === "show" ? "link" : "button";
  Object.assign(button.dataset, { places: what, name });
  button.textContent = text;
  if (label) button.setAttribute("aria-label", `${label}: ${name}`);
  return button;
}

function row(one) {
  const item = document.createElement("li");
  const { rename, remove, drawn, areas } = words();
  const note = document.createElement("span");
  note.textContent = one.kind === "drawn" ? drawn : areas.replace("{count}", String(one.id.split(",").length));
  item.append(act("show", one.name, one.name), note, act("rename", one.name, rename, rename), act("remove", one.name, remove, remove));
  const shows = state.get(one.kind) === one.id;
  item.classList.toggle("is-selected", shows);
  if (shows) item.firstElementChild.setAttribute("aria-current", "true");
  return item;
}

function draw() {
  if (!bar() || bar().hidden) return;
  const saved = places.list();
  part("list").replaceChildren(...saved.map(row));
  part("none").hidden = saved.length > 0;
  part("form").hidden = !renaming && !current();
  part("keep").textContent = renaming ? words().rename : words().save;
}

function show(button) {
  opener = button;
  document.querySelector('#draw-bar:not([hidden]) [data-draw="cancel"]')?.click();
  renaming = "";
  bar().hidden = false;
  draw();
  tell("");
  field().value = state.get("called");
  (part("form").hidden ? part("list").querySelector("button") || part("close") : field()).focus();
}

function close() {
  bar().hidden = true;
  const again = document.querySelector('#focus-head [data-places="open"]'); /* the head is written again with a new name */
  const back = opener?.isConnected && opener.offsetParent ? opener : again || document.querySelector(".draw-open");
  back.focus();
}

function keep() {
  const name = tidy(field().value);
  field().setAttribute("aria-invalid", name ? "false" : "true");
  if (!name) { tell("name_wrong"); field().focus(); return; }
  if (renaming) {
    const got = places.rename(renaming, name);
    if (state.get("called") === renaming) state.set({ called: got }, { replace: true });
    renaming = "";
    draw();
    tell("renamed", got);
    return;
  }
  const kind = current();
  const saved = places.save(name, kind, state.get(kind));
  if (!saved) { tell("most"); return; }
  state.set({ called: saved.name }, { replace: true });
  draw();
  tell(saved.lasts ? "saved" : "not_kept", saved.name);
}

const ACTS = {
  open: show,
  close,
  keep,
  show({ dataset: { name } }) {
    const one = places.list().find((saved) => saved.name === name);
    if (one) controls.select(one.kind, one.id, { fly: true, also: { called: name } });
  },
  rename({ dataset: { name } }) {
    renaming = name;
    draw();
    field().value = name;
    field().focus();
  },
  remove({ dataset: { name } }) {
    places.remove(name);
    renaming = "";
    draw();
    tell("removed", name);
    (part("list").querySelector("button") || part("close")).focus();
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-places]");
  if (button) ACTS[button.dataset.places]?.(button);
});

/* Before the page's own Escape, which would let go of what is in focus. */
document.addEventListener("keydown", (event) => {
  if (!bar() || bar().hidden || !bar().contains(event.target)) return;
  if (event.key === "Enter" && event.target === field()) { event.preventDefault(); keep(); }
  if (event.key !== "Escape") return;
  event.preventDefault();
  close();
}, true);

document.addEventListener("sync", draw);
