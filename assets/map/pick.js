/** Picking a place: a crosshair until one press on the map, or until it is called off. */
import { constants } from "../constants.js";

const rounded = (degrees) => Number(degrees.toFixed(constants.decimals.place));

/**
 * Let places be picked on one map.
 *
 * @param {Board} board
 * @param {{find: (x: number, y: number) => number}} scene
 * @returns {Picker} `start(done, cancel)`;
 *   `stop()` without calling either; `taken(event)` whether a click of the map was the one waited for
 */
export function createPicker(board, scene) {
  const { map } = board;
  const container = map.getContainer();
  let asked = null;
  let frame = 0;

  function moved(event) {
    if (board.held) return; // keys carry a unit
    if (event.pointerType === "touch" || event.buttons || event.target.closest(".leaflet-control")) return left();
    const pixel = map.getPixelOrigin().add(map.containerPointToLayerPoint(map.mouseEventToContainerPoint(event)));
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const k = Math.pow(2, map.getZoom());
      const [x, y] = [pixel.x / k, pixel.y / k];
      board.carry({ x, y, area: scene.find(x, y), from: null, mark: null, wide: false });
    });
  }

  function left() {
    cancelAnimationFrame(frame);
    if (!board.held) board.carry(null);
  }

  function escape(event) {
    if (event.key !== "Escape" || event.target.closest?.("[aria-expanded='true']")) return; // an open list closes first
    event.preventDefault();
    event.stopImmediatePropagation(); // the page's own Escape would go back to the region
    off();
  }

  function menu(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    off();
  }

  /** Called off by the planner. */
  function off() {
    const { cancel } = asked;
    stop();
    cancel?.();
  }

  /** @type {[EventTarget, string, (event: any) => void][]} */
  const wiring = [
    [container, "pointermove", moved],
    [container, "pointerleave", left],
    [container, "contextmenu", menu],
    [document, "keydown", escape],
  ];

  function start(done, cancel) {
    stop();
    asked = { done, cancel };
    container.classList.add("is-picking");
    board.lift(null);
    for (const [target, name, react] of wiring) target.addEventListener(name, react, true);
  }

  function stop() {
    if (!asked) return;
    asked = null;
    left();
    container.classList.remove("is-picking");
    for (const [target, name, react] of wiring) target.removeEventListener(name, react, true);
  }

  function taken({ latlng }) {
    if (!asked) return false;
    const { done } = asked;
    stop();
    done?.(rounded(latlng.lat), rounded(latlng.lng));
    return true;
  }

  return {
    start,
    stop,
    taken,
    get on() {
      return asked !== null;
    },
    dispose() {
      if (asked) off();
    },
  };
}
