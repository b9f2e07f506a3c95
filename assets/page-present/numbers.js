/* The numbers of the ranking, on the map where their places are. */
import { map } from "../map/api.js";
import { placeRanks } from "../core/ranks.js";
import { font } from "../map/labels.js";
import { createPalette } from "../map/palette.js";
import { sheetClass } from "../map/sheet.js";
import { present } from "./model.js";

const RADIUS = 18;
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
    ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper();
    ctx.fill();
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.print();
    ctx.stroke();
    ctx.fillStyle = palette.print();
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
