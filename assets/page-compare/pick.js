/* Which units are chosen. */
import { state } from "../app/address.js";
import { compare } from "./model.js";

/** Choose units: in a plot, on the map, in a list; all of them say so. */
export function pick(ids, how) {
  const chart = compare.answer.chart;
  const now = chart.picked.map((at) => chart.ids[at]);
  const known = ids.filter((id) => chart.ids.includes(id));
  let next = known;
  if (how === "toggle") next = now.includes(known[0]) ? now.filter((id) => id !== known[0]) : [...now, known[0]];
  compare.named = how === "toggle" && next.includes(known[0]) ? known[0] : "";
  if (how === "add") next = [...new Set([...now, ...known])];
  /* The rows stay as they are while one is added: only a drawn selection shows itself alone. */
  const show = how === "toggle" && next.length ? compare.answer.now.show : next.length ? "picked" : null;
  state.set({ picked: next.join(",") || null, drawn: null, show: show === "picked" && !next.length ? null : show });
}
