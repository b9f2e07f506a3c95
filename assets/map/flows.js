/** How people travel: all flows thin and translucent, those of what is chosen at full strength. */
(function (ns) {
  "use strict";

  const MOST = 2000; // more at once is a hairball
  const CHOSEN = 9;
  const NAMED = 4;
  const REGIONAL = 8.5; // below this zoom, municipality to municipality

  /**
   * Places between which flows run, at one zoom.
   *
   * @param {object} geo
   * @param {object} flows `areas` and `municipalities` of the payload
   * @param {number} zoom
   * @returns {{flows: object, from: object, to: object, widest: number}|null}
   */
  function atZoom(geo, flows, zoom) {
    const regional = zoom < REGIONAL && flows.municipalities && flows.municipalities.from.length > 0;
    if (regional) return { flows: flows.municipalities, from: geo.middles, to: geo.middles, widest: 8 };
    if (!flows.areas) return null;
    return { flows: flows.areas, from: geo.points, to: geo.units, widest: zoom < 10.5 ? 3.5 : 4.5 };
  }

  /**
   * Draw the base layer of flows, the largest last so that they lie on top.
   *
   * @param {CanvasRenderingContext2D} ctx
   * @param {object} geo
   * @param {object|null} flows of the payload
   * @param {object} frame
   * @param {object} palette
   * @returns {number} flows in view
   */
  function drawFlows(ctx, geo, flows, frame, palette) {
    const shown = flows && atZoom(geo, flows, frame.zoom);
    if (!shown) return 0;
    const { from, to, visits, past } = shown.flows;
    const count = Math.min(from.length, MOST);
    let largest = 1;
    for (let i = 0; i < count; i++) largest = Math.max(largest, visits[i]);
    const plain = palette.of("flow");
    const bypass = palette.of("flow-past");
    let drawn = 0;
    for (let i = count - 1; i >= 0; i--) {
      const ax = shown.from.x[from[i]] * frame.k + frame.dx;
      const ay = shown.from.y[from[i]] * frame.k + frame.dy;
      const bx = shown.to.x[to[i]] * frame.k + frame.dx;
      const by = shown.to.y[to[i]] * frame.k + frame.dy;
      // Also false for a unit without a place (NaN).
      if (!(Math.max(ax, bx) >= 0 && Math.min(ax, bx) <= frame.width)) continue;
      if (!(Math.max(ay, by) >= 0 && Math.min(ay, by) <= frame.height)) continue;
      if (Math.abs(ax - bx) + Math.abs(ay - by) < 3) continue;
      drawn++;
      const root = Math.sqrt(visits[i] / largest);
      const passing = past && past[i];
      const wide = 0.7 + shown.widest * root;
      const e = ns.ribbon.edges(ax, ay, bx, by, wide, 0.5, 1, passing ? ns.ribbon.DASH : 12);
      ctx.fillStyle = passing ? bypass : plain;
      ctx.globalAlpha = 0.13 + 0.35 * root;
      ctx.beginPath();
      if (passing) ns.ribbon.broken(ctx, e);
      else ns.ribbon.whole(ctx, e);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    return drawn;
  }

  /**
   * The flows of what is chosen, largest first, with the width of each.
   *
   * @param {object|null} flows `focus.flows` of the payload
   * @returns {{from: number, to: number, visits: number, share: number|null, past: boolean, wide: number}[]}
   */
  function chosen(flows) {
    if (!flows) return [];
    const all = flows.from.map((from, i) => ({
      from,
      to: flows.to[i],
      visits: flows.visits[i],
      share: flows.share ? flows.share[i] : null,
      past: Boolean(flows.past && flows.past[i]),
    }));
    all.sort((a, b) => b.visits - a.visits);
    const most = Math.max(1, all.length ? all[0].visits : 1);
    return all.slice(0, CHOSEN).map((f) => ({ ...f, wide: Math.max(2.2, 12 * Math.sqrt(f.visits / most)) }));
  }

  /**
   * Draw the flows of what is chosen.
   *
   * @param {CanvasRenderingContext2D} ctx
   * @param {object} geo
   * @param {object[]} flows from `chosen`
   * @param {object} frame
   * @param {object} palette
   * @param {number} part how far they have grown, 0 to 1
   */
  function drawChosen(ctx, geo, flows, frame, palette, part) {
    for (const flow of [...flows].reverse()) {
      const ax = geo.points.x[flow.from] * frame.k + frame.dx;
      const ay = geo.points.y[flow.from] * frame.k + frame.dy;
      const bx = geo.units.x[flow.to] * frame.k + frame.dx;
      const by = geo.units.y[flow.to] * frame.k + frame.dy;
      if (!Number.isFinite(ax + bx)) continue;
      const every = flow.past ? ns.ribbon.DASH : 8;
      const wide = Math.max(2, Math.min(flow.wide, 0.3 * Math.hypot(bx - ax, by - ay))); // a short one is no blot
      const e = ns.ribbon.edges(ax, ay, bx, by, wide, 1.2, part, every);
      ctx.beginPath();
      ns.ribbon.whole(ctx, e);
      ctx.strokeStyle = palette.paper();
      ctx.globalAlpha = 0.8;
      ctx.lineWidth = 2.2;
      ctx.stroke();
      ctx.fillStyle = palette.of(flow.past ? "flow-past" : "flow");
      ctx.globalAlpha = flow.past ? 0.45 : 0.9;
      ctx.fill();
      if (flow.past) {
        ctx.beginPath();
        ns.ribbon.broken(ctx, e);
        ctx.globalAlpha = 0.95;
        ctx.fill();
      }
      ctx.globalAlpha = 1;
    }
  }

  /**
   * Draw where the flows of what is chosen start.
   */
  function drawHomes(ctx, geo, flows, frame, palette) {
    const homes = new Set(flows.map((f) => f.from));
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

  /**
   * Shares to write beside the largest flows: at the unit, or at home when all go to one unit.
   *
   * @param {object} geo
   * @param {object[]} flows from `chosen`
   * @returns {{x: number, y: number, west: boolean, text: string, past: boolean}[]} world positions, and whether
   *   the other end lies to the east
   */
  function shares(geo, flows) {
    const units = new Set(flows.map((f) => f.to));
    const home = units.size === 1 && flows.length > 1;
    return flows
      .slice(0, NAMED)
      .filter((f) => f.share !== null && f.share !== undefined && !Number.isNaN(f.share))
      .map((f) => ({
        west: geo.units.x[f.to] < geo.points.x[f.from] !== home,
        x: home ? geo.points.x[f.from] : geo.units.x[f.to],
        y: home ? geo.points.y[f.from] : geo.units.y[f.to],
        text: ns.number(f.share, 0, { style: "percent" }),
        past: f.past,
      }))
      .filter((s) => Number.isFinite(s.x));
  }

  ns.drawFlows = drawFlows;
  ns.chosen = chosen;
  ns.drawChosen = drawChosen;
  ns.drawHomes = drawHomes;
  ns.shares = shares;
})(((window.utbudskarta ??= {}).map ??= {}));
