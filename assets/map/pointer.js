/** Pointing and pressing: outline at once, card after a moment, a click chooses. */
import { flowAt as anyFlowAt } from "../core/base_flows.js";
import { focusFlowAt } from "../core/focus_flows.js";
import { unworld } from "../core/world.js";
import * as camera from "./camera.js";
import { cardOfArea, cardOfFlow, cardOfUnit, createCard } from "./card.js";
import { markAt } from "./hit.js";
import { formatNumber, words } from "./texts.js";

const MOMENT = 80; // milliseconds
const FINGER = 18; // pixels
const MOUSE = 4;
const LINE = 2; // pixels beside a flow

/**
 * Follow the pointer over one map.
 *
 * @param {Board} board
 * @param {Surroundings & {padding: () => Padding, select: (kind: string|null, id: string|null, event?: MouseEvent) => void,
 *   may: (target: Target|null) => boolean, picked: (event: L.LeafletMouseEvent) => boolean,
 *   pointed: (key: string|null) => void}} scene `may`: whether a unit can be moved by hand; `picked`: whether a click
 *   answered what another asked for
 * @returns {Pointer} `at(point, reach)` what a press on a container point would choose, `flowAt(point)` the flow there,
 *   `over(point)` what is told of it
 */
export function createPointer(board, scene) {
  const { map } = board;
  const container = map.getContainer();
  const card = createCard(container);
  let under = null;
  let last = null;
  let frame = 0;
  let timer = 0;

  /** What lies under a point of the container. */
  function at(point, reach) {
    const geo = scene.geo();
    if (!geo || !scene.view()) return null;
    const pixel = map.getPixelOrigin().add(map.containerPointToLayerPoint(point));
    const zoom = map.getZoom();
    const mark = markAt(board.marks, pixel.x, pixel.y, reach);
    if (mark) return mark;
    const k = Math.pow(2, zoom);
    const area = scene.find(pixel.x / k, pixel.y / k);
    return area < 0 ? null : { kind: /** @type {const} */ ("area"), area };
  }

  /** The flow under a point: of what is chosen where something is, else of all. */
  function flowAt(point) {
    const geo = scene.geo();
    const view = scene.view();
    if (!geo || !view) return null;
    const pixel = map.getPixelOrigin().add(map.containerPointToLayerPoint(point));
    const { flows } = view.focus;
    if (flows.some((f) => !f.apart)) return focusFlowAt(flows, map.getZoom(), pixel.x, pixel.y, LINE);
    return anyFlowAt(geo, view.flows, map.getZoom(), pixel.x, pixel.y, LINE);
  }

  /** What the card tells of: a unit before a flow, a flow before the area it lies over. */
  function over(point) {
    const target = at(point, MOUSE);
    return !target || target.kind === "area" ? flowAt(point) || target : target;
  }

  const same = (a, b) =>
    a?.kind === b?.kind && a?.key === b?.key && a?.area === b?.area && a?.unit === b?.unit && a?.cluster === b?.cluster;

  /** Outline it, and say so to whoever lists flows. */
  function show(target) {
    board.hover(target);
    scene.pointed(target?.kind === "flow" ? target.key : null);
  }

  function contentOf(target) {
    const geo = scene.geo();
    if (target.kind === "flow") return cardOfFlow(target, scene.view());
    if (target.kind === "area") return cardOfArea(geo, scene.view(), target.area);
    if (target.kind === "unit") return cardOfUnit(geo, scene.view(), target.unit);
    const { members } = target.cluster;
    return { title: `${formatNumber(members.length)} ${words.units}`, under: words.cluster, rows: [] };
  }

  function leave() {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    frame = 0;
    last = null;
    card.hide();
    container.style.cursor = "";
    if (under) show(null);
    under = null;
  }

  function look() {
    frame = 0;
    if (!last) return;
    const target = over(last);
    card.move(last.x, last.y, scene.padding());
    if (same(target, under)) return;
    under = target;
    container.style.cursor = scene.may(target) ? "grab" : target ? "pointer" : "";
    show(target);
    clearTimeout(timer);
    if (!target) return card.hide();
    timer = setTimeout(() => {
      if (last && under) card.show(contentOf(under), last.x, last.y, scene.padding());
    }, MOMENT);
  }

  function moved(event) {
    const away = event.pointerType === "touch" || event.buttons || event.target.closest(".leaflet-control");
    if (away || map._animatingZoom || scene.picking()) return leave();
    const point = map.mouseEventToContainerPoint(event);
    last = point;
    frame ||= requestAnimationFrame(look);
  }

  function clicked(event) {
    // The second half of a double click zooms.
    if (event.originalEvent?.detail > 1) return;
    if (scene.picked(event)) return;
    // What the click shows is not to lie under the card.
    clearTimeout(timer);
    card.hide();
    const touch = event.originalEvent?.pointerType === "touch";
    const target = at(event.containerPoint, touch ? FINGER : MOUSE);
    const { focus } = scene.view() || {};
    if (!focus) return;
    if (target?.kind === "cluster") return openCluster(target.cluster);
    const geo = scene.geo();
    const press = event.originalEvent;
    const more = press?.ctrlKey || press?.metaKey || press?.shiftKey;
    if (more && target?.kind !== "unit") {
      if (target) scene.select("area", geo.ids[target.area], press);
      return;
    }
    const again =
      (target?.kind === "area" && focus.kind === "area" && focus.areas[0] === target.area) ||
      (target?.kind === "unit" && focus.unit === target.unit);
    if (!target || again) {
      if (focus.kind === "region") return;
      board.press(null);
      return scene.select(null, null, press);
    }
    if (target.kind === "unit") return scene.select("unit", geo.units.ids[target.unit]);
    board.press(target.area);
    scene.select("area", geo.ids[target.area], press);
  }

  /** Zoom in on a circle until its units come apart. */
  function openCluster(cluster) {
    leave();
    const k = Math.pow(2, map.getZoom());
    const corners = cluster.members.map((m) => unworld(m.x / k, m.y / k));
    const nearest = Math.min(map.getZoom() + 1.5, map.getMaxZoom());
    camera.fit(map, L.latLngBounds(corners), scene.padding(), { least: nearest, most: 14 });
  }

  // Leaflet focuses the map when it is pressed; the focus mark is for the keyboard alone.
  const byPointer = () => container.classList.add("by-pointer");
  const byKey = () => container.classList.remove("by-pointer");
  container.addEventListener("pointerdown", byPointer, true);
  document.addEventListener("keydown", byKey, true);
  container.addEventListener("pointermove", moved);
  container.addEventListener("pointerleave", leave);
  map.on("movestart zoomstart", leave);
  map.on("click", clicked);

  return {
    at,
    flowAt,
    over,
    /** Another view is shown: the card tells of an area what that says. */
    retell() {
      if (last && under?.kind === "area" && card.up) card.show(contentOf(under), last.x, last.y, scene.padding());
    },
    dispose() {
      leave();
      card.remove();
      container.removeEventListener("pointerdown", byPointer, true);
      document.removeEventListener("keydown", byKey, true);
      container.removeEventListener("pointermove", moved);
      container.removeEventListener("pointerleave", leave);
      map.off("movestart zoomstart", leave);
      map.off("click", clicked);
    },
  };
}
