/** Names on the map: by population, never on each other, with a halo in the colour of paper. */

const CELL = 64;

/**
 * The map's typeface.
 *
 * @param {number} weight 400 to 700
 * @param {number} size pixels
 * @returns {string} for a canvas
 */
export function font(weight, size) {
  return `${weight} ${size}px Inter, system-ui, sans-serif`;
}

/** What is taken: boxes by cells. */
function space() {
  const grid = new Map();
  const over = (box, visit) => {
    for (let i = Math.floor(box.x0 / CELL); i <= Math.floor(box.x1 / CELL); i++)
      for (let j = Math.floor(box.y0 / CELL); j <= Math.floor(box.y1 / CELL); j++)
        if (visit(`${i} ${j}`)) return true;
    return false;
  };
  return {
    take(box) {
      over(box, (key) => void (grid.has(key) ? grid.get(key).push(box) : grid.set(key, [box])));
    },
    /** Whether a box is free; `bold` may lie on single units. */
    free(box, bold) {
      return !over(box, (key) =>
        (grid.get(key) || []).some(
          (b) => b.x0 < box.x1 && b.x1 > box.x0 && b.y0 < box.y1 && b.y1 > box.y0 && !(bold && b.slight)
        )
      );
    },
  };
}

/** Fewest residents of a named place at a zoom. */
function smallest(zoom) {
  return zoom < 6 ? 40000 : zoom < 7.25 ? 12000 : zoom < 8.5 ? 2500 : zoom < 9.5 ? 1000 : zoom < 10.5 ? 400 : 0;
}

/** Where a name may stand about its place, in the order tried. */
function stands(x, y, w, h, gap) {
  const [mx, my] = [w / 2, h / 2];
  return [
    [x, y - gap - my],
    [x + gap + mx, y],
    [x, y + gap + my],
    [x - gap - mx, y],
    [x + mx * 0.7, y - gap - my],
    [x + mx * 0.7, y + gap + my],
    [x - mx * 0.7, y + gap + my],
    [x - mx * 0.7, y - gap - my],
  ];
}

/** A place under a circle is named around the circle. */
function beside(x, y, clusters) {
  const over = clusters.find((c) => Math.hypot(c.x - x, c.y - y) < c.r + 4);
  return over ? { x: over.x, y: over.y, gap: over.r + 3 } : { x, y, gap: 5 };
}

/**
 * What names keep clear of: marks and circles.
 *
 * @param {Marks} marks from `place`
 * @param {number|null} unit the chosen one, with a ring
 * @returns {Taken} boxes in pixels of the marks' zoom
 */
export function occupied(marks, unit) {
  const taken = space();
  for (const m of marks.singles) {
    const badge = m.alert ? m.r + 1.5 : 0;
    const o = m.r + 1.5 + (m.unit === unit ? 7 : 0);
    const slight = m.unit !== unit && !m.change;
    taken.take({ x0: m.x - o, y0: m.y - o - badge, x1: m.x + o + badge, y1: m.y + o, slight });
  }
  for (const c of marks.clusters)
    taken.take({ x0: c.x - c.r - 2, y0: c.y - c.r - 2, x1: c.x + c.r + 2, y1: c.y + c.r + 2 });
  return taken;
}

/**
 * Lay out all names at a zoom, in pixels of that zoom: the same wherever the map is panned.
 *
 * @param {Pen} ctx to measure with
 * @param {Geo} geo
 * @param {Marks} marks from `place`
 * @param {Share[]} shares from `shares`, which come first
 * @param {number} zoom
 * @param {Taken} taken from `occupied`; it grows by the names
 * @param {{names: boolean, meeting: boolean, plated: Set<number>}} options `plated`: units whose name plate says it
 * @returns {Label[]} {x, y, text, font, colour, halo}: centre of each name
 */
export function layoutLabels(ctx, geo, marks, shares, zoom, taken, { names, meeting, plated }) {
  const k = Math.pow(2, zoom);
  const found = [];

  function put(text, places, style, margin, bold = false) {
    const h = style.size * 1.15;
    for (const [x, y] of places) {
      const half = style.width / 2 + margin;
      const box = { x0: x - half, y0: y - h / 2 - margin / 2, x1: x + half, y1: y + h / 2 + margin / 2 };
      if (!taken.free(box, bold)) continue;
      taken.take(box);
      found.push({ x, y, text, ...style });
      return true;
    }
    return false;
  }

  function styled(text, weight, size, colour) {
    ctx.font = font(weight, size);
    return { width: ctx.measureText(text).width, size, font: ctx.font, colour };
  }

  for (const share of shares) {
    const style = styled(share.text, 700, meeting ? 16 : 13, share.past ? "flow-past" : "flow");
    const places = stands(share.x * k, share.y * k, style.width, style.size, 10);
    const [above, right, below, left] = places;
    const order = share.west ? [left, right, above, below] : [right, left, above, below];
    put(share.text, order, style, 1) || put(share.text, order, style, 0, true);
  }
  if (!names) return found;
  const fewest = smallest(zoom);
  const more = meeting ? 3 : 0;
  for (const place of geo.places) {
    if (place.weight < fewest) break;
    const large = place.persons > 25000;
    const style = styled(place.name, large ? 600 : 500, (large || zoom >= 10.5 ? 13 : 12) + more, "map-label");
    const { x, y, gap } = beside(place.at[0] * k, place.at[1] * k, marks.clusters);
    const around = (more) => stands(x, y, style.width, style.size, gap + more);
    if (put(place.name, around(0), style, zoom < 8.5 ? 4 : 3) || !large) continue;
    // A town is named even in a crowd: farther off, then over single units.
    put(place.name, around(9), style, 1) || put(place.name, around(0), style, 0, true) || put(place.name, around(18), style, 0, true);
  }
  if (zoom >= 12)
    for (const m of marks.singles) {
      if (plated.has(m.unit)) continue;
      const name = geo.units.names[m.unit];
      const style = styled(name, 500, meeting ? 15 : 12, "ink");
      put(name, stands(m.x, m.y, style.width, style.size, m.r + 4.5).slice(1, 4), style, 2);
    }
  if (zoom >= (meeting ? 12 : 10.75)) {
    const said = new Set(found.map((f) => f.text));
    const order = [...geo.names.keys()].sort((a, b) => (geo.persons[b] || 0) - (geo.persons[a] || 0));
    for (const area of order) {
      const name = geo.names[area];
      if (said.has(name) || Number.isNaN(geo.points.x[area])) continue;
      const style = styled(name, 400, meeting ? 14 : 12, "ink-3");
      put(name, stands(geo.points.x[area] * k, geo.points.y[area] * k, style.width, style.size, 6), style, 4);
    }
  }
  return found;
}

/**
 * Draw laid-out names.
 *
 * @param {Pen} ctx
 * @param {Label[]} names from `layout`
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawLabels(ctx, names, frame, palette) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.of("surface");
  for (const name of names) {
    const x = name.x + frame.dx;
    const y = name.y + frame.dy;
    if (x < -100 || y < -20 || x > frame.width + 100 || y > frame.height + 20) continue;
    ctx.font = name.font;
    ctx.lineWidth = 3.2;
    ctx.globalAlpha = 0.92;
    ctx.strokeText(name.text, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.of(name.colour);
    ctx.fillText(name.text, x, y);
  }
}
