/** What the page asks of the map beside its views: to light a flow, to be given a place or a drawing, to be measured. */
(function (ns) {
  "use strict";

  /**
   * Give the page its actions.
   *
   * @param {object} of `scene`, `geo`, `current` (the geography as the scenario leaves it), `view` and `padding`: functions
   */
  ns.actions = function (of) {
    /** The flow of a key, as `chosen` or the list of municipalities names it. */
    function flowOf(key) {
      const found = of.view().focus.flows.find((flow) => flow.key === key);
      if (found || !key) return found || null;
      if (key.startsWith("m")) return ns.flowBetween(of.current(), of.view().flows, ...key.slice(1).split(">").map(Number));
      return ns.flowPair(of.current(), of.view().flows, of.scene().map.getZoom(), ...key.split(">").map(Number));
    }

    /**
     * Light a flow as if pointed at: its row in the list is.
     *
     * @param {string|null} key
     */
    ns.pointFlow = function (key) {
      if (of.scene() && of.view()) of.scene().board.hover(key === null ? null : flowOf(key));
    };

    /**
     * Ask for a place: the next press on the map, under a crosshair.
     *
     * @param {(lat: number, lon: number) => void} done
     * @param {() => void} [cancel] Escape or a right press called it off
     */
    ns.pick = (done, cancel) => of.scene()?.picker.start(done, cancel);

    /** Ask for a place no longer; calls nobody. */
    ns.unpick = () => of.scene()?.picker.stop();

    /** Let a selection be drawn; see draw.js. `undraw` calls it off, `drawn` ends it with the corners there are. */
    ns.draw = (how) => of.scene()?.drawer.start(how);
    ns.undraw = () => of.scene()?.drawer.stop();
    ns.drawn = () => of.scene()?.drawer.finish();

    /** Corners of what is in view, and how many areas have their point inside some corners. */
    ns.inView = () => (of.scene() ? ns.drawing.inView(of.scene().map, of.padding()) : []);
    ns.counted = (corners) => (of.geo() ? ns.drawing.counted(of.geo(), corners) : 0);

    /** What is drawn, and where: for tests; see probe.js. */
    ns.stats = () => ns.probe.stats(of.scene(), of.geo(), of.view());
    ns.projectFlow = (key) => (of.scene() && of.view() ? ns.probe.projectFlow(of.scene(), flowOf(key)) : null);
    ns.project = (kind, id) => (of.scene() && of.geo() ? ns.probe.project(of.scene(), of.current(), kind, id) : null);
  };
})(((window.utbudskarta ??= {}).map ??= {}));
