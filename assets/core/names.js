/** Names on the map: by population, never on each other. */

const LARGE = 25000; // residents of a place that is named even in a crowd

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
 * Lay out all names at a zoom, in pixels of that zoom: the same wherever the map is panned.
 *
 * @param {Geo} geo
 * @param {Marks} marks from `placeUnits`
 * @param {Share[]} shares from `largestShares`, which come first
 * @param {number} zoom
 * @param {Taken} taken from `spaceAround`; it grows by the names
 * @param {{measure: Measure, names: boolean, meeting: boolean, plated: Set<number>, edge?: Box|null}} options `plated`:
 *   units whose name plate says it; `edge`: of a picture, beyond which nothing is named
 * @returns {Label[]} {x, y, text, width, weight, size, colour}: centre of each name
 */
export function layoutNames(geo, marks, shares, zoom, taken, { measure, names, meeting, plated, edge = null }) {
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

  const styled = (text, weight, size, colour) => ({ width: measure(text, weight, size), weight, size, colour });
  const beyond = (x, y) => edge !== null && !(x >= edge.x0 && x <= edge.x1 && y >= edge.y0 && y <= edge.y1);

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
    const [px, py] = [place.at[0] * k, place.at[1] * k];
    if (beyond(px, py)) continue;
    const large = place.persons > LARGE;
    const style = styled(place.name, large ? 600 : 500, (large || zoom >= 10.5 ? 13 : 12) + more, "map-label");
    const { x, y, gap } = beside(px, py, marks.clusters);
    const around = (more) => stands(x, y, style.width, style.size, gap + more);
    if (put(place.name, around(0), style, zoom < 8.5 ? 4 : 3) || !large) continue;
    // A town is named even in a crowd: farther off, then over single units.
    put(place.name, around(9), style, 1) || put(place.name, around(0), style, 0, true) || put(place.name, around(18), style, 0, true);
  }
  if (zoom >= 12)
    for (const m of marks.singles) {
      if (plated.has(m.unit) || beyond(m.x, m.y)) continue;
      const name = geo.units.names[m.unit];
      const style = styled(name, 500, meeting ? 15 : 12, "ink");
      put(name, stands(m.x, m.y, style.width, style.size, m.r + 4.5).slice(1, 4), style, 2);
    }
  if (zoom >= (meeting ? 12 : 10.75)) {
    const shown = new Set(found.map((f) => f.text));
    const order = [...geo.names.keys()].sort((a, b) => (geo.persons[b] || 0) - (geo.persons[a] || 0));
    for (const area of order) {
      const name = geo.names[area];
      const [x, y] = [geo.points.x[area] * k, geo.points.y[area] * k];
      if (shown.has(name) || Number.isNaN(x) || beyond(x, y)) continue;
      const style = styled(name, 400, meeting ? 14 : 12, "ink-3");
      put(name, stands(x, y, style.width, style.size, 6), style, 4);
    }
  }
  return found;
}
