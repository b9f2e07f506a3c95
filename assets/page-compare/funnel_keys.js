/* The funnel by the keyboard: one stop, arrows from point to point, Enter or the space bar to choose. */
import { pick } from "./pick.js";

let active = null; // id of the unit the keyboard is at, kept when the funnel is drawn anew

/** The point next along an axis: to the side by cases, up and down by value. */
const STEPS = {
  ArrowRight: (all, one) => beside(all, one, (a) => a.x, 1),
  ArrowLeft: (all, one) => beside(all, one, (a) => a.x, -1),
  ArrowUp: (all, one) => beside(all, one, (a) => -a.y, 1),
  ArrowDown: (all, one) => beside(all, one, (a) => -a.y, -1),
  Home: (all) => sorted(all, (a) => a.x)[0],
  End: (all) => sorted(all, (a) => a.x).at(-1),
};

const sorted = (all, by) => [...all].sort((a, b) => by(a) - by(b) || a.at - b.at);

function beside(all, one, by, step) {
  const order = sorted(all, by);
  return order[Math.min(Math.max(order.indexOf(one) + step, 0), order.length - 1)];
}

/**
 * Let a group of points be gone through by keys.
 *
 * @param {SVGElement} group the points, a list to choose from to those who listen
 * @param {() => {placed: {id: string, at: number, x: number, y: number}[], chart: {ours: number[]}, named: () => {id: string, at: number}|null}} drawn what is drawn now
 * @param {(point: {id: string, at: number}|null) => void} show rings a point and says what it is
 */
export function funnelKeys(group, drawn, show) {
  const all = () => drawn().placed.filter(Boolean);
  const here = () => all().find((one) => one.id === active);
  const to = (one) => {
    active = one.id;
    group.setAttribute("aria-activedescendant", `point-${one.at}`);
    show(one);
  };
  group.addEventListener("focus", () => {
    const ours = all().find((one) => drawn().chart.ours.includes(one.at));
    const one = drawn().named() || here() || ours || STEPS.Home(all());
    if (one) to(one);
  });
  group.addEventListener("blur", () => show(drawn().named()));
  group.addEventListener("keydown", (event) => {
    const one = here();
    if (!one) return;
    if (STEPS[event.key]) to(STEPS[event.key](all(), one));
    else if (event.key === "Enter" || event.key === " ") pick([one.id], "toggle");
    else return;
    event.preventDefault();
  });
}
