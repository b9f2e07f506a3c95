/* The numbers of the ranking, on the map where their places are. */
import { map } from "../map/api.js";
import { placeRanks } from "../core/ranks.js";
import { font } from "../map/labels.js";
import { createPalette } from "../map/palette.js";
import { sheetClass } from "../map/sheet.js";
import { present } from "./model.js";

const RADIUS = 18;
const HALF = 16; // of a square's side
let sheet = null;
let numbers = []; /* areas, first to third */

function paint(ctx, frame) {
  const geo = map.geo();
  if (!geo) return;
  const palette = present.palette;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { at, x, y } of placeRanks(geo.points, numbers, frame, RADIUS)) {
    ctx.beginPath();
    ctx.roundRect(x - HALF, y - HALF, 2 * HALF, 2 * HALF, 4); /* a circle with a number is so many units */
    ctx.lineWidth = 5;
    ctx.strokeStyle = palette.paper();
    ctx.stroke();
    ctx.fillStyle = palette.print();
    ctx.fill();
    ctx.fillStyle = palette.paper();
    ctx.font = font(700, 20);
    ctx.fillText(String(at + 1), x, y + 1);
  }
}

window.L?.Map.addInitHook(function () {
  queueMicrotask(() => {
    if (!this._container) return;
    present.leaflet = this;
    this.keyboard?.disable(); /* the arrows change step */
    present.palette = createPalette(this.getContainer());
    const Sheet = sheetClass();
    sheet = new Sheet("numbers", paint, { zIndex: 8 }).addTo(this);
  });
});

/** Show numbers on some areas. */
export function numberAreas(areas) {
  numbers = areas;
  sheet?.redraw();
}
