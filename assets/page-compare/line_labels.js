/* What the funnel's lines are, written to the right of the plot, where no point stands. */
import { make } from "../app/svg.js";
import { figureText, say } from "./words.js";

const APART = 16; // pixels between two labels
const LETTER = 6.8; // pixels, a wide one
const NARROW = 520; // of a plot whose lines are told in its legend instead

/** Lines straight across: all units, target and threshold, those that there are. */
export function straightLines(chart) {
  const written = (key, value) => say(key, { value: figureText(value, chart.kind) });
  return [
    { css: "mean", sign: "—", value: chart.mean, text: say("mean", { value: chart.mean_said }) },
    { css: "target", sign: "╌", value: chart.target, text: written("target", chart.target) },
    { css: "threshold", sign: "┄", value: chart.threshold, text: written("threshold", chart.threshold) },
  ].filter((line) => line.value !== null);
}

export const besidePlot = (width) => width >= NARROW;

/** Room that the labels take, in pixels. */
export const roomFor = (texts) => Math.ceil(Math.max(...texts.map((text) => text.length)) * LETTER) + 10;

/**
 * Write labels at a side, each at its line, further down where it would stand on the one above.
 *
 * @param {SVGElement} svg
 * @param {{text: string, y: number}[]} labels
 * @param {number} x
 * @param {{top: number, bottom: number}} ends between which they stand
 */
export function writeLabels(svg, labels, x, { top, bottom }) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const ys = sorted.map((label) => label.y);
  ys.forEach((y, at) => { ys[at] = Math.max(y, at ? ys[at - 1] + APART : top); });
  for (let at = ys.length - 1; at >= 0; at -= 1) ys[at] = Math.min(ys[at], at + 1 < ys.length ? ys[at + 1] - APART : bottom);
  sorted.forEach((label, at) => svg.append(make("text", { x, y: ys[at] + 4, class: "line-label" }, label.text)));
}
