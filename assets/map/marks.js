/** Units as marks: shape says the care form, the inside says who runs it, a casing as the surface lifts it from the map. */
import { constants } from "../constants.js";
import { font } from "./labels.js";
import { density } from "./sheet.js";
import { formatNumber } from "./texts.js";

const FORM_COLOUR = constants.colours.forms;
/** Of signs that tell what a unit gains or loses: "more", "less", "same". */
const GAIN_COLOUR = constants.colours.payment;
const DOT = 3; // pixels

/** Trace a shape whose visual weight is that of a circle with the radius. */
function outlineOf(ctx, shape, r) {
  ctx.beginPath();
  if (shape === "square") {
    const h = r * 0.88;
    ctx.rect(-h, -h, 2 * h, 2 * h);
  } else if (shape === "triangle") {
    const h = r * 1.22;
    ctx.moveTo(0, -h);
    ctx.lineTo(h * 0.95, h * 0.72);
    ctx.lineTo(-h * 0.95, h * 0.72);
    ctx.closePath();
  } else if (shape === "diamond") {
    const h = r * 1.24;
    ctx.moveTo(0, -h);
    ctx.lineTo(h, 0);
    ctx.lineTo(0, h);
    ctx.lineTo(-h, 0);
    ctx.closePath();
  } else ctx.arc(0, 0, r, 0, 2 * Math.PI);
}

/**
 * Draw one mark around the origin.
 *
 * @param {Pen} ctx
 * @param {string} shape circle, square, triangle or diamond
 * @param {string} operator own, contract, choice or "" (not known)
 * @param {number} r radius, pixels
 * @param {string} colour
 * @param {string} paper colour of casing and inside, the surface's: light on paper, dark in a meeting
 */
function drawMark(ctx, shape, operator, r, colour, paper) {
  ctx.lineJoin = "round";
  outlineOf(ctx, shape, r);
  ctx.strokeStyle = paper;
  ctx.lineWidth = 3.2;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
  if (operator !== "contract" && operator !== "choice") return;
  const edge = Math.max(1.5, r * 0.3);
  outlineOf(ctx, shape, shape === "circle" ? r - edge : r - edge * 1.15);
  ctx.fillStyle = paper;
  ctx.fill();
  if (operator === "choice") return;
  ctx.beginPath();
  ctx.arc(0, shape === "triangle" ? r * 0.12 : 0, Math.max(1.1, r * 0.34), 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

/** A mark in the colour of a measure with a dark edge; open with a broken edge where nothing is known. */
function drawPainted(ctx, shape, r, paint, palette) {
  ctx.lineJoin = "round";
  outlineOf(ctx, shape, r);
  ctx.strokeStyle = palette.paper();
  ctx.lineWidth = 3.2;
  ctx.stroke();
  outlineOf(ctx, shape, r - 0.5);
  ctx.fillStyle = paint ? palette.resolve(paint) : palette.of("surface");
  ctx.fill();
  ctx.setLineDash(paint ? [] : [2, 2]);
  ctx.strokeStyle = palette.of("ink");
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** What a unit gains, a filled circle that lets what is below through; what it loses, a ring; neither, a dot. */
function drawGain(ctx, r, paint, palette) {
  const colour = palette.of(GAIN_COLOUR[paint]);
  const ring = paint === "less";
  const edge = ring ? Math.min(2.6, r * 0.5) : 0;
  ctx.beginPath();
  // Near by a sign is so large that it can be pressed: a dot stays a dot.
  ctx.arc(0, 0, paint === "same" ? Math.min(r, DOT) : r - edge / 2, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.paper();
  ctx.lineWidth = ring ? edge + 2 : 2;
  ctx.stroke();
  if (ring) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = edge;
    ctx.stroke();
    return;
  }
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** An exclamation mark on a small shield: below a threshold, told by shape. */
function drawAlert(ctx, x, y, size, palette) {
  ctx.save();
  ctx.translate(x, y);
  ctx.beginPath();
  ctx.roundRect(-size * 0.72, -size, size * 1.44, size * 2, size * 0.6);
  ctx.strokeStyle = palette.paper();
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.fillStyle = palette.of("bad");
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(0, -size * 0.56);
  ctx.lineTo(0, size * 0.1);
  ctx.moveTo(0, size * 0.56);
  ctx.lineTo(0, size * 0.57);
  ctx.strokeStyle = palette.of("surface");
  ctx.lineWidth = size * 0.36;
  ctx.lineCap = "round";
  ctx.stroke();
  ctx.restore();
}

/**
 * A drawer of units that keeps each kind of mark as a small picture.
 *
 * @param {Units} units of the geography
 * @param {Palette} palette
 * @returns {DrawUnit}
 */
export function createMarker(units, palette) {
  const pictures = new Map();
  const ratio = density();
  const anyOperator = units.operator.some((o) => units.operators[o]);

  function picture(form, operator, r, paint) {
    const key = `${form} ${operator} ${r} ${paint}`;
    if (pictures.has(key)) return pictures.get(key);
    const shape = units.forms[form]?.shape || "circle";
    const kind = units.operators[operator] || "";
    const half = Math.ceil(r * 1.4 + 3);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * half * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.translate(half, half);
    // Who runs it is unknown although it is known of others: grey.
    const colour = kind || !anyOperator ? FORM_COLOUR[shape] || "ink" : "ink-3";
    if (paint === "operator") drawMark(pen, shape, kind, r, palette.of(colour), palette.of("surface"));
    else if (GAIN_COLOUR[paint]) drawGain(pen, r, paint, palette);
    else drawPainted(pen, shape, r, paint, palette);
    const made = { canvas, half };
    pictures.set(key, made);
    return made;
  }

  return function draw(ctx, unit, x, y, r, alert, paint = "operator") {
    const { canvas, half } = picture(units.form[unit], units.operator[unit], r, paint);
    ctx.drawImage(canvas, Math.round((x - half) * ratio) / ratio, Math.round((y - half) * ratio) / ratio, 2 * half, 2 * half);
    if (alert) drawAlert(ctx, x + r + 1.5, y - r - 1, Math.max(4, Math.min(r * 0.85, 7)), palette);
  };
}

/**
 * Draw a circle with the number of units in it.
 *
 * @param {Pen} ctx
 * @param {Cluster} cluster
 * @param {Units} units
 * @param {number} x pixels on the sheet
 * @param {number} y
 * @param {Palette} palette
 */
export function drawCluster(ctx, cluster, units, x, y, palette) {
  const form = units.form[cluster.members[0].unit];
  const same = cluster.members.every((m) => units.form[m.unit] === form);
  const own = same && FORM_COLOUR[units.forms[form]?.shape];
  const colour = palette.of(own || "ink");
  ctx.beginPath();
  ctx.arc(x, y, cluster.r, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.of("surface");
  ctx.lineWidth = 4.4;
  ctx.stroke();
  ctx.fillStyle = palette.of("surface");
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.8;
  ctx.stroke();
  ctx.fillStyle = palette.of("ink");
  ctx.font = font(700, palette.meeting ? 14 : cluster.r < 13 ? 12 : 13);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(formatNumber(cluster.members.length), x, y + 0.5);
  if (cluster.alert) drawAlert(ctx, x + cluster.r * 0.8, y - cluster.r * 0.8, 5, palette);
}
