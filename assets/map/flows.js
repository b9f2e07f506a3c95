/** How people travel, all of it: thin and translucent; far out between municipalities, each way by itself. */
import { flowsAtZoom, traceFlow, visitFlows } from "../core/base_flows.js";

/**
 * Draw the base layer of flows, the largest last so that they lie on top.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {FlowsPayload|null} flows of the payload
 * @param {Frame} frame
 * @param {Palette} palette
 * @returns {number} flows in view
 */
export function drawFlows(ctx, geo, flows, frame, palette) {
  const shown = flowsAtZoom(geo, flows, frame.zoom);
  if (!shown) return 0;
  const { past } = shown.flows;
  const plain = palette.of("flow");
  const bypass = palette.of("flow-past");
  const count = visitFlows(shown, frame, (i, ax, ay, bx, by, wide, strength) => {
    const passing = Boolean(past?.[i]);
    ctx.fillStyle = passing ? bypass : plain;
    ctx.globalAlpha = strength;
    ctx.beginPath();
    traceFlow(ctx, shown.halves, passing, ax, ay, bx, by, wide);
    ctx.fill();
  });
  ctx.globalAlpha = 1;
  return count;
}
