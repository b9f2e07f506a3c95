/** What the canvases show, told in numbers: tests cannot look at pixels. */
(function (ns) {
  "use strict";

  /**
   * What is drawn.
   *
   * @param {object|null} scene the map in use
   * @param {object|null} geo
   * @param {object|null} view
   * @returns {object} areas and flows in view on the sheets, units of the whole region by how they stand,
   *   and the milliseconds of each sheet's last draw
   */
  function stats(scene, geo, view) {
    const nothing = { visible: 0, clusters: 0, clustered: 0, alerts: 0 };
    if (!scene || !geo || !view) return { areas: 0, units: nothing, flows: 0, chosen: 0, labels: 0 };
    const { board, map } = scene;
    const { singles, clusters } = board.marks;
    const inside = clusters.flatMap((c) => c.members);
    const milliseconds = {};
    for (const [name, sheet] of Object.entries(board.sheets)) milliseconds[name] = sheet.milliseconds;
    return {
      areas: board.counts.areas,
      units: {
        visible: singles.length,
        clusters: clusters.length,
        clustered: inside.length,
        alerts: [...singles, ...inside].filter((m) => m.alert).length,
      },
      flows: board.counts.flows,
      chosen: view.focus.flows.length,
      labels: board.counts.labels,
      zoom: map.getZoom(),
      milliseconds,
    };
  }

  /**
   * Page pixel of an area (a place inside it that no unit covers, if there is one) or of a unit as drawn.
   *
   * @param {object} scene
   * @param {object} geo
   * @param {"area"|"unit"} kind
   * @param {string} id
   * @returns {{x: number, y: number}|null} null for an unknown id or a unit without a place
   */
  function project({ map, board, pointer }, geo, kind, id) {
    const k = Math.pow(2, map.getZoom());
    const corner = map.getContainer().getBoundingClientRect();
    const origin = map.getPixelOrigin();
    const point = (x, y) => map.layerPointToContainerPoint(L.point(x * k, y * k).subtract(origin));
    const onPage = (p) => ({ x: corner.left + p.x, y: corner.top + p.y });
    if (kind === "unit") {
      const unit = geo.units.ids.indexOf(id);
      if (unit < 0 || Number.isNaN(geo.units.x[unit])) return null;
      const mark = board.marks.singles.find((m) => m.unit === unit);
      return onPage(mark ? point(mark.x / k, mark.y / k) : point(geo.units.x[unit], geo.units.y[unit]));
    }
    const area = geo.ids.indexOf(id);
    if (area < 0) return null;
    const places = ns.within(geo, area).map(([x, y]) => point(x, y));
    const free = places.find((p) => pointer.at(p, 6)?.area === area);
    return onPage(free || places[0] || point(geo.points.x[area], geo.points.y[area]));
  }

  ns.probe = { stats, project };
})(((window.utbudskarta ??= {}).map ??= {}));
