/* Choosing areas by drawing on the map, or, without a pointer, those that are in view. */
import * as controls from "./controls.js";
import * as panels from "./panels.js";
import { map } from "../map/api.js";

let opener = null;

const bar = () => document.getElementById("draw-bar");
const part = (name) => bar().querySelector(`[data-draw="${name}"]`);

function show(on) {
  bar().hidden = !on;
  document.querySelectorAll(".draw-open").forEach((one) => one.setAttribute("aria-expanded", on ? "true" : "false"));
}

function draw() {
  part("done").hidden = true;
  map.draw({
    done: chosen,
    cancel: () => close(true),
    changed: (count) => { part("done").hidden = count < 3; },
  });
}

function open(button) {
  opener = button;
  if (window.innerWidth < 768) panels.setSheet("low");
  part("nothing").hidden = true;
  show(true);
  draw();
  part("view").focus();
}

function close(back) {
  if (bar().hidden) return;
  map.undraw();
  const held = back || bar().contains(document.activeElement);
  show(false);
  if (held && opener && opener.isConnected) opener.focus();
}

/** The areas inside some corners are in focus; where there are none, the reader may draw again. */
function chosen(corners) {
  if (!map.counted(corners)) {
    part("nothing").hidden = false;
    window.setTimeout(draw);
    return;
  }
  close(true);
  controls.select("drawn", corners.map((one) => one.join(",")).join(";"), { fly: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draw]");
  if (!button) return;
  const what = button.dataset.draw;
  if (what === "open") { if (bar().hidden) open(button); else close(true); }
  if (what === "done") map.drawn();
  if (what === "view") chosen(map.inView());
  if (what === "cancel") close(true);
});
