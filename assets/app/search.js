/* One search field for places, areas, municipalities, units, addresses and postcodes: a combobox by the keyboard's rules. */
import { state } from "./address.js";
import * as controls from "./controls.js";
import { fillList, mark as markRow, option, wake } from "./combobox.js";
import { pinKeys, setPin } from "./pin.js";
import { hits, moreNames, nothingFound, outside, placeIndex, searchWords, whereOf } from "./search_index.js";
import { map } from "../map/api.js";

/** To the area nearest to a place outside the region, which is said. */
function lead(input, one, nearest) {
  const { ids, names } = map.geo();
  const status = document.getElementById("search-status");
  input.value = names[nearest];
  status.textContent = searchWords().led.replace("{place}", one.name).replace("{name}", names[nearest]);
  status.classList.remove("unseen");
  controls.select("area", ids[nearest], { fly: true, also: pinKeys(one) });
}

function choose(input, one) {
  input.value = one.name;
  close(input);
  if (!input.dispatchEvent(new CustomEvent("found", { bubbles: true, cancelable: true, detail: one }))) return;
  const nearest = outside(one);
  if (nearest >= 0) { lead(input, one, nearest); return; }
  if (!["muni", "area", "unit"].includes(one.kind)) { setPin(one); return; }
  const other = one.kind === "unit" && one.form !== state.get("form");
  controls.select(one.kind, one.id, { fly: true, also: other ? { form: one.form, limit: null } : {} });
}

const list = () => document.getElementById("search-list");

function close(input) {
  const status = document.getElementById("search-status");
  status.textContent = "";
  status.classList.add("unseen");
  fillList(input, list(), []);
  input.found = [];
}

function mark(input, at) {
  input.at = at;
  markRow(input, list(), at);
}

async function update(input) {
  const status = document.getElementById("search-status");
  const entries = await placeIndex().catch(() => null);
  if (!entries) { status.textContent = status.dataset.failed; status.classList.remove("unseen"); return; }
  if (!input.value.trim()) { close(input); return; }
  moreNames()?.then(() => document.activeElement === input && input.at < 0 && update(input));
  const found = hits(entries, input.value);
  input.found = found.map(({ one }) => one);
  fillList(input, list(), found.map(({ one, by }, at) =>
    option(`search-${at}`, one.name, one.names && by !== one.name ? `${by} \u00b7 ${whereOf(one)}` : whereOf(one), () => choose(input, one))));
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
  else if (event.key === "Escape" && !list().hidden) { event.stopPropagation(); close(input); }
}

document.addEventListener("field", (event) => {
  const input = event.detail;
  if (!event.target.closest(".search")) return;
  wake(input, "search-list");
  input.id = "search-field";
  input.found = [];
  input.at = -1;
  input.addEventListener("input", () => update(input));
  input.addEventListener("keydown", keys);
  input.addEventListener("focus", () => placeIndex().catch(() => null)); /* said when something is typed */
  input.addEventListener("blur", () => close(input));
});
