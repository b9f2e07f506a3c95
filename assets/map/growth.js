/** The flows of what is chosen grow from home to unit, once. */
import { reducedMotion } from "./palette.js";

const GROW = 240; // milliseconds

/**
 * @param {() => void} redraw called for each frame of the growth
 * @returns {{part: number, start: (any: boolean) => void, stop: () => void}} `part` of the way that is drawn, 0 to 1
 */
export function createGrowth(redraw) {
  let growing = 0;
  const own = {
    part: 1,
    start(any) {
      cancelAnimationFrame(growing);
      own.part = 1;
      if (reducedMotion() || !any) return;
      const began = performance.now();
      own.part = 0;
      const step = (now) => {
        const t = Math.max(0, Math.min(1, (now - began) / GROW));
        own.part = 1 - Math.pow(1 - t, 3);
        redraw();
        if (t < 1) growing = requestAnimationFrame(step);
      };
      growing = requestAnimationFrame(step);
    },
    stop: () => cancelAnimationFrame(growing),
  };
  return own;
}
