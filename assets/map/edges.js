/** Flows that end beyond the map: those without a line in one box, and at the edge a plate for those that leave the view. */
import { font } from "./labels.js";
import { formatNumber, words } from "./texts.js";

const HIGH = 22; // pixels of a plate
const STEP = 30;
const size = (palette) => (palette.meeting ? 14 : 12);
const MOST = 4; // plates for ends that are out of view
const ROW = 20; // pixels of a row in the box
const HEAD = 30; // and of its heading
const APART = 24; // pixels between a row's words and its number
const CONTROLS = { wide: 44, high: 140 }; // pixels in the lower right corner
const BUTTON = 52; // pixels of the button in the upper right corner, which small maps have elsewhere
const LABEL = 36; // and of the label in the lower left
const STEP_OVER = 8; // pixels between the points that tell what a box would lie over
const SMALL = 600; // pixels of a map whose lower part other things lie over
const HOME = { unknown_residence: true, outside: true };

/** One row for each reason that flows have no line, with the visits of all of them. */
function groups(flows) {
  const found = new Map();
  for (const flow of flows.filter((f) => f.apart)) {
    const one = found.get(flow.apart) || { why: flow.apart, visits: 0, flows: [] };
    one.visits += flow.visits;
    one.flows.push(flow);
    found.set(flow.apart, one);
  }
  return [...found.values()];
}

function said(group) {
  const [first] = group.flows;
  const name = HOME[group.why] ? first.names[0] : group.flows.length === 1 ? first.names[1]
    : `${group.flows.length} ${words.units}`;
  const where = group.why === "placeless" ? `, ${words.flow.placeless}` : "";
  return `${name}${where}`;
}

/** Where a line from inside a box to a place outside it leaves the box. */
function leaves(box, ax, ay, bx, by) {
  let t = 1;
  if (bx > box.right) t = Math.min(t, (box.right - ax) / (bx - ax));
  if (bx < box.left) t = Math.min(t, (box.left - ax) / (bx - ax));
  if (by > box.bottom) t = Math.min(t, (box.bottom - ay) / (by - ay));
  if (by < box.top) t = Math.min(t, (box.top - ay) / (by - ay));
  return t < 1 && t > 0 ? [ax + t * (bx - ax), ay + t * (by - ay)] : null;
}

/**
 * Share of a box's points that lie over something; 2 where it would lie under what lies over the map.
 *
 * @param {Sides} box
 * @param {(x: number, y: number) => boolean} over whether an area is drawn at a place of the sheet
 * @param {Sides[]} covers what lies over the map
 */
function hidden({ left, top, right, bottom }, over, covers) {
  if (covers.some((one) => one.left < right && one.right > left && one.top < bottom && one.bottom > top)) return 2;
  let [all, held] = [0, 0];
  for (let x = left; x <= right; x += STEP_OVER)
    for (let y = top; y <= bottom; y += STEP_OVER) {
      all += 1;
      if (over(x, y)) held += 1;
    }
  return held / all;
}

/** The corner of the map where a box of a size hides the least, from the upper right on. */
function corner(w, h, box, over, covers) {
  const [top, low, right] = [box.top + BUTTON, box.bottom - h, box.right - w];
  let best = null;
  for (const [x, y] of [[right, top], [right - CONTROLS.wide, low], [box.left, low - LABEL], [box.left, top]]) {
    const hides = hidden({ left: x, top: y, right: x + w, bottom: y + h }, over, covers);
    if (!best || hides < best.hides) best = { x, y, hides };
  }
  return best;
}

/** The box of what has no line, where it hides the least: its rows, or their sum where nothing is chosen and that hides less. */
function apart(flows, wide, box, over, covers) {
  const found = groups(flows).map((group) => ({ keys: group.flows.map((f) => f.key), why: group.why, visits: group.visits, text: said(group), into: Boolean(HOME[group.why]) }));
  if (!found.length) return [];
  const sum = { keys: found.flatMap(({ keys }) => keys), why: "apart", visits: found.reduce((all, { visits }) => all + visits, 0), text: words.flow.apart, into: true };
  const w = Math.max(wide(words.flow.apart, ""), ...found.map(({ text, visits }) => wide(text, formatNumber(visits)) + APART));
  const rowWidth = wide(sum.text, formatNumber(sum.visits)) + APART;
  const whole = corner(w, HEAD + found.length * ROW + 6, box, over, covers);
  const short = whole.hides && flows.every((f) => f.apart) ? corner(rowWidth, ROW + 6, box, over, covers) : whole;
  if (short.hides < whole.hides) return [{ ...sum, x: short.x, y: short.y + 3, w: rowWidth }];
  return found.map((row, i) => ({ ...row, x: whole.x, y: whole.y + HEAD + i * ROW, w }));
}

/**
 * Lay out the plates of one view.
 *
 * @param {Pen} ctx
 * @param {Flow[]} flows from `chosen`
 * @param {Frame} frame of a sheet
 * @param {Sides} box the part of the sheet no panel covers
 * @param {Palette} palette
 * @param {(x: number, y: number) => boolean} over whether an area is drawn at a place of the sheet
 * @param {() => Sides[]} covers what lies over the map, in pixels of the sheet
 * @returns {EdgePlate[]} `keys` of the flows, `text`, `count`, and where they stand; `row`: in the box
 */
export function layout(ctx, flows, frame, box, palette, over, covers) {
  ctx.font = font(600, size(palette));
  const plates = [];
  const wide = (text, count) => ctx.measureText(`${text} ${count}`).width + 20;
  const add = (plate) => plates.push({ h: HIGH, row: false, ...plate });
  if (frame.width >= SMALL)
    for (const { visits, ...row } of apart(flows, wide, box, over, covers())) add({ ...row, count: formatNumber(visits), h: ROW, row: true });
  let beyond = 0;
  for (const flow of flows) {
    if (flow.apart || beyond >= MOST) continue;
    const at = (x, y) => [x * frame.k + frame.dx, y * frame.k + frame.dy];
    const [a, b] = [at(flow.ax, flow.ay), at(flow.bx, flow.by)];
    const home = !inside(box, ...a);
    if (home === !inside(box, ...b)) continue;
    const cut = home ? leaves(box, ...b, ...a) : leaves(box, ...a, ...b);
    if (!cut) continue;
    const [text, count] = [flow.names[home ? 0 : 1], formatNumber(flow.visits)];
    const w = wide(text, count);
    const low = box.bottom - HIGH - (frame.width < SMALL ? CONTROLS.high : 0);
    let y = Math.max(box.top, Math.min(cut[1] - HIGH / 2, low));
    const right = box.right - (y > box.bottom - CONTROLS.high ? CONTROLS.wide : 0);
    const x = Math.max(box.left, Math.min(cut[0] - w / 2, right - w));
    for (const other of plates) if (Math.abs(other.y - y) < STEP && x < other.x + other.w && other.x < x + w) y = other.y + STEP;
    if (y > low) continue;
    add({ keys: [flow.key], why: "", text, count, w, x, y, into: home });
    beyond += 1;
  }
  return plates;
}

function inside(box, x, y) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** The box of what has no line: quiet, with a heading unless it is a sum, and the row that is pointed at in the colour of a press. */
function drawBox(ctx, rows, palette, lit) {
  const [{ x, y, w, why }] = rows;
  const head = why === "apart" ? 3 : HEAD;
  ctx.beginPath();
  ctx.roundRect(x, y - head, w, head + rows.length * ROW + (why === "apart" ? 3 : 6), 6);
  ctx.fillStyle = palette.of("surface");
  ctx.fill();
  ctx.strokeStyle = palette.of("line");
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = palette.of("ink");
  ctx.font = font(600, size(palette));
  if (head === HEAD) ctx.fillText(words.flow.apart, x + 10, y - HEAD / 2 + 1);
  for (const row of rows) {
    ctx.fillStyle = palette.of(row.keys.includes(lit) ? "accent" : "ink");
    write(ctx, row, palette, 10);
  }
}

/** Words to the left and a number to the right of a plate or a row. */
function write(ctx, { text, count, x, y, w, h }, palette, aside) {
  ctx.font = font(400, size(palette));
  ctx.fillText(text, x + aside, y + h / 2 + 0.5);
  ctx.font = font(600, size(palette));
  ctx.fillText(count, x + w - aside - ctx.measureText(count).width, y + h / 2 + 0.5);
}

/**
 * Draw the box of flows without a line, and the plates at the edge.
 *
 * @param {Pen} ctx
 * @param {EdgePlate[]} plates from `layout`
 * @param {Palette} palette
 * @param {string|null} lit key of the flow pointed at
 */
export function draw(ctx, plates, palette, lit) {
  ctx.textBaseline = "middle";
  const rows = plates.filter((plate) => plate.row);
  if (rows.length) drawBox(ctx, rows, palette, lit);
  for (const plate of plates) {
    if (plate.row) continue;
    const { keys, x, y, w, h } = plate;
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, 4);
    ctx.fillStyle = palette.of("surface");
    ctx.fill();
    const on = keys.includes(lit);
    ctx.strokeStyle = palette.of(on ? "map-hover" : "flow");
    ctx.lineWidth = on ? 2.5 : 1.2;
    ctx.stroke();
    ctx.fillStyle = palette.of("ink");
    write(ctx, plate, palette, 8);
  }
}
