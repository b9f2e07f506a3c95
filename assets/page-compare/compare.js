/* Jämför: fetch the answer to the address, put it in its places, and let every view choose the same units. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const { state } = app;
  const LATE_MS = 8000;
  const page = () => document.getElementById("state-keys").dataset;
  const compare = (app.compare = { answer: null, said: {} });
  let asked = 0;
  let put = false;

  /** The text of a key with its blanks filled. */
  compare.say = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), compare.said[key] || "");

  /** A value of the indicator as the page writes it. */
  compare.number = (value, kind) => {
    const locale = document.documentElement.lang === "sv" ? "sv-SE" : "en-GB";
    const share = kind === "share";
    const text = new Intl.NumberFormat(locale, { maximumFractionDigits: share ? 0 : 1 }).format(share ? 100 * value : value);
    return share ? `${text}${document.documentElement.lang === "sv" ? "\u202f" : ""}%` : text;
  };

  /** Say something that no part of the page shows. */
  compare.tell = function (text) {
    const place = document.getElementById("said");
    place.textContent = text;
    place.classList.add("is-shown");
    window.setTimeout(() => place.classList.remove("is-shown"), 4000);
  };

  function query() {
    const keys = JSON.parse(page().keys);
    const all = new URLSearchParams(window.location.search);
    return new URLSearchParams([...all].filter(([key]) => keys.includes(key))).toString();
  }

  function late(is) {
    document.getElementById("late").hidden = !is;
  }

  /** What the address is silent about, as the server took it: lists and switches say it too. */
  function sync() {
    const now = compare.answer && compare.answer.now;
    if (!now) return;
    Object.entries(now).forEach(([key, value]) => {
      document.querySelectorAll(`select[data-state="${key}"]`).forEach((one) => { one.value = value; });
      document.querySelectorAll(`[data-one="${key}"]`).forEach((one) => {
        one.setAttribute("aria-pressed", one.dataset.value === value ? "true" : "false");
      });
    });
    document.getElementById("compare-csv").href = `/compare/${page().version}/${page().lang}.csv?${query()}`;
    document.getElementById("compare-printed").textContent = compare.say("printed", { address: window.location.href });
    const ours = Boolean(state.get("unit"));
    document.querySelectorAll('[data-one="show"]').forEach((one) => {
      const value = one.dataset.value;
      one.hidden = (["better", "alike"].includes(value) && !ours) || (value === "picked" && !compare.answer.chart.picked.length);
    });
  }

  /** Ask for what the address says; only the last question's answer is shown. */
  async function ask() {
    const mine = (asked += 1);
    app.awaiting = true;
    const main = document.getElementById("compare");
    const waiting = window.setTimeout(() => main.classList.add("is-stale"), 200);
    const tooLate = window.setTimeout(() => late(true), LATE_MS);
    try {
      const found = await fetch(`/compare/${page().version}/${page().lang}?${query()}`);
      if (!found.ok) throw new Error(String(found.status));
      const answer = await found.json();
      if (mine !== asked) return;
      await show(answer);
      late(false);
    } catch (error) {
      if (mine === asked) late(true);
    } finally {
      window.clearTimeout(waiting);
      window.clearTimeout(tooLate);
      if (mine === asked) {
        main.classList.remove("is-stale");
        app.awaiting = false;
      }
    }
  }

  async function show(answer) {
    compare.answer = answer;
    app.fill(answer.places);
    app.controls.sync();
    if (!answer.chart) return;
    compare.drawFunnel(answer.chart);
    compare.drawScatter(answer.chart);
    await compare.showMap(answer);
  }

  /** Choose units: in a plot, on the map, in a list; all of them say so. */
  compare.pick = function (ids, how) {
    const chart = compare.answer.chart;
    const now = chart.picked.map((at) => chart.ids[at]);
    const known = ids.filter((id) => chart.ids.includes(id));
    let next = known;
    if (how === "toggle") next = now.includes(known[0]) ? now.filter((id) => id !== known[0]) : [...now, known[0]];
    if (how === "add") next = [...new Set([...now, ...known])];
    /* The rows stay as they are while one is added: only a drawn selection shows itself alone. */
    const show = how === "toggle" && next.length ? compare.answer.now.show : next.length ? "picked" : null;
    state.set({ picked: next.join(",") || null, drawn: null, show: show === "picked" && !next.length ? null : show });
  };

  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (pick) compare.pick([pick.dataset.pick], "toggle");
    if (event.target.closest('[data-compare="draw"]')) compare.toggleDraw();
    if (event.target.closest('[data-compare="view"]')) compare.chooseInView();
  });

  document.addEventListener("change", (event) => {
    if (event.target.dataset && event.target.dataset.state === "form") {
      state.set({ ind: null, when: null, with: null, picked: null, drawn: null, show: null, unit: null }, { replace: true });
    }
  });

  /** A row that is pointed at, or holds the keyboard, is marked in the plot and on the map. */
  function point(event) {
    const row = event.target.closest && event.target.closest("[data-unit]");
    const id = row && row.dataset.unit;
    if (!id) return;
    compare.markFunnel(id);
    if (app.map.point) app.map.point("unit", id);
  }
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);

  document.addEventListener("sync", () => {
    if (!put && document.getElementById("compare")) {
      put = true;
      compare.said = JSON.parse(page().said);
      ask();
    }
    sync();
  });

  state.onChange(() => { if (put) ask(); });
})();
