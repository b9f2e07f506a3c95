/** Signs of what a scenario changes: a plus, a cross, a way moved, a ring about what grew or shrank. */
import { constants } from "../constants.js";
import { inOrder, unitRadius } from "../core/clusters.js";
import { drawCluster } from "./marks.js";
import { drawRing } from "./outlines.js";

const COLOUR = constants.colours.changes;

/**
 * Draw a plus or a cross on a disc.
 *
 * @param {Pen} ctx
 * @param {"add"|"close"} kind
 * @param {number} x pixels on the sheet
 * @param {number} y
 * @param {number} r
 * @param {Palette} palette
 * @param {string} [operator] of a new unit: open for choice, open about a disc for contract, filled for own
 */
export function drawDisc(ctx, kind, x, y, r, palette, operator = "") {
  ctx.save();
  ctx.translate(x, y);
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.paper();
  ctx.lineWidth = 5;
  ctx.stroke();
  ctx.fillStyle = palette.of(COLOUR[kind]);
  ctx.fill();
  const open = kind === "add" && (operator === "contract" || operator === "choice");
  if (open) {
    ctx.beginPath();
    ctx.arc(0, 0, r - 2, 0, 2 * Math.PI);
    ctx.fillStyle = palette.of("surface");
    ctx.fill();
  }
  if (operator === "contract" && open) {
    ctx.beginPath();
    ctx.arc(0, 0, r * 0.66, 0, 2 * Math.PI);
    ctx.fillStyle = palette.of(COLOUR[kind]);
    ctx.fill();
  }
  if (kind === "close") ctx.rotate(Math.PI / 4);
  const arm = r * 0.52;
  ctx.beginPath();
  ctx.moveTo(-arm, 0);
  ctx.lineTo(arm, 0);
  ctx.moveTo(0, -arm);
  ctx.lineTo(0, arm);
  ctx.lineCap = "round";
  ctx.strokeStyle = palette.of(open && operator === "choice" ? COLOUR[kind] : "surface");
  ctx.lineWidth = Math.max(2, r * 0.2);
  ctx.stroke();
  ctx.restore();
}

/**
 * Draw the way from a unit's old place, a hollow ring, to where it stands now.
 *
 * @param {Pen} ctx
 * @param {number} ax old place, pixels on the sheet
 * @param {number} ay
 * @param {number} bx new place
 * @param {number} by
 * @param {number} r of the ring
 * @param {Palette} palette
 */
export function drawWay(ctx, ax, ay, bx, by, r, palette) {
  const length = Math.hypot(bx - ax, by - ay);
  ctx.beginPath();
  if (length > r) {
    ctx.moveTo(ax + ((bx - ax) * r) / length, ay + ((by - ay) * r) / length);
    ctx.lineTo(bx, by);
  }
  ctx.moveTo(ax + r, ay);
  ctx.arc(ax, ay, r, 0, 2 * Math.PI);
  for (const [colour, width] of /** @type {[string, number][]} */ ([[palette.paper(), 4], [palette.print(), 1.5]])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

/** The mark of a changed unit. */
function drawChanged(ctx, mark, x, y, draw, palette, operator) {
  const { kind, sized } = mark.change;
  if (sized) drawRing(ctx, x, y, mark.r + 3.6, kind === "add" ? "accent" : "ink", 1.6, palette);
  if (kind === "add" || kind === "close") drawDisc(ctx, kind, x, y, mark.r, palette, operator);
  else draw(ctx, mark.unit, x, y, mark.r, mark.alert, mark.paint);
}

/**
 * Draw units and circles, and over them what the scenario changes.
 *
 * @param {Pen} ctx
 * @param {Geo} geo
 * @param {Marks} marks from `place`
 * @param {{unit: number|null, lifted: Mark|null, draw: DrawUnit, signs: Signs|null}} how the chosen unit; the mark that is
 *   carried and not drawn; a drawer from `marker`; sizes and colours by measures
 * @param {Frame} frame
 * @param {Palette} palette
 * @returns {{add: number, close: number, move: number, size: number}} changed units drawn
 */
export function drawUnits(ctx, geo, marks, { unit, lifted, draw, signs }, frame, palette) {
  const counts = { add: 0, close: 0, move: 0, size: 0 };
  const at = (m) => ({ x: m.x + frame.dx, y: m.y + frame.dy });
  const seen = (p) => p.x > -30 && p.y > -30 && p.x < frame.width + 30 && p.y < frame.height + 30;
  const order = inOrder(marks.singles, signs).filter((m) => m.unit !== lifted?.unit);
  const changed = order.filter((m) => m.change);
  for (const m of order) {
    const p = at(m);
    if (m.change || !seen(p)) continue;
    if (m.unit === unit) drawRing(ctx, p.x, p.y, m.r + 5, "accent", 3, palette);
    draw(ctx, m.unit, p.x, p.y, m.r, m.alert, m.paint);
  }
  for (const c of marks.clusters) {
    const p = at(c);
    if (seen(p)) drawCluster(ctx, c, geo.units, p.x, p.y, palette);
  }
  for (const m of changed) {
    if (!m.change.from) continue;
    const [ax, ay] = m.change.from;
    const p = at(m);
    drawWay(ctx, ax * frame.k + frame.dx, ay * frame.k + frame.dy, p.x, p.y, Math.max(5, unitRadius(frame.zoom, palette.meeting)), palette);
  }
  for (const m of changed) {
    const p = at(m);
    if (!seen(p)) continue;
    if (m.unit === unit) drawRing(ctx, p.x, p.y, m.r + (m.change.sized ? 9 : 6), "accent", 3, palette);
    drawChanged(ctx, m, p.x, p.y, draw, palette, geo.units.operators[geo.units.operator[m.unit]]);
    counts[m.change.kind] += 1;
  }
  return counts;
}
