/** What the page asks of the map beside its views: to light a flow, to be given a place or a drawing, to be measured. */
import { countInside } from "../core/drawn.js";
import { flowBetween, flowPair } from "../core/base_flows.js";
import * as drawing from "./draw.js";
import { want } from "./ruler.js";

/**
 * The page's actions, for it to call.
 *
 * @param {{scene: () => Scene, geo: () => Geo, current: () => Geo, view: () => View, padding: () => Padding}} of what the map
 *   holds; `current` is the geography as the scenario leaves it
 */
export const actions = (of) => {
  /** The flow of a key, as `chosen` or the list of municipalities names it. */
  function flowOf(key) {
    const found = of.view().focus.flows.find((flow) => flow.key === key);
    if (found || !key) return found || null;
    if (key.startsWith("m")) return flowBetween(of.current(), of.view().flows, ...key.slice(1).split(">").map(Number));
    return flowPair(of.current(), of.view().flows, of.scene().map.getZoom(), ...key.split(">").map(Number));
  }

  return {
    /**
     * Light a flow as if pointed at: its row in the list is.
     *
     * @param {string|null} key
     */
    pointFlow(key) {
      if (of.scene() && of.view()) of.scene().board.hover(key === null ? null : flowOf(key));
    },

    /**
     * Ask for a place: the next press on the map, under a crosshair.
     *
     * @param {(lat: number, lon: number) => void} done
     * @param {() => void} [cancel] Escape or a right press called it off
     */
    pick: (done, cancel) => of.scene()?.picker.start(done, cancel),

    /** Ask for a place no longer; calls nobody. */
    unpick: () => of.scene()?.picker.stop(),

    /** Carry a unit by keys to a place, drop it there or put it back; see drag.js. `spot` draws places under it. */
    carry: (id, lat, lon) => of.scene()?.dragger.put(id, lat, lon),
    putDown: () => of.scene()?.dragger.putDown(),
    putBack: () => of.scene()?.dragger.putBack(),
    spot: (spots, now) => of.scene()?.board.spot(spots, now),

    /** Let a selection be drawn; see draw.js. `undraw` calls it off, `drawn` ends it with the corners there are. */
    draw: (how) => of.scene()?.drawer.start(how),
    undraw: () => of.scene()?.drawer.stop(),
    drawn: () => of.scene()?.drawer.finish(),

    /** Draw the line between two places, or what there is of it, and whether a cross aims at the middle; see ruler.js. */
    rule: (ends, aims) => {
      want(ends, aims);
      of.scene()?.ruler.show();
    },
    middle: () => of.scene()?.ruler.middle(),

    /** Corners of what is in view, and how many areas have their point inside some corners. */
    inView: () => (of.scene() ? drawing.inView(of.scene().map, of.padding()) : []),
    counted: (corners) => (of.geo() ? countInside(of.geo().points, corners) : 0),

    flowOf,
  };
};
