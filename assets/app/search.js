/* One search field for places, areas, municipalities, units, addresses and postcodes: a combobox by the keyboard's rules. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import { hits, moreNames, nothingFound, outside, placeIndex, said, whereOf } from "./search_index.js";
import { map } from "../map/api.js";

/** To the area nearest to a place outside the region, which is said. */
function lead(input, one, nearest) {
  const { ids, names } = map.geo();
  const status = document.getElementById("search-status");
  input.value = names[nearest];
  status.textContent = said().led.replace("{place}", one.name).replace("{name}", names[nearest]);
  status.classList.remove("unseen");
  controls.select("area", ids[nearest], { fly: true });
}

function choose(input, one) {
  input.value = one.name;
  close(input);
  if (!input.dispatchEvent(new CustomEvent("found", { bubbles: true, cancelable: true, detail: one }))) return;
  const nearest = outside(one);
  if (nearest >= 0) { lead(input, one, nearest); return; }
  if (!["muni", "area", "unit"].includes(one.kind)) { map.flyTo({ zoom: one.zoom || 10.5, lat: one.lat, lon: one.lon }); return; }
  const other = one.kind === "unit" && one.form !== state.get("form");
  controls.select(one.kind, one.id, { fly: true, also: other ? { form: one.form, limit: null } : {} });
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
  const entries = await placeIndex().catch(() => null);
  if (!entries) { status.textContent = status.dataset.failed; status.classList.remove("unseen"); return; }
  if (!input.value.trim()) { close(input); return; }
  moreNames()?.then(() => document.activeElement === input && input.at < 0 && update(input));
  const found = hits(entries, input.value);
  input.found = found.map(({ one }) => one);
  list.replaceChildren(...found.map(({ one, by }, at) => {
    const row = document.createElement("div");
    row.id = `search-${at}`;
    row.role = "option";
    row.className = "search-row";
    const name = document.createElement("span");
    name.textContent = one.name;
    const where = document.createElement("span");
    where.className = "search-where";
    where.textContent = one.names && by !== one.name ? `${by} \u00b7 ${whereOf(one)}` : whereOf(one);
    row.append(name, where);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, one); });
    return row;
  }));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", found.length ? "true" : "false");
  const { single, some } = status.dataset;
  status.textContent = found.length > 1 ? some.replace("{count}", String(found.length)) : found.length ? single : nothingFound(entries);
  status.classList.toggle("unseen", !status.textContent || found.length > 0);
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
  input.addEventListener("focus", () => placeIndex().catch(() => null)); /* said when something is typed */
  input.addEventListener("blur", () => close(input));
});
