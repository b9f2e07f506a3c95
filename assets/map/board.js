/**
 * The drawing board of one map: five sheets, what each shows, and when it is drawn again.
 *
 * ground: land and lakes - areas: their colours, borders, zones and service areas - flows: all, dimmed by CSS when something is chosen -
 * chosen: outlines and flows of what is chosen or pointed at - marks: units and names.
 */
(function (ns) {
  "use strict";

  const GROW = 240; // milliseconds
  const NOTHING = { singles: [], clusters: [] };

  /**
   * @param {L.Map} map
   * @param {() => void} drawn called after each completed draw
   * @returns {object} the board
   */
  function board(map, drawn) {
    const Sheet = ns.Sheet();
    const container = map.getContainer();
    const palette = ns.palette(container);
    const counts = { areas: 0, flows: 0, labels: 0 };
    const dirty = new Set();
    let geo = null;
    let view = null;
    let borders = null;
    let draw = null; // the marker
    let hovered = null;
    let pressed = null; // lines of an area just clicked, until the server answers
    let part = 1;
    let asked = 0;
    let growing = 0;
    let placed = { key: "", marks: NOTHING, names: [] };

    /** Marks and names at the zoom that is drawn; laid out once for each zoom and view. */
    function laid(ctx, zoom) {
      if (placed.zoom === zoom && placed.view === view) return placed;
      const { focus } = view;
      const lone = new Set(focus.flows.map((f) => f.to));
      if (focus.unit !== null) lone.add(focus.unit);
      const marks = ns.place(geo.units, view.state, zoom, lone);
      const shares = ns.shares(geo, focus.flows);
      const options = { names: view.labels, meeting: palette.meeting, unit: focus.unit };
      const names = ns.layoutLabels(ctx, geo, marks, shares, zoom, options);
      placed = { zoom, view, marks, names };
      return placed;
    }

    const painters = {
      ground(ctx, frame) {
        const edge = palette.of("map-area-line");
        ns.drawGround(ctx, geo.land, frame, palette.of("map-outside"), edge);
        ns.drawGround(ctx, geo.water, frame, palette.of("map-water"), null);
        ns.drawLand(ctx, geo, geo.groups, frame, palette.of("map-land"));
      },
      areas(ctx, frame) {
        counts.areas = ns.drawAreas(ctx, geo, view.fill, frame, palette);
        ns.drawBorders(ctx, geo, borders, frame, palette);
        ns.drawService(ctx, geo, view.service, view.focus, frame, palette);
        ns.drawZones(ctx, geo, view.zones, frame, palette);
      },
      flows(ctx, frame) {
        counts.flows = ns.drawFlows(ctx, geo, view.flows, frame, palette);
      },
      chosen(ctx, frame) {
        if (!pressed) ns.drawChosen(ctx, geo, view.focus.flows, frame, palette, part);
        // Above its own flows, or a small area would vanish under them.
        const lines = pressed || view.focus.lines;
        if (lines.length) ns.drawSelected(ctx, geo, lines, frame, palette);
        if (hovered?.kind === "area") ns.drawHovered(ctx, geo, hovered.area, frame, palette);
        const about = hovered?.mark || hovered?.cluster;
        if (!about) return;
        const r = hovered.cluster ? about.r + 3.5 : ns.unitRadius(frame.zoom) + 4;
        ns.drawRing(ctx, about.x + frame.dx, about.y + frame.dy, r, "map-hover", 1.5, palette);
      },
      marks(ctx, frame) {
        const { marks, names } = laid(ctx, frame.zoom);
        const r = ns.unitRadius(frame.zoom);
        const seen = (m) => m.x > -30 && m.y > -30 && m.x < frame.width + 30 && m.y < frame.height + 30;
        const at = (m) => ({ x: m.x + frame.dx, y: m.y + frame.dy });
        for (const m of [...marks.singles].sort((a, b) => a.lone - b.lone || a.y - b.y)) {
          const p = at(m);
          if (!seen(p)) continue;
          if (m.unit === view.focus.unit) ns.drawRing(ctx, p.x, p.y, Math.max(r, 5) + 5, "accent", 3, palette);
          draw(ctx, m.unit, p.x, p.y, m.lone ? Math.max(r, 5) : r, m.alert);
        }
        for (const c of marks.clusters) {
          const p = at(c);
          if (seen(p)) ns.drawCluster(ctx, c, geo.units, p.x, p.y, palette);
        }
        drawHomes(ctx, frame);
        ns.drawLabels(ctx, names, frame, palette);
        counts.labels = names.length;
      },
    };

    /** Where the flows of what is chosen start. */
    function drawHomes(ctx, frame) {
      const homes = new Set(view.focus.flows.map((f) => f.from));
      const large = homes.size === 1;
      for (const area of homes) {
        ctx.beginPath();
        const x = geo.points.x[area] * frame.k + frame.dx;
        const y = geo.points.y[area] * frame.k + frame.dy;
        ctx.arc(x, y, large ? 6 : 3.5, 0, 2 * Math.PI);
        ctx.fillStyle = palette.paper();
        ctx.fill();
        ctx.strokeStyle = palette.of("flow");
        ctx.lineWidth = large ? 2.6 : 1.8;
        ctx.stroke();
      }
    }

    const sheets = {};
    Object.keys(painters).forEach((name, i) => {
      const painter = (ctx, frame) => geo && view && painters[name](ctx, frame);
      sheets[name] = new Sheet(name, painter, { zIndex: i + 1 }).on("drawn", () => {
        dirty.delete(name);
        if (!dirty.size && view) drawn();
      });
      sheets[name].addTo(map);
    });

    /** Draw some sheets before the next frame. */
    function ask(...names) {
      for (const name of names.length ? names : Object.keys(sheets)) dirty.add(name);
      if (asked) return;
      asked = requestAnimationFrame(() => {
        asked = 0;
        for (const name of Object.keys(sheets)) if (dirty.has(name)) sheets[name].redraw();
      });
    }

    /** Let the chosen flows grow from home to unit, once. */
    function grow() {
      cancelAnimationFrame(growing);
      part = 1;
      if (ns.still() || !view.focus.flows.length) return;
      const began = performance.now();
      part = 0;
      const step = (now) => {
        const t = Math.max(0, Math.min(1, (now - began) / GROW));
        part = 1 - Math.pow(1 - t, 3);
        sheets.chosen.redraw();
        if (t < 1) growing = requestAnimationFrame(step);
      };
      growing = requestAnimationFrame(step);
    }

    function restyle() {
      palette.forget();
      placed = { marks: NOTHING, names: [] };
      if (geo) draw = ns.marker(geo.units, palette);
      if (view) ask();
    }

    const unwatch = ns.watchTheme(container, restyle);
    restyle();
    // Names are measured again when the typeface has come.
    Promise.allSettled([400, 500, 600, 700].map((weight) => document.fonts.load(ns.font(weight, 13)))).then(() => {
      placed = { marks: NOTHING, names: [] };
      if (view) ask("marks");
    });

    return {
      map,
      sheets,
      palette,
      counts,
      get marks() {
        return placed.marks;
      },
      get busy() {
        return dirty.size > 0;
      },

      /** Take over a region's geography. */
      load(next) {
        geo = next;
        // A region that brings no coast has land about it rather than sea.
        container.classList.toggle("is-landlocked", !geo.land.polygons.length);
        borders = ns.borders(geo);
        view = null;
        hovered = pressed = null;
        draw = ns.marker(geo.units, palette);
      },

      /** Show a view: only the sheets whose parts changed are drawn. */
      show(next) {
        const before = view || {};
        view = next;
        const changed = (...parts) => parts.some((p) => before[p] !== next[p]);
        const waited = pressed !== null;
        pressed = null;
        container.classList.toggle("is-stale", next.stale);
        container.classList.toggle("has-chosen", next.focus.flows.length > 0);
        if (changed("fill", "zones", "service") || (next.service && changed("focus"))) ask("areas");
        if (!before.focus) ask("ground");
        if (changed("flows")) ask("flows");
        if (changed("focus")) grow();
        if (changed("focus") || waited) ask("chosen");
        if (changed("state", "labels", "focus")) ask("marks");
        if (!dirty.size) drawn();
      },

      /** Outline what is pointed at, at once. */
      hover(next) {
        hovered = next;
        ask("chosen");
      },

      /** Outline an area that was just clicked, before the server has answered. */
      press(area) {
        pressed = area === null ? [] : ns.chains(geo.arcs, ns.outline(geo, [area]));
        ask("chosen");
      },

      dispose() {
        cancelAnimationFrame(asked);
        cancelAnimationFrame(growing);
        unwatch();
        for (const sheet of Object.values(sheets)) sheet.remove();
      },
    };
  }

  ns.board = board;
})(((window.utbudskarta ??= {}).map ??= {}));
