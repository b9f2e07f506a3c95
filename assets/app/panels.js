/* What opens and closes: information marks, the filter rail, layers, the drawer, the sheet on a phone. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import { shortcut } from "./shortcuts.js";
import { map } from "../map/api.js";

const STOPS = ["low", "half", "full"];

function body() {
  return document.getElementById("plan");
}

/** The first that is on the screen: what is hidden at this width takes no focus, and it would be lost. */
function seen(selector) {
  return [...document.querySelectorAll(selector)].find((one) => one.offsetParent !== null);
}

export function setOpen(name, open, opener) {
  const plan = body();
  if (!plan) return;
  plan.classList.toggle(`has-${name}`, open);
  document.querySelectorAll(`[data-opens="${name}"]`).forEach((one) => one.setAttribute("aria-expanded", open ? "true" : "false"));
  if (open && opener) {
    const first = seen(`[data-panel="${name}"] :is(button, select, input, a[href])`);
    if (first) first.focus();
  }
  if (!open && opener) {
    const back = seen(`[data-opens="${name}"]`);
    if (back) back.focus();
  }
  pad();
}

/** Tell the map what of it lies under panels, so that it centres in what is seen. */
export function pad() {
  const stage = document.querySelector(".stage");
  const layers = document.querySelector(".layers");
  if (!stage) return;
  if (stage.closest(".app-embed")) { map.setPadding({ left: 8, top: 8, right: 8, bottom: 8 }); return; }
  const wide = window.innerWidth >= 768;
  const covered = layers && wide && layers.offsetParent ? layers.getBoundingClientRect().right - stage.getBoundingClientRect().left : 0;
  const below = document.getElementById("development")?.offsetHeight || 0;
  map.setPadding({ left: Math.round(covered) + 12, top: wide ? 12 : 116, right: 16, bottom: below + (wide ? 32 : 60) });
}

export function setSheet(stop) {
  const plan = body();
  if (!plan) return;
  STOPS.forEach((one) => plan.classList.toggle(`sheet-${one}`, one === stop));
  const handle = document.getElementById("sheet-handle");
  if (handle) handle.setAttribute("aria-expanded", stop === "low" ? "false" : "true");
}

function nextSheet() {
  const plan = body();
  const at = STOPS.findIndex((one) => plan.classList.contains(`sheet-${one}`));
  setSheet(STOPS[(at + 1) % STOPS.length]);
}

async function share(button) {
  const said = document.getElementById("said");
  try {
    await navigator.clipboard.writeText(state.address());
    said.textContent = button.dataset.done;
  } catch {
    said.textContent = button.dataset.failed.replace("{address}", state.address());
  }
  said.classList.add("is-shown");
  window.setTimeout(() => { said.classList.remove("is-shown"); said.textContent = ""; }, 4000);
}

/** All key figures, or the first of each family. */
function showFigures(button) {
  const all = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", all ? "true" : "false");
  button.textContent = all ? button.dataset.few : button.dataset.all;
  document.querySelectorAll("details.more-figures").forEach((one) => { one.open = all; });
  document.querySelector(".panel").classList.toggle("has-all-figures", all);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const name = opener.dataset.opens;
    setOpen(name, !body().classList.contains(`has-${name}`), opener);
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) setOpen(closer.dataset.closes, false, closer);
  if (event.target.closest("#sheet-handle")) nextSheet();
  const sharer = event.target.closest("[data-action='share']");
  if (sharer) share(sharer);
  if (event.target.closest("[data-action='region']")) controls.select(null, null);
  const figures = event.target.closest("[data-action='figures']");
  if (figures) showFigures(figures);
  if (event.target.closest("[data-action='reload']")) window.location.reload();
  const dismiss = event.target.closest("[data-action='dismiss']");
  if (dismiss) dismiss.closest(".message").remove();
  if (event.target.closest("[data-action='newest']")) {
    const newest = new URL(window.location.href);
    newest.searchParams.delete("v");
    window.location.assign(newest);
  }
});

/**
 * The rail scrolls, and would cut off what leaves it: there the text lies over the page, to the right of its
 * mark where there is room, so that it covers no other mark.
 */
function float(mark, text) {
  const at = mark.getBoundingClientRect();
  const box = text.getBoundingClientRect();
  const room = { right: window.innerWidth - 8 - box.width, bottom: window.innerHeight - 8 - box.height };
  const beside = at.right + 8 <= room.right;
  const under = at.bottom + 6 <= room.bottom ? at.bottom + 6 : Math.max(8, at.top - 6 - box.height);
  text.style.left = `${beside ? at.right + 8 : Math.max(8, Math.min(at.left, room.right))}px`;
  text.style.top = `${beside ? Math.max(8, Math.min(at.top, room.bottom)) : under}px`;
}

document.addEventListener("scroll", (event) => {
  if (!event.target.matches || !event.target.matches(".rail")) return;
  event.target.querySelectorAll("details.info[open]").forEach((mark) => float(mark, mark.querySelector(".info-text")));
}, true);

/* A mark's text must not leave the window: open it to the side that has room. */
document.addEventListener("toggle", (event) => {
  const mark = event.target;
  if (!mark.classList || !mark.classList.contains("info") || !mark.open) return;
  const text = mark.querySelector(".info-text");
  text.style.setProperty("--shift", "0px");
  if (mark.closest(".rail")) { float(mark, text); return; }
  const box = text.getBoundingClientRect();
  const over = box.right - (window.innerWidth - 8);
  const under = 8 - box.left;
  if (over > 0) text.style.setProperty("--shift", `${-over}px`);
  else if (under > 0) text.style.setProperty("--shift", `${under}px`);
  text.classList.toggle("is-above", box.bottom > window.innerHeight - 8);
}, true);

shortcut("region", (event) => {
  if (!body() || (event.target.matches("input[type='search']") && event.target.value)) return false; /* theirs to clear */
  const open = ["rail", "layers", "drawer"].find((name) => body().classList.contains(`has-${name}`));
  if (open) setOpen(open, false, true);
  else controls.select(null, null);
  return true;
});

window.addEventListener("resize", pad);
