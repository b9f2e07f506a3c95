/** The flows of what is chosen, at full strength: the rows of the list, one arrow each. */
import { flowOn, homesOf } from "../core/focus_flows.js";
import * as halfArrows from "../core/half_arrows.js";
import * as ribbons from "../core/ribbons.js";

/**
 * Draw one flow in a casing.
 *
 * @param {Pen} ctx
 * @param {Flow} flow from `focusFlows` or `flowAt`
 * @param {Frame} frame
 * @param {Palette} palette
 * @param {number} [part] how far it has grown, 0 to 1
 * @param {boolean} [lit] whether it is pointed at
 */
export function drawOne(ctx, flow, frame, palette, part = 1, lit = false) {
  const { ax, ay, bx, by, wide } = flowOn(flow, frame);
  if (!Number.isFinite(ax + ay + bx + by)) return;
  const e = flow.halves ? null : ribbons.edges(ax, ay, bx, by, wide, 1.2, part, flow.past ? ribbons.DASH : 8);
  ctx.beginPath();
  if (flow.halves) halfArrows.trace(ctx, ax, ay, bx, by, wide);
  else ribbons.whole(ctx, e);
  ctx.strokeStyle = lit ? palette.of("map-hover") : palette.paper();
  ctx.globalAlpha = lit ? 1 : 0.8;
  ctx.lineWidth = lit ? 3 : 2.2;
  ctx.stroke();
  ctx.fillStyle = palette.of(flow.past ? "flow-past" : "flow");
  ctx.globalAlpha = flow.past ? 0.45 : lit ? 1 : 0.9;
  ctx.fill();
  if (flow.past && e) {
    ctx.beginPath();
    ribbons.broken(ctx, e);
    ctx.globalAlpha = 0.95;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/**
 * Draw the flows of what is chosen, the largest on top.
 */
export function drawChosen(ctx, flows, frame, palette, part) {
  for (let i = flows.length - 1; i >= 0; i--) if (!flows[i].apart) drawOne(ctx, flows[i], frame, palette, part);
}

/**
 * Draw where the flows of what is chosen start.
 */
export function drawHomes(ctx, flows, frame, palette) {
  const homes = homesOf(flows);
  const large = homes.length === 1;
  for (const { x, y } of homes) {
    ctx.beginPath();
    ctx.arc(x * frame.k + frame.dx, y * frame.k + frame.dy, large ? 6 : 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper();
    ctx.fill();
    ctx.strokeStyle = palette.of("flow");
    ctx.lineWidth = large ? 2.6 : 1.8;
    ctx.stroke();
  }
}
