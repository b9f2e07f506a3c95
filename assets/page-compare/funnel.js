/* The funnel: every unit a point, limits that narrow with the number of cases. Press a point, drag a box around some, or go
   from point to point by the arrow keys and choose by Enter. */
import { funnelKeys } from "./funnel_keys.js";
import { besidePlot, roomFor, straightLines, writeLabels } from "./line_labels.js";
import { compare } from "./model.js";
import { pick } from "./pick.js";
import { make } from "../app/svg.js";
import { figureText, say } from "./words.js";

const EDGES = { left: 52, right: 16, top: 10, bottom: 34 };
const NEAR = 14; // pixels within which a press means a point
const DRAG = 6;
let drawn = null; // {chart, x, y, svg}
let watching = null;

/** Round numbers along an axis. */
function ticks(low, high, count) {
  const raw = (high - low) / count;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * size).find((one) => one >= raw) || raw;
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + 1e-9; at += step) found.push(at);
  return found;
}

const path = (points) => points.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** Told by shape: above a triangle up, below a triangle down, within a dot. */
function mark(side, x, y, better) {
  if (Math.abs(side) < 2) return make("circle", { cx: x, cy: y, r: 3.6, class: "point" });
  const up = side > 0 ? -1 : 1;
  const d = `M${x - 5} ${y - 3.5 * up}L${x + 5} ${y - 3.5 * up}L${x} ${y + 5 * up}Z`;
  return make("path", { d, class: `point ${better ? "is-better" : "is-worse"}` });
}

export function drawFunnel(chart) {
  const box = document.getElementById("compare-funnel");
  if (!box) return;
  if (!watching) {
    watching = new ResizeObserver(() => { if (drawn) drawFunnel(drawn.chart); });
    watching.observe(box);
  }
  const width = Math.max(box.clientWidth, 280);
  const height = Math.max(box.clientHeight, 240);
  const { funnel } = chart;
  drawn = { chart };
  if (!funnel) { box.replaceChildren(); return; }
  const lines = straightLines(chart);
  const limits = [[3, say("upper")], [0, say("lower")]];
  const beside = besidePlot(width);
  const EDGE = { ...EDGES, right: beside ? roomFor([...lines.map((line) => line.text), ...limits.map(([, text]) => text)]) : EDGES.right };
  const most = funnel.most * 1.03;
  /* Many small units and a few giants: a root keeps the small ones apart. */
  const root = most > 8 * median(chart.cases.filter((one) => one !== null));
  const along = root ? Math.sqrt : (one) => one;
  const x = (cases) => EDGE.left + (along(cases) / along(most)) * (width - EDGE.left - EDGE.right);
  const y = (value) => EDGE.top + ((funnel.high - value) / (funnel.high - funnel.low)) * (height - EDGE.top - EDGE.bottom);
  const clip = (value) => Math.min(Math.max(value, funnel.low), funnel.high);
  const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", class: "funnel-svg" });
  svg.setAttribute("aria-label", say("funnel_alt", { name: chart.name }));
  const curve = (at) => funnel.cases.map((cases, i) => [x(cases), y(clip(funnel.curves[at][i]))]);
  const band = (low, high, css) => make("path", { d: `${path(curve(high))}${path(curve(low).reverse()).replace("M", "L")}Z`, class: css });
  svg.append(band(0, 3, "band-outer"), band(1, 2, "band-inner"));
  ticks(funnel.low, funnel.high, 5).forEach((value) => {
    svg.append(make("line", { x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value), class: "grid" }));
    svg.append(make("text", { x: EDGE.left - 8, y: y(value) + 4, class: "tick is-y" }, figureText(value, chart.kind)));
  });
  (root ? spaced(ticks(0, most, 12), x, 46) : ticks(0, most, Math.max(3, Math.floor(width / 120)))).forEach((cases) => {
    if (cases <= 0) return;
    svg.append(make("text", { x: x(cases), y: height - 16, class: "tick is-x" }, figureText(cases, "count")));
  });
  svg.append(make("text", { x: width - EDGE.right, y: height - 2, class: "axis" }, `${say("axis")} →`));
  [0, 3].forEach((at) => svg.append(make("path", { d: path(curve(at)), class: "limit" })));
  lines.forEach((line) => svg.append(make("line", { x1: EDGE.left, x2: width - EDGE.right, y1: y(line.value), y2: y(line.value), class: line.css })));
  const picked = new Set(chart.picked);
  const points = make("g", { role: "listbox", tabindex: 0, class: "points", "aria-multiselectable": "true", "aria-label": say("points", { name: chart.name }) });
  const placed = chart.ids.map((id, at) => {
    if (chart.values[at] === null || chart.cases[at] === null) return null;
    return { id, at, x: x(chart.cases[at]), y: y(clip(chart.values[at])) };
  });
  placed.forEach((one) => {
    if (!one) return;
    const side = chart.sides[one.at];
    const made = mark(side, one.x, one.y, side > 0 === chart.higher);
    if (picked.has(one.at)) svg.append(make("circle", { cx: one.x, cy: one.y, r: 8, class: "ring" }));
    const said = { id: `point-${one.at}`, role: "option", "aria-selected": picked.has(one.at) ? "true" : "false", "aria-label": `${chart.names[one.at]}: ${chart.said[one.at]}` };
    Object.entries(said).forEach(([key, value]) => made.setAttribute(key, value));
    points.append(made);
  });
  svg.append(points);
  if (beside) {
    const labels = [
      ...lines.map((line) => ({ text: line.text, y: y(line.value) })),
      ...limits.map(([at, text]) => ({ text, y: curve(at).at(-1)[1] })),
    ];
    writeLabels(svg, labels, width - EDGE.right + 8, { top: EDGE.top, bottom: height - EDGE.bottom });
  }
  chart.numbered.forEach((at, number) => badge(svg, placed[at], String(number + 1), "badge-point"));
  chart.ours.forEach((at) => ours(svg, placed[at], chart, width - EDGE.right, height));
  const hover = make("circle", { r: 9, class: "hover-ring", visibility: "hidden" });
  const dragBox = make("rect", { class: "drag-box", visibility: "hidden" });
  svg.append(hover, dragBox);
  const held = document.activeElement?.classList.contains("points") && box.contains(document.activeElement);
  drawn = { chart, placed, svg, hover, points, tip: document.createElement("p") };
  drawn.tip.className = "funnel-tip";
  drawn.tip.setAttribute("aria-hidden", "true");
  press(svg, dragBox);
  funnelKeys(points, () => ({ ...drawn, named }), show);
  box.replaceChildren(svg, drawn.tip);
  legend(chart, beside ? [] : lines);
  show(named());
  if (held) points.focus({ preventScroll: true });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] || 1;
}

/** Ticks far enough apart to be read. */
function spaced(all, x, gap) {
  const found = [];
  all.forEach((one) => { if (!found.length || x(one) - x(found.at(-1)) >= gap) found.push(one); });
  return found;
}

function badge(svg, place, text, css) {
  if (!place) return;
  svg.append(make("circle", { cx: place.x, cy: place.y, r: 9.5, class: css }));
  svg.append(make("text", { x: place.x, y: place.y + 4, class: "badge-text" }, text));
}

/** Our own point, with a plate that says its value where there is room. */
function ours(svg, place, chart, right, height) {
  if (!place) return;
  const text = say("ours", { value: figureText(chart.values[place.at], chart.kind), cases: figureText(chart.cases[place.at], "count") });
  const wide = 7.2 * text.length + 20;
  const left = Math.min(Math.max(place.x + 26, EDGES.left), right - wide);
  const below = place.y + 62 < height - EDGES.bottom;
  const top = below ? place.y + 34 : place.y - 60;
  svg.append(make("line", { x1: place.x, y1: place.y, x2: left + 14, y2: below ? top : top + 26, class: "leader" }));
  svg.append(make("circle", { cx: place.x, cy: place.y, r: 10, class: "ours-ring" }));
  svg.append(make("circle", { cx: place.x, cy: place.y, r: 6, class: "ours-point" }));
  svg.append(make("rect", { x: left, y: top, width: wide, height: 26, rx: 3, class: "plate" }));
  svg.append(make("text", { x: left + wide / 2, y: top + 17, class: "plate-text" }, text));
}

function nearest(px, py) {
  let best = null;
  drawn.placed.forEach((one) => {
    if (!one) return;
    const away = Math.hypot(one.x - px, one.y - py);
    if (away <= NEAR && (!best || away < best.away)) best = { ...one, away };
  });
  return best;
}

/** A press chooses the point under it; a drag chooses all that it frames. */
function press(svg, dragBox) {
  let from = null;
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  svg.addEventListener("pointerdown", (event) => { if (event.button === 0 && event.pointerType !== "touch") from = at(event); });
  svg.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    const near = nearest(x, y);
    svg.classList.toggle("is-on-point", Boolean(near));
    if (near || !holdsKeys()) show(near || named());
    if (!from || Math.hypot(x - from[0], y - from[1]) < DRAG) return;
    svg.setPointerCapture(event.pointerId);
    const frame = { x: Math.min(x, from[0]), y: Math.min(y, from[1]), width: Math.abs(x - from[0]), height: Math.abs(y - from[1]) };
    Object.entries(frame).forEach(([key, value]) => dragBox.setAttribute(key, value));
    dragBox.setAttribute("visibility", "visible");
  });
  svg.addEventListener("pointerup", (event) => {
    const [x, y] = at(event);
    const begun = from;
    from = null;
    dragBox.setAttribute("visibility", "hidden");
    if (begun && Math.hypot(x - begun[0], y - begun[1]) >= DRAG) {
      const inside = drawn.placed.filter((one) => one
        && one.x >= Math.min(x, begun[0]) && one.x <= Math.max(x, begun[0])
        && one.y >= Math.min(y, begun[1]) && one.y <= Math.max(y, begun[1]));
      if (inside.length) pick(inside.map((one) => one.id), event.shiftKey ? "add" : "set");
      return;
    }
    const near = nearest(x, y);
    if (near) pick([near.id], "toggle");
  });
  svg.addEventListener("pointerleave", () => { if (!holdsKeys()) show(named()); });
  svg.addEventListener("pointercancel", () => { from = null; dragBox.setAttribute("visibility", "hidden"); });
}

function legend(chart, lines) {
  const place = document.getElementById("compare-legend");
  const items = [
    ["▲", chart.higher ? "is-better" : "is-worse", say("above")],
    ["▼", chart.higher ? "is-worse" : "is-better", say("below")],
    ["●", "is-within", say("within")],
  ];
  if (chart.numbered.length) items.push(["●", "is-numbered", say("numbered")]);
  lines.forEach((line) => items.push([line.sign, `is-${line.css}`, line.text]));
  place.replaceChildren(...items.map(([sign, css, text]) => {
    const made = document.createElement("span");
    const icon = document.createElement("span");
    icon.className = css;
    icon.setAttribute("aria-hidden", "true");
    icon.textContent = sign;
    made.append(icon, ` ${text}`);
    return made;
  }));
}

/** Whether the keyboard is among the points: a passing pointer then takes nothing away. */
const holdsKeys = () => drawn.points === document.activeElement;

/** The point that was chosen last: its name stays beside it. */
const named = () => (drawn.placed || []).find((one) => one && one.id === compare.named) || null;

/** Ring a point, say its name and figure beside it, and mark its row; null: none. */
function show(one) {
  const { hover, tip, svg } = drawn;
  document.querySelectorAll("#compare-table tr.is-pointed").forEach((row) => row.classList.remove("is-pointed"));
  hover.setAttribute("visibility", one ? "visible" : "hidden");
  tip.textContent = one ? `${drawn.chart.names[one.at]}: ${drawn.chart.said[one.at]}` : "";
  if (!one) return;
  hover.setAttribute("cx", one.x);
  hover.setAttribute("cy", one.y);
  const wide = svg.clientWidth || Number(svg.getAttribute("width"));
  tip.style.left = `${Math.min(Math.max(one.x - tip.offsetWidth / 2, 4), wide - tip.offsetWidth - 4)}px`;
  tip.style.top = `${one.y > 60 ? one.y - 44 : one.y + 16}px`;
  document.querySelector(`#compare-table tr[data-unit="${CSS.escape(one.id)}"]`)?.classList.add("is-pointed");
}

export const funnelPlaces = () => (drawn && drawn.placed ? drawn.placed.filter(Boolean) : []);
export function markFunnel(id) {
  if (!drawn || !drawn.placed) return;
  show(drawn.placed.find((place) => place && place.id === id) || null);
}
