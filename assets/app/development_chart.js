/* A key figure over the periods as a drawing: its own line, the region's beside it, and where the question stands. */
import { make } from "./svg.js";

const HIGH = 150; // pixels
const ROOM = { left: 64, right: 16, top: 12, bottom: 26 };
const MARK = 4;
const LABEL = 56; // pixels that a period's name takes

/** Parts of a line, broken where a value is missing. */
function path(points) {
  let pen = "M";
  return points.map((point) => {
    if (!point) { pen = "M"; return ""; }
    const step = `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    pen = "L";
    return step;
  }).join("");
}

/** Positions of the periods that a question's period holds: itself, or the parts of a year. */
export function within(periods, period) {
  const same = periods.findIndex(({ key }) => key === period);
  if (same >= 0) return [same, same];
  const inside = periods.map(({ key }, at) => (key.startsWith(period) ? at : -1)).filter((at) => at >= 0);
  return inside.length ? [inside[0], inside[inside.length - 1]] : [periods.length - 1, periods.length - 1];
}

/**
 * Draw a development.
 *
 * @param {Development} found as the server answers
 * @param {string} period that the question has
 * @param {number} wide pixels
 * @returns {SVGElement} hidden from screen readers: the table says the same
 */
export function drawDevelopment(found, period, wide) {
  const { periods, ticks } = found;
  const svg = make("svg", { width: wide, height: HIGH, "aria-hidden": "true" });
  if (!ticks.length) return svg;
  const [low, high] = [ticks[0][0], ticks[ticks.length - 1][0]];
  const step = (wide - ROOM.left - ROOM.right) / Math.max(periods.length, 1);
  const x = (at) => ROOM.left + (at + 0.5) * step;
  const y = (value) => HIGH - ROOM.bottom - ((value - low) / (high - low)) * (HIGH - ROOM.top - ROOM.bottom);
  const [first, last] = within(periods, period);
  svg.append(make("rect", { class: "now", x: x(first) - step / 2, y: ROOM.top - 6, width: (last - first + 1) * step, height: HIGH - ROOM.top - ROOM.bottom + 6 }));
  for (const [value, text] of ticks) {
    svg.append(make("line", { class: "tick", x1: ROOM.left, x2: wide - ROOM.right, y1: y(value), y2: y(value) }));
    svg.append(make("text", { class: "tick-text", x: ROOM.left - 8, y: y(value) + 4 }, text));
  }
  const every = Math.max(1, Math.ceil(LABEL / step));
  periods.forEach(({ short }, at) => {
    if ((periods.length - 1 - at) % every === 0) svg.append(make("text", { class: "period-text", x: x(at), y: HIGH - 8 }, short));
  });
  for (const line of ["region", "value"]) {
    const points = periods.map((row, at) => (row[line] === null ? null : [x(at), y(row[line])]));
    svg.append(make("path", { class: `line is-${line}`, d: path(points) }));
    points.forEach((point, at) => {
      if (!point) return;
      const on = line === "value" && at >= first && at <= last;
      svg.append(make("circle", { class: `mark is-${line}${on ? " is-now" : ""}`, cx: point[0], cy: point[1], r: on ? MARK + 1.5 : line === "value" ? MARK - 1 : 2 }));
    });
  }
  return svg;
}
