/** Every colour on the map, read from the page's custom properties: none is written in the code. */

/**
 * Colours as they stand on one element, remembered until the theme changes.
 *
 * @param {Element} element the map's container
 * @returns {Palette} `of(name)` the value of `--name`; `resolve(colour)` for `var(--name)` or a plain colour;
 *   `paper()` and `print()` of marks; `forget()`; `meeting` whether the dark meeting theme is on
 */
export function createPalette(element) {
  const known = new Map();
  let style = null;

  function of(name) {
    if (!known.has(name)) {
      style ??= getComputedStyle(element);
      known.set(name, style.getPropertyValue(`--${name}`).trim() || "currentcolor");
    }
    return known.get(name);
  }

  function resolve(colour) {
    const named = /^(?:var\()?--([\w-]+)\)?$/.exec(colour);
    return named ? of(named[1]) : colour;
  }

  const meeting = () => element.closest("[data-theme='meeting']") !== null;

  return {
    of,
    resolve,
    /** What marks stand out with: light in either theme, and its dark opposite. */
    paper: () => of(meeting() ? "ink" : "surface"),
    print: () => of(meeting() ? "surface" : "ink"),
    forget() {
      known.clear();
      style = null;
    },
    get meeting() {
      return meeting();
    },
  };
}

/**
 * Call back when the theme of the page or of any part around an element may have changed.
 *
 * @param {Element} element
 * @param {() => void} changed
 * @returns {() => void} stop watching
 */
export function watchTheme(element, changed) {
  const observer = new MutationObserver(changed);
  for (let up = element; up; up = up.parentElement)
    observer.observe(up, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/**
 * Whether the reader has asked for less motion.
 *
 * @returns {boolean}
 */
export function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
