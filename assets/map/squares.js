/** The ground close by: squares fetched when they come into view, kept while there is room, drawn below the areas. */
import { boxAbout, spaceAround } from "../core/space.js";
import { fetched } from "./geography.js";
import { decodeSquare, drawSquares } from "./square.js";
import { levelAt, squaresIn } from "./square_index.js";
import { drawStops, nameGround } from "./stops.js";
import { words } from "./texts.js";

const KEPT = 160; // squares: more than the largest screen shows
const AT_ONCE = 6; // requests

/**
 * The ground of one map.
 *
 * @param {L.Map} map
 * @param {() => void} redraw called when more has come
 * @returns {Squares}
 */
export function createSquares(map, redraw) {
  /** @type {Map<string, Square>} the latest used last */
  const kept = new Map();
  const credit = window.L.control.attribution({ prefix: false });
  let told = false;
  let seen = []; // squares that are drawn
  let version = "";
  let levels = [];
  let wanted = [];
  let asking = false;
  let view = ""; // what failed is asked for again when the view is another
  let failed = new Set();

  /** Ask for what is wanted, some at a time; what has gone out of view meanwhile is never asked for. */
  async function ask() {
    if (asking) return;
    asking = true;
    const own = version;
    for (;;) {
      const next = wanted.filter(({ key }) => !kept.has(key) && !failed.has(key)).slice(0, AT_ONCE);
      if (!next.length || own !== version) break;
      await Promise.all(next.map(async (at) => {
        try {
          const found = await fetched(own, `ground/${at.key}.json`);
          if (own === version) kept.set(at.key, decodeSquare(found, at, at.level));
        } catch {
          failed.add(at.key); // the map does without
        }
      }));
      if (own === version) redraw();
    }
    asking = false;
    if (own !== version) ask();
  }

  function drawn(frame) {
    const level = levelAt(levels, frame.zoom);
    if (!level) {
      wanted = [];
      return [];
    }
    wanted = squaresIn(level, frame).map((at) => ({ ...at, level }));
    const here = wanted.map(({ key }) => key);
    if (here.join() !== view) failed = new Set();
    view = here.join();
    const squares = here.filter((key) => kept.has(key)).map((key) => {
      const square = kept.get(key);
      kept.delete(key);
      kept.set(key, square);
      return square;
    });
    for (const key of kept.keys()) {
      if (kept.size <= Math.max(KEPT, here.length)) break;
      kept.delete(key);
    }
    if (squares.length < here.length) ask();
    return squares;
  }

  /** Who the ground comes from stands on the map while there is any. */
  function say(shown) {
    if (shown === told) return;
    told = shown;
    if (shown) credit.addTo(map).addAttribution(words.ground);
    else credit.remove();
  }

  return {
    /** Take over the geography of a version. */
    take(geo) {
      if (geo.version === version) return;
      version = geo.version;
      levels = geo.squares;
      wanted = seen = [];
      kept.clear();
      say(false);
    },

    /** Whether anything is drawn at a zoom. */
    at: (zoom) => levelAt(levels, zoom) !== null,

    /** Draw what has come, and ask for the rest. */
    draw(ctx, frame, palette) {
      if (!levels.length) return;
      seen = drawn(frame);
      say(seen.length > 0);
      if (!seen.length) return;
      drawSquares(ctx, seen, frame, palette);
      drawStops(ctx, seen.flatMap((square) => square.stops), frame, palette);
    },

    /** Write names on what was drawn, clear of marks and names above. */
    name(ctx, frame, palette, { marks, names }) {
      if (!seen.length) return;
      const taken = spaceAround(marks, null);
      for (const name of names) taken.take(boxAbout(name.x, name.y, name.width, name.size, 3));
      nameGround(ctx, seen, frame, palette, taken);
    },

    dispose: () => say(false),
  };
}
