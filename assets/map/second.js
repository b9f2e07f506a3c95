/** A second map over the first, that shows another view of the same place: to be cut off where the first shall show. */
import { createBoard } from "./board.js";
import { viewReader } from "./view.js";

const STILL = { animate: false };
const DEAD = {
  second: true, zoomControl: false, attributionControl: false, keyboard: false, dragging: false, scrollWheelZoom: false,
  doubleClickZoom: false, touchZoom: false, boxZoom: false, zoomSnap: 0, zoomAnimation: false, fadeAnimation: false,
};

/**
 * The second map of a page, made when it is first shown and gone when it is shown nothing.
 *
 * @param {{scene: () => Scene, geo: () => Geo, padding: () => Padding}} of the first
 * @returns {{second: (payload: Payload|null, host?: HTMLElement) => void, resetSecond: () => void}} `second` shows a
 *   payload in an element; `resetSecond` makes it anew for another map or geography
 */
export function secondMap(of) {
  let own = null;
  let shown = null;
  let host = null;

  function follow() {
    const { map } = of.scene();
    if (!map._loaded || map._animatingZoom) return;
    own.map.setView(map.getCenter(), map.getZoom(), STILL);
  }

  function make() {
    const { map } = of.scene();
    const leaflet = L.map(host, /** @type {L.MapOptions} */ (DEAD));
    const size = new ResizeObserver(() => leaflet.invalidateSize(STILL));
    size.observe(host);
    const board = createBoard(leaflet, () => {}, of.padding);
    const geo = of.geo();
    own = { map: leaflet, board, geo, first: map, size, read: viewReader(geo) };
    board.load(geo);
    map.on("move zoomend moveend resize", follow);
    follow();
  }

  function drop() {
    if (!own) return;
    own.first.off("move zoomend moveend resize", follow);
    own.size.disconnect();
    own.board.dispose();
    own.map.remove();
    own = null;
  }

  function apply() {
    const ready = shown && host && of.scene()?.map._loaded && of.geo()?.version === shown.version;
    if (own && (!ready || own.geo !== of.geo() || own.first !== of.scene().map)) drop();
    if (!ready) return;
    if (!own) make();
    own.board.show(own.read(shown));
  }

  return {
    second(payload, element = host) {
      [shown, host] = [payload, element];
      apply();
    },
    resetSecond: apply,
  };
}
