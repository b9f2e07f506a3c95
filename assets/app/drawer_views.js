/* Tabs of the drawer's views, of the need to come and of payment: one at a time, by pointer or arrow keys. */
import { state } from "./address.js";

const KEYS = { ArrowLeft: -1, ArrowRight: 1 };
const phone = window.matchMedia("(max-width: 767px)");
const lists = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".view-tabs[data-view-key]")]);
const tabsOf = (list) => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);

/** Each tab says whether it is chosen, and only that is reached by Tab; the drawer and its rows say what they are of. */
function sync() {
  const question = state.get("question");
  let shown = "";
  lists().forEach((list) => {
    const { viewKey: key, under } = list.dataset;
    const tabs = tabsOf(list);
    const written = state.get(key);
    const view = tabs.some((tab) => tab.dataset.view === written) ? written : state.usual(key); /* a damaged link */
    if (under === question) shown = view;
    tabs.forEach((tab) => {
      const { shownWith } = tab.dataset; /* an address key without which the view has nothing to show */
      tab.hidden = Boolean(shownWith) && !state.get(shownWith) && tab.dataset.view !== view;
      const on = tab.dataset.view === view;
      tab.setAttribute("aria-selected", on ? "true" : "false");
      tab.tabIndex = on ? 0 : -1;
    });
  });
  const drawer = /** @type {HTMLElement | null} */ (document.querySelector(".drawer"));
  if (drawer) drawer.dataset.view = shown;
  place(drawer, question === "need" && phone.matches);
  const body = document.getElementById("table-body");
  if (!body) return;
  if (shown) body.setAttribute("role", "tabpanel");
  else body.removeAttribute("role");
}

/** On a phone the views of the need stand in the sheet, under what they are of; other tables cover the page. */
function place(drawer, inSheet) {
  const home = document.querySelector(inSheet ? ".panel-scroll" : "#plan");
  if (!drawer || !home || drawer.parentNode === home) return;
  if (inSheet) document.getElementById("focus-head").after(drawer);
  else home.insertBefore(drawer, document.getElementById("panel"));
}

function choose(tab) {
  const key = tab.closest("[data-view-key]").dataset.viewKey;
  state.set({ [key]: tab.dataset.view, sort: null, find: null, rows: null });
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest('.view-tabs[data-view-key] [role="tab"]');
  if (tab) choose(tab);
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.(".view-tabs[data-view-key]");
  const all = list ? tabsOf(list).filter((tab) => !tab.hidden) : [];
  const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
  if (at < 0) return;
  const ends = { Home: 0, End: all.length - 1 };
  const next = event.key in ends ? ends[event.key] : event.key in KEYS ? (at + KEYS[event.key] + all.length) % all.length : -1;
  if (next < 0) return;
  event.preventDefault();
  choose(all[next]);
  all[next].focus();
});

document.addEventListener("sync", sync);
phone.addEventListener("change", sync);
