/** Drawing a selection: a drag makes a rectangle, presses make corners; Enter, a double press or the first corner ends it. */
import { constants } from "../constants.js";
import { roundCorner } from "../core/drawn.js";

const MOST = constants.most.corners;
const DRAG = 6; // pixels from which a press is a drag
const CLOSE = 10; // pixels from the first corner that end it
const SVG = "http://www.w3.org/2000/svg";
const HELD = ["dragging", "doubleClickZoom", "boxZoom", "touchZoom"];

/** @returns {[number, number]} */
const rounded = ({ lat, lng }) => roundCorner(lat, lng);

/**
 * Corners of the part of the map that no panel covers.
 *
 * @param {L.Map} map
 * @param {Padding} padding pixels covered, by side
 * @returns {[number, number][]}
 */
export function inView(map, { left = 0, top = 0, right = 0, bottom = 0 }) {
  const { x, y } = map.getSize();
  const wide = left + right < 0.7 * x;
  const [west, east] = wide ? [left, x - right] : [0, x];
  const [north, south] = top + bottom < 0.7 * y ? [top, y - bottom] : [0, y];
  const corners = [L.point(west, north), L.point(east, north), L.point(east, south), L.point(west, south)];
  return corners.map((p) => rounded(map.containerPointToLatLng(p)));
}

/**
 * Let a selection be drawn on one map.
 *
 * @param {L.Map} map
 * @returns {Drawer} `start({done, cancel,
 *   changed})`: `done` with corners, `changed` with how many there are so far
 */
export function createDrawer(map) {
  const container = map.getContainer();
  let asked = null;
  let corners = []; // LatLng
  let pressed = null; // where on the container
  let pointed = null;
  let svg = null;
  let settling = false;

  const point = (event) => map.mouseEventToContainerPoint(event);
  const away = (event) => event.button > 0 || !event.isPrimary || event.target.closest(".leaflet-control, button");

  function paint() {
    if (!svg) return;
    const dragged = pressed && pointed && pressed.distanceTo(pointed) > DRAG;
    const shape = dragged ? rectangle(pressed, pointed) : [...corners.map((c) => map.latLngToContainerPoint(c)), ...(pointed && corners.length ? [pointed] : [])];
    svg.firstChild.setAttribute("points", shape.map((p) => `${p.x},${p.y}`).join(" "));
    svg.lastChild.replaceChildren(...corners.map((c) => {
      const dot = document.createElementNS(SVG, "circle");
      const { x, y } = map.latLngToContainerPoint(c);
      Object.entries({ cx: x, cy: y, r: 4 }).forEach(([key, value]) => dot.setAttribute(key, String(value)));
      return dot;
    }));
  }

  const rectangle = (a, b) => [a, L.point(b.x, a.y), b, L.point(a.x, b.y)];

  function down(event) {
    if (away(event)) return;
    pressed = pointed = point(event);
    container.setPointerCapture?.(event.pointerId);
  }

  function move(event) {
    if (!event.isPrimary) return;
    pointed = event.pointerType === "touch" && !pressed ? null : point(event);
    paint();
  }

  function up(event) {
    if (!pressed || !event.isPrimary) return;
    const [from, to] = [pressed, point(event)];
    pressed = null;
    if (from.distanceTo(to) > DRAG) {
      corners = rectangle(from, to).map((p) => map.containerPointToLatLng(p));
      return finish();
    }
    if (corners.length >= 3 && to.distanceTo(map.latLngToContainerPoint(corners[0])) < CLOSE) return finish();
    const last = corners.length && map.latLngToContainerPoint(corners[corners.length - 1]);
    if (last && last.distanceTo(to) < CLOSE / 2) return corners.length >= 3 && event.pointerType !== "touch" ? finish() : paint();
    if (corners.length < MOST) corners.push(map.containerPointToLatLng(to));
    asked.changed?.(corners.length);
    paint();
  }

  function key(event) {
    if (event.key === "Enter" && corners.length >= 3 && !event.target.closest("button, a, input, select")) {
      event.preventDefault();
      return finish();
    }
    if (event.key !== "Escape" || event.target.closest?.("[aria-expanded='true']:not(.draw-open)")) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the page's own Escape would go back to the region
    const { cancel } = asked;
    stop();
    cancel?.();
  }

  /** @type {[EventTarget, string, (event: any) => void][]} */
  const wiring = [
    [container, "pointerdown", down],
    [container, "pointermove", move],
    [container, "pointerup", up],
    [document, "keydown", key],
  ];

  function start(how) {
    stop();
    asked = how;
    corners = [];
    pressed = pointed = null;
    svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "map-draw");
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS(SVG, "polygon"), document.createElementNS(SVG, "g"));
    container.append(svg);
    container.classList.add("is-picking", "is-drawing");
    for (const name of HELD) map[name]?.disable();
    for (const [target, name, react] of wiring) target.addEventListener(name, react, true);
    map.on("move zoomend", paint);
  }

  function stop() {
    if (!asked) return;
    asked = null;
    svg.remove();
    svg = null;
    container.classList.remove("is-picking", "is-drawing");
    for (const name of HELD) map[name]?.enable();
    for (const [target, name, react] of wiring) target.removeEventListener(name, react, true);
    map.off("move zoomend", paint);
  }

  /** End it with the corners there are. */
  function finish() {
    if (!asked || corners.length < 3) return;
    const { done } = asked;
    const found = corners.map(rounded);
    stop();
    settling = true; // the click that follows is no press on the map
    setTimeout(() => { settling = false; }, 60);
    done(found);
  }

  return {
    start,
    stop,
    finish,
    get on() {
      return asked !== null || settling;
    },
    dispose: stop,
  };
}
