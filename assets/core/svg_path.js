/** A pen whose strokes become the path of an SVG: pixels with one decimal. */

const tenth = (value) => Math.round(value * 10) / 10;

/**
 * @returns {PathPen & {d: string}} `d` so far
 */
export function createPathPen() {
  const own = {
    d: "",
    moveTo(x, y) {
      own.d += `M${tenth(x)} ${tenth(y)}`;
    },
    lineTo(x, y) {
      own.d += `L${tenth(x)} ${tenth(y)}`;
    },
    quadraticCurveTo(cx, cy, x, y) {
      own.d += `Q${tenth(cx)} ${tenth(cy)} ${tenth(x)} ${tenth(y)}`;
    },
    closePath() {
      own.d += "z";
    },
  };
  return own;
}

/**
 * What a pen draws, as a path.
 *
 * @param {(pen: PathPen) => void} draw
 * @returns {string}
 */
export function pathOf(draw) {
  const pen = createPathPen();
  draw(pen);
  return pen.d;
}
