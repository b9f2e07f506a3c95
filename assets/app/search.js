/* One search field for places, areas, municipalities and units: a combobox by the keyboard's rules. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const SHOWN = 8;
  let index = null;

  /** The same letters without case or accents; å, ä and ö are letters of their own only when typed. */
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  async function load() {
    if (index) return index;
    const page = document.getElementById("state-keys");
    const base = `${page.dataset.geo}${page.dataset.version}/`;
    const [shapes, units] = await Promise.all(
      ["shapes.json", "units.json"].map((name) => fetch(base + name).then((answer) => answer.json())));
    const words = JSON.parse(page.dataset.kinds);
    const entries = [];
    shapes.municipalities.forEach((one) => entries.push({ kind: "muni", id: one.id, name: one.name, where: words.muni }));
    shapes.ids.forEach((id, at) => entries.push({ kind: "area", id, name: shapes.names[at],
      where: `${words.area} \u00b7 ${shapes.municipalities[shapes.municipality[at]].name}`,
      lon: shapes.points[at][0], lat: shapes.points[at][1] }));
    units.ids.forEach((id, at) => entries.push({ kind: "unit", id, name: units.names[at], form: units.forms[units.form[at]].key,
      where: words.forms[units.forms[units.form[at]].key] }));
    shapes.places.forEach((one) => entries.push({ kind: "place", id: one.name, name: one.name, where: words.place,
      lat: one.lat, lon: one.lon }));
    entries.forEach((one) => { one.folded = fold(one.name); });
    index = entries;
    return index;
  }

  /** Entries that match, those that begin with the words first, then the shortest. */
  function matches(entries, text) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    const rank = (one) => (one.folded === wanted ? 0 : one.folded.startsWith(wanted) ? 1
      : one.folded.includes(" " + wanted) ? 2 : one.folded.includes(wanted) ? 3 : 9);
    const kinds = ["muni", "place", "area", "unit"];
    return entries.map((one) => [rank(one), one]).filter(([order]) => order < 9)
      .sort(([a, x], [b, y]) => a - b || kinds.indexOf(x.kind) - kinds.indexOf(y.kind) || x.name.length - y.name.length)
      .slice(0, SHOWN).map(([, one]) => one);
  }

  function choose(input, one) {
    input.value = one.name;
    close(input);
    if (one.kind === "place") { app.map.flyTo({ zoom: 10.5, lat: one.lat, lon: one.lon }); return; }
    const other = one.kind === "unit" && one.form !== app.state.get("form");
    app.controls.select(one.kind, one.id, { fly: true, also: other ? { form: one.form, limit: null } : {} });
  }

  function close(input) {
    const status = document.getElementById("search-status");
    status.textContent = "";
    status.classList.add("unseen");
    const list = document.getElementById("search-list");
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.found = [];
  }

  function mark(input, at) {
    const list = document.getElementById("search-list");
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", i === at ? "true" : "false"));
    input.at = at;
    if (at >= 0) input.setAttribute("aria-activedescendant", list.children[at].id);
    else input.removeAttribute("aria-activedescendant");
  }

  async function update(input) {
    const list = document.getElementById("search-list");
    const status = document.getElementById("search-status");
    const entries = await load().catch(() => null);
    if (!entries) { status.textContent = status.dataset.failed; status.classList.remove("unseen"); return; }
    const found = matches(entries, input.value);
    if (!input.value.trim()) { close(input); return; }
    input.found = found;
    list.replaceChildren(...found.map((one, at) => {
      const row = document.createElement("div");
      row.id = `search-${at}`;
      row.role = "option";
      row.className = "search-row";
      const name = document.createElement("span");
      name.textContent = one.name;
      const where = document.createElement("span");
      where.className = "search-where";
      where.textContent = one.where;
      row.append(name, where);
      row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, one); });
      return row;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", found.length ? "true" : "false");
    const { none, single, some } = status.dataset;
    status.textContent = [none, single][found.length] ?? some.replace("{count}", found.length);
    status.classList.toggle("unseen", found.length > 0);
    mark(input, -1);
  }

  function keys(event) {
    const input = event.currentTarget;
    const count = (input.found || []).length;
    if (event.key === "ArrowDown" && count) { event.preventDefault(); mark(input, (input.at + 1) % count); }
    else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark(input, (input.at + count - (input.at < 0 ? 0 : 1)) % count); }
    else if (event.key === "Enter" && count) { event.preventDefault(); choose(input, input.found[Math.max(input.at, 0)]); }
    else if (event.key === "Escape" && !document.getElementById("search-list").hidden) { event.stopPropagation(); close(input); }
  }

  document.addEventListener("field", (event) => {
    const input = event.detail;
    if (!event.target.closest(".search")) return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", "search-list");
    input.id = "search-field";
    input.found = [];
    input.at = -1;
    input.addEventListener("input", () => update(input));
    input.addEventListener("keydown", keys);
    input.addEventListener("focus", () => load().catch(() => null)); /* said when something is typed */
    input.addEventListener("blur", () => close(input));
  });

  app.index = load; /* names and places, for whoever else speaks of them */
})();
