/* Two indicators against each other: a large plot, whose library is fetched when it is opened and not before. */
import { pick } from "./pick.js";
import { say } from "./words.js";
import { beneath } from "../site.js";

let library = null;
let latest = null;

/** Names of days and months in Swedish, from the browser's own. */
function names(count, how, day) {
  const writer = new Intl.DateTimeFormat("sv-SE", how);
  return Array.from({ length: count }, (_, at) => writer.format(day(at)));
}

const weekday = (at) => new Date(2023, 0, 1 + at);
const month = (at) => new Date(2023, at, 1);

function load() {
  library ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = beneath(document.getElementById("state-keys").dataset.plotly);
    script.onload = () => {
      window.Plotly.register({
        moduleType: "locale", name: "sv", dictionary: {},
        format: {
          days: names(7, { weekday: "long" }, weekday), shortDays: names(7, { weekday: "short" }, weekday),
          months: names(12, { month: "long" }, month), shortMonths: names(12, { month: "short" }, month),
          date: "%Y-%m-%d", decimal: ",", thousands: "\u202f",
        },
      });
      done(window.Plotly);
    };
    script.onerror = () => { library = null; failed(new Error("the library of charts did not come")); };
    document.head.append(script);
  });
  return library;
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const scaled = (value, kind) => (kind === "share" ? 100 * value : value);
const percent = (kind) => (kind !== "share" ? "" : document.documentElement.lang === "sv" ? "\u202f%" : "%");

function traces(chart) {
  const both = chart.ids.map((_, at) => at).filter((at) => chart.values[at] !== null && chart.second[at] !== null);
  const special = new Set([...chart.ours, ...chart.picked]);
  const rows = (wanted, name, marker) => ({
    type: "scatter", mode: "markers", name,
    x: wanted.map((at) => scaled(chart.values[at], chart.kind)), y: wanted.map((at) => scaled(chart.second[at], chart.second_kind)),
    text: wanted.map((at) => chart.names[at]), customdata: wanted.map((at) => chart.ids[at]),
    hovertemplate: `%{text}<br>%{x:.0f}${percent(chart.kind)} · %{y:.0f}${percent(chart.second_kind)}<extra></extra>`, marker,
  });
  return [
    rows(both.filter((at) => !special.has(at)), "", { color: token("ink-3"), size: 8, opacity: 0.75 }),
    rows(both.filter((at) => chart.picked.includes(at)), "", { color: token("accent"), size: 10, symbol: "diamond" }),
    rows(both.filter((at) => chart.ours.includes(at)), "", { color: token("accent"), size: 15, line: { color: token("surface"), width: 2 } }),
  ];
}

async function draw() {
  const place = document.getElementById("compare-scatter");
  const box = document.getElementById("compare-scatter-box");
  if (!place || !box.open || !latest) return;
  if (!library) place.textContent = say("loading");
  let plotly = null;
  try { plotly = await load(); } catch { place.textContent = say("late"); return; }
  const chart = latest;
  if (place.firstChild && !place.classList.contains("js-plotly-plot")) place.replaceChildren();
  const axis = (title, kind) => ({
    title: { text: title, font: { size: 13 } }, ticksuffix: percent(kind), zeroline: false,
    gridcolor: token("line"), linecolor: token("line-strong"), automargin: true,
  });
  await plotly.react(place, traces(chart), {
    font: { family: "Inter, system-ui, sans-serif", size: 12, color: token("ink-2") },
    margin: { l: 60, r: 16, t: 12, b: 52 }, showlegend: false, dragmode: "select", hovermode: "closest",
    paper_bgcolor: "transparent", plot_bgcolor: "transparent", uirevision: `${chart.name}|${chart.second_name}`,
    xaxis: axis(chart.name, chart.kind), yaxis: axis(chart.second_name, chart.second_kind),
  }, { displayModeBar: false, responsive: true, locale: document.documentElement.lang, scrollZoom: false });
  place.querySelector(".main-svg")?.setAttribute("role", "img");
  place.querySelector(".main-svg")?.setAttribute("aria-label", say("scatter_alt", { first: chart.name, second: chart.second_name }));
  if (place.dataset.wired) return;
  place.dataset.wired = "yes";
  place.on("plotly_click", ({ points }) => pick([points[0].customdata], "toggle"));
  place.on("plotly_selected", (event) => {
    if (event && event.points && event.points.length) pick(event.points.map((one) => one.customdata), "set");
  });
}

export const drawScatter = (chart) => { latest = chart; return draw(); };
document.addEventListener("toggle", (event) => { if (event.target.id === "compare-scatter-box") draw(); }, true);
