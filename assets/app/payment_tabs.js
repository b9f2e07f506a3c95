/* On a phone the panel of payment shows one section at a time: which is nobody's but the reader's, and in no address. */
const KEYS = { ArrowLeft: -1, ArrowRight: 1 };
const list = () => document.getElementById("payment-tabs");
const tabs = () => /** @type {HTMLElement[]} */ ([...(list()?.querySelectorAll('[role="tab"]') ?? [])]);

function choose(tab) {
  const place = list().closest("[data-under]");
  place.dataset.payTab = tab.dataset.payTab;
  tabs().forEach((each) => {
    each.setAttribute("aria-selected", each === tab ? "true" : "false");
    each.tabIndex = each === tab ? 0 : -1;
  });
}

/** The first is shown until another is chosen; a section that the answer lacks has no tab. */
function sync() {
  const all = tabs();
  if (!all.length) return;
  const there = (tab) => Boolean(document.querySelector(`#payment-figures [data-pay-part="${tab.dataset.payTab}"]`));
  all.forEach((tab) => { tab.hidden = !there(tab); });
  const chosen = all.find((tab) => tab.getAttribute("aria-selected") === "true" && !tab.hidden);
  choose(chosen || all.find((tab) => !tab.hidden) || all[0]);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("#payment-tabs [role='tab']");
  if (tab) choose(tab);
});

document.addEventListener("keydown", (event) => {
  const all = tabs().filter((tab) => !tab.hidden);
  const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
  if (at < 0 || !(event.key in KEYS)) return;
  event.preventDefault();
  const next = all[(at + KEYS[event.key] + all.length) % all.length];
  choose(next);
  next.focus();
});

document.addEventListener("sync", sync);
