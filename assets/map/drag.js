/** Moving units by hand: press and pull with a mouse, press long and pull with a finger. Escape puts one back. */
import { constants } from "../constants.js";
import { unworld, world } from "../core/world.js";

const LONG = 300; // milliseconds a finger rests
const SLACK = { mouse: 4, touch: 8 }; // pixels before a press is a pull
const REACH = { mouse: 4, touch: 18 };
const PATIENCE = 8000; // milliseconds a dropped unit waits for the answer

const SNAP = 16; // pixels from a place that a unit is drawn to
const ROOM = 90; // pixels about a unit that keys move, which the map keeps in view

const rounded = (degrees) => Number(degrees.toFixed(constants.decimals.place));

/**
 * Let units be moved on one map.
 *
 * @param {Board} board
 * @param {Surroundings & {at: Pointer["at"], movable: () => boolean, moveUnit: (id: string, lat: number, lon: number) => boolean|void,
 *   snapped: (x: number, y: number, reach: number) => [number, number],
 *   carried: (where: CarriedUnitPlace|null) => void}} scene `carried` is called each time a unit is drawn elsewhere, with
 *   null when it is put back
 * @returns {Dragger}
 */
export function createDragger(board, scene) {
  const { map } = board;
  const container = map.getContainer();
  let held = null; // what is pressed: {pointer, kind, mark, start, grip, last, lifted, at}
  let swallow = false; // the click that ends a pull
  let timer = 0;
  let frame = 0;
  let waiting = 0;
  let keyed = null; // what keys carry: {mark, from, at}
  let still = false; // whether the map was told to stand still

  const may = (target) =>
    Boolean(scene.movable()) && target?.kind === "unit" && target.mark.change?.kind !== "close" && !scene.picking();

  const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  const pixelOf = (point) => map.getPixelOrigin().add(map.containerPointToLayerPoint(point));

  function down(event) {
    if (held) return held.lifted ? back() : release(); // a second finger
    swallow = false;
    if (!event.isPrimary || event.button !== 0 || event.shiftKey || event.target.closest(".leaflet-control")) return;
    const kind = event.pointerType === "touch" ? "touch" : "mouse";
    const start = map.mouseEventToContainerPoint(event);
    const target = scene.at(start, REACH[kind]);
    if (!may(target) || target.kind !== "unit") return;
    const { mark } = target;
    const pixel = pixelOf(start);
    const grip = { x: pixel.x - mark.x, y: pixel.y - mark.y };
    held = { pointer: event.pointerId, kind, mark, start, grip, last: start, lifted: false, at: null };
    if (kind === "touch") timer = setTimeout(lift, LONG);
    else stand();
  }

  /** Keep the map where it is. */
  function stand() {
    if (!map.dragging.enabled()) return;
    map.dragging.disable();
    still = true;
  }

  function lift() {
    const { mark, pointer } = held;
    held.lifted = true;
    swallow = true;
    stand();
    clearTimeout(waiting);
    container.setPointerCapture(pointer);
    container.classList.add("is-carrying");
    window.addEventListener("keydown", escape, true);
    const { units } = scene.geo();
    held.from = mark.change?.from || [units.x[mark.unit], units.y[mark.unit]];
    board.lift(mark);
    carry();
  }

  /** Draw it where the pointer is. */
  function carry() {
    frame = 0;
    if (!held?.lifted) return;
    const k = Math.pow(2, map.getZoom());
    const pixel = pixelOf(held.last);
    held.at = scene.snapped((pixel.x - held.grip.x) / k, (pixel.y - held.grip.y) / k, SNAP / k);
    draw(held, held.kind === "touch");
  }

  /** Draw what is carried where it is, and say so. */
  function draw({ mark, at, from }, wide) {
    const [x, y] = at;
    const area = scene.find(x, y);
    const { lat, lng } = unworld(x, y);
    scene.carried({ id: scene.geo().units.ids[mark.unit], lat: rounded(lat), lon: rounded(lng), area, wide });
    board.carry({ x, y, area, from, wide });
  }

  /** Drop what is carried where it is: false where it may not stand there. */
  function drop({ mark, at }) {
    const { lat, lng } = unworld(at[0], at[1]);
    const kept = scene.moveUnit(scene.geo().units.ids[mark.unit], rounded(lat), rounded(lng));
    if (kept === false) lower();
    else waiting = setTimeout(lower, PATIENCE); // nobody answered: it stands where it stood
    return kept !== false;
  }

  function lower() {
    board.lift(null);
    scene.carried(null);
  }

  /** Carry a unit to a place by keys; false where it is not on the map by itself. */
  function put(id, lat, lon) {
    if (held) return false;
    const { units } = scene.geo();
    const unit = units.ids.indexOf(id);
    if (keyed?.mark.unit !== unit || !board.held) { // an answer may have put it down
      const mark = board.marks.singles.find((one) => one.unit === unit);
      if (!mark || mark.change?.kind === "close") return false;
      clearTimeout(waiting);
      keyed = { mark, from: mark.change?.from || [units.x[unit], units.y[unit]], at: null };
      board.lift(mark);
    }
    keyed.at = world(lon, lat);
    map.panInside([lat, lon], { padding: [ROOM, ROOM], animate: false });
    draw(keyed, false);
    return true;
  }

  function putDown() {
    if (!keyed) return false;
    const what = keyed;
    keyed = null;
    return drop(what);
  }

  function putBack() {
    if (!keyed) return;
    keyed = null;
    lower();
  }

  function moved(event) {
    if (!held || event.pointerId !== held.pointer) return;
    held.last = map.mouseEventToContainerPoint(event);
    if (held.lifted) frame ||= requestAnimationFrame(carry);
    else if (distance(held.last, held.start) > SLACK[held.kind]) held.kind === "touch" ? release() : lift();
  }

  function up(event) {
    if (!held || event.pointerId !== held.pointer) return;
    if (!held.lifted) return release();
    held.last = map.mouseEventToContainerPoint(event);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const onMap = container.contains(under) && !under.closest(".leaflet-control");
    if (!onMap || distance(held.last, held.start) <= SLACK[held.kind]) return back();
    carry();
    const what = held;
    release();
    drop(what);
  }

  /** Let go without moving anything. */
  function back() {
    release();
    lower();
  }

  function release() {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    frame = 0;
    if (held?.lifted && container.hasPointerCapture(held.pointer)) container.releasePointerCapture(held.pointer);
    held = null;
    container.classList.remove("is-carrying");
    window.removeEventListener("keydown", escape, true);
    if (still) map.dragging.enable();
    still = false;
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the page's own Escape would end the moving, or go back to the region
    back();
  }

  function cancelled(event) {
    if (held && event.pointerId === held.pointer) held.lifted ? back() : release();
  }

  function clicked(event) {
    if (!swallow) return;
    swallow = false;
    event.stopImmediatePropagation();
    event.preventDefault();
  }

  /** A long press is no question for a menu. */
  const noMenu = (event) => held && event.preventDefault();

  /** @type {[EventTarget, string, (event: any) => void][]} */
  const wiring = [
    [container, "pointerdown", down],
    [document, "pointermove", moved],
    [document, "pointerup", up],
    [document, "pointercancel", cancelled],
    [container, "click", clicked],
    [container, "contextmenu", noMenu],
  ];
  for (const [target, name, react] of wiring) target.addEventListener(name, react, true);

  return {
    may,
    put,
    putDown,
    putBack,
    dispose() {
      clearTimeout(waiting);
      putBack();
      release();
      for (const [target, name, react] of wiring) target.removeEventListener(name, react, true);
    },
  };
}
