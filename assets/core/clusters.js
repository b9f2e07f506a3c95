/** Where units stand at a zoom: alone, beside each other when they share a place, or as one circle with a count. */
import { constants } from "../constants.js";

const { hidden: HIDDEN, alert: ALERT } = constants.unit_state;
const NEAR = 19; // pixels
const FEWEST = 4;
const AFAR = 2; // pixels that marks are larger by in a meeting: what is inside them is seen
const APART = 13.25; // from this zoom every unit stands on its own

/**
 * Radius of a unit's mark.
 *
 * @param {number} zoom
 * @param {boolean} [meeting] whether it is read from the back of a room
 * @returns {number} pixels
 */
export function unitRadius(zoom, meeting = false) {
  return (zoom < 8.5 ? 3.5 : zoom < 10.5 ? 5 : zoom < 12.5 ? 6.5 : 8) + (meeting ? AFAR : 0);
}

/**
 * Radius of the mark of a changed unit.
 *
 * @param {string} kind add, close, move or size
 * @param {number} zoom
 * @param {boolean} [meeting]
 * @returns {number} pixels
 */
export function changeRadius(kind, zoom, meeting = false) {
  if (kind === "add" || kind === "close") return zoom < 8.5 ? 9 : zoom < 10.5 ? 10.5 : 12;
  return Math.max(6, unitRadius(zoom, meeting));
}

const FAR_ZOOM = 7, FAR_LEAST = 0.55, DOT_LEAST = 2;

/** How much smaller all signs are where a whole region is a hand wide: areas still tell, and fewer hide others. */
const farShare = (zoom) => Math.max(FAR_LEAST, Math.min(1, 2 ** (zoom - FAR_ZOOM)));

/** Radius of a sign that tells a measure; near by none is so small that it cannot be pressed. */
export function signRadius(signs, unit, zoom) {
  if (!signs || unit >= signs.classes.length) return null;
  const r = signs.radii ? Math.max(DOT_LEAST, signs.radii[unit] * farShare(zoom)) : Math.max(unitRadius(zoom), 5);
  return zoom < 10 ? r : Math.max(r, 6);
}

/** Colour of a sign: "operator" where it says who runs the unit, "" where nothing is known. */
function paintOf(signs, unit) {
  return signs ? (signs.colours[signs.classes[unit]] ?? "") : "operator";
}

/** Marks from the lowest to the topmost: what stands alone last, and small signs above large ones. */
export function inOrder(marks, signs = null) {
  const sized = Boolean(signs?.radii);
  return [...marks].sort((a, b) => Number(a.lone) - Number(b.lone) || (sized ? b.r - a.r : 0) || a.y - b.y);
}

function circleRadius(count) {
  return Math.min(21, 8 + 1.35 * Math.sqrt(count));
}

/** Marks by cells as large as the reach, to find neighbours fast. */
function cells(marks, reach) {
  const grid = new Map();
  const key = (x, y) => `${Math.floor(x / reach)} ${Math.floor(y / reach)}`;
  for (const mark of marks) {
    const at = key(mark.x, mark.y);
    grid.has(at) ? grid.get(at).push(mark) : grid.set(at, [mark]);
  }
  return (x, y) => {
    const found = [];
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++) {
        for (const mark of grid.get(key(x + i * reach, y + j * reach)) || [])
          if (Math.hypot(mark.x - x, mark.y - y) <= reach) found.push(mark);
      }
    return found;
  };
}

/** Join circles that would overlap, until none does. */
function merged(clusters) {
  for (let again = true; again; ) {
    again = false;
    for (let i = 0; i < clusters.length && !again; i++)
      for (let j = i + 1; j < clusters.length && !again; j++) {
        const a = clusters[i];
        const b = clusters[j];
        if (Math.hypot(a.x - b.x, a.y - b.y) > a.r + b.r - 2) continue;
        clusters[i] = circle([...a.members, ...b.members]);
        clusters.splice(j, 1);
        again = true;
      }
  }
  return clusters;
}

function circle(members) {
  const n = members.length;
  const x = members.reduce((sum, m) => sum + m.x, 0) / n;
  const y = members.reduce((sum, m) => sum + m.y, 0) / n;
  return { x, y, r: circleRadius(n), members };
}

/** Move marks that lie on each other to a row or ring around their place. */
function spread(marks, radius) {
  const near = cells(marks, radius * 0.9);
  const done = new Set();
  for (const mark of marks) {
    if (done.has(mark)) continue;
    const group = near(mark.x, mark.y).filter((m) => !done.has(m));
    group.forEach((m) => done.add(m));
    if (group.length < 2) continue;
    const step = 2 * radius + 2;
    if (group.length < 4) {
      group.forEach((m, i) => (m.x = mark.x + (i - (group.length - 1) / 2) * step));
      group.forEach((m) => (m.y = mark.y));
      continue;
    }
    const { x, y } = mark;
    const ring = (group.length * step) / (2 * Math.PI);
    group.forEach((m, i) => {
      const turn = (2 * Math.PI * i) / group.length - Math.PI / 2;
      m.x = x + ring * Math.cos(turn);
      m.y = y + ring * Math.sin(turn);
    });
  }
}

/** Move a mark out of the way of another. */
function aside(mark, other, distance) {
  const d = Math.hypot(mark.x - other.x, mark.y - other.y);
  const [i, j] = d > 0.01 ? [(mark.x - other.x) / d, (mark.y - other.y) / d] : [1, 0];
  mark.x = other.x + i * distance;
  mark.y = other.y + j * distance;
}

/** What the scenario changes is seen: changed units stand apart, circles and other marks make room for them. */
function makeRoom(singles, clusters) {
  const changed = singles.filter((m) => m.change);
  changed.forEach((a, i) => {
    for (const b of changed.slice(0, i)) {
      const lacking = a.r + b.r + 3 - Math.hypot(a.x - b.x, a.y - b.y);
      if (lacking <= 0) continue;
      aside(a, { ...b }, a.r + b.r + 3 - lacking / 2);
      aside(b, { ...a }, a.r + b.r + 3);
    }
  });
  part(clusters, changed);
  for (const mark of changed) {
    for (const m of singles)
      if (!m.change && Math.hypot(m.x - mark.x, m.y - mark.y) < mark.r + m.r / 2) aside(m, mark, mark.r + m.r + 3);
  }
}

/** Circles keep clear of changed units and of each other, the smaller giving way. */
function part(clusters, changed) {
  const order = [...clusters].sort((a, b) => b.r - a.r);
  for (let round = 0, moved = true; moved && round < 12; round++) {
    moved = false;
    order.forEach((c, i) => {
      for (const other of [...order.slice(0, i), ...changed]) {
        const least = c.r + other.r + 3;
        if (Math.hypot(c.x - other.x, c.y - other.y) >= least - 0.5) continue;
        aside(c, other, least);
        moved = true;
      }
    });
  }
}

/** Whether a unit stands on the map: the closed ones of a scenario do, with a cross. */
function stands(state, change) {
  return change?.kind === "close" || (change && state === undefined) || state > HIDDEN;
}

/**
 * Place the shown units at a zoom, the same wherever the map is panned.
 *
 * @param {Units} units of the geography, world positions
 * @param {Uint8Array} state 0 hidden, 1 shown, 2 shown with alert
 * @param {number} zoom
 * @param {Set<number>} lone units that are never part of a circle
 * @param {Map<number, Change>} changes by unit, from `readChanges`: never part of a circle either
 * @param {Signs|null} [signs] sizes and colours by measures: then every unit stands on its own
 * @param {boolean} [meeting]
 * @returns {Marks} positions in pixels of that zoom; a single has
 *   `unit`, `r`, `alert`, `lone`, `paint` and `change` if it is changed; a cluster `r`, `members`, `alert`
 */
export function placeUnits(units, state, zoom, lone, changes, signs = null, meeting = false) {
  const k = Math.pow(2, zoom);
  const small = unitRadius(zoom, meeting);
  const marks = [];
  for (let unit = 0; unit < units.x.length; unit++) {
    const change = changes.get(unit);
    const chosen = lone.has(unit);
    if (!(stands(state[unit], change) || chosen) || Number.isNaN(units.x[unit])) continue;
    const own = signRadius(signs, unit, zoom) ?? small;
    const r = change ? changeRadius(change.kind, zoom, meeting) : chosen ? Math.max(own, 5) : own;
    const alert = state[unit] === ALERT;
    marks.push({ unit, x: units.x[unit] * k, y: units.y[unit] * k, r, alert, lone: chosen || Boolean(change), change, paint: paintOf(signs, unit) });
  }
  let loose = marks;
  let clusters = [];
  if (zoom < APART && !signs) {
    const free = marks.filter((m) => !m.lone);
    const near = cells(free, NEAR);
    const crowd = free.map((mark) => ({ mark, near: near(mark.x, mark.y) }));
    crowd.sort((a, b) => b.near.length - a.near.length || a.mark.unit - b.mark.unit);
    const taken = new Set();
    for (const { near: around } of crowd) {
      const members = around.filter((m) => !taken.has(m));
      if (members.length < FEWEST) continue;
      members.forEach((m) => taken.add(m));
      clusters.push(circle(members));
    }
    clusters = merged(clusters);
    // A mark that would peep out from under a circle belongs to it.
    for (const mark of free) {
      if (taken.has(mark)) continue;
      const host = clusters.find((c) => Math.hypot(c.x - mark.x, c.y - mark.y) < c.r + 3);
      if (!host) continue;
      taken.add(mark);
      host.members.push(mark);
      host.r = circleRadius(host.members.length);
    }
    loose = marks.filter((m) => !taken.has(m));
  }
  for (const c of clusters) c.alert = c.members.some((m) => m.alert);
  if (zoom >= 10) spread(loose.filter((m) => !m.change), small);
  makeRoom(loose, clusters);
  return { singles: loose, clusters };
}
