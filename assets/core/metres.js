/** The region's own metres of places in degrees, which its travel model goes by. */

/**
 * Metres east and north of a place, as geodata/geometry/metres_polynomial.py writes them.
 *
 * @param {FlatPolynomial} flat
 * @param {number} lat degrees
 * @param {number} lon
 * @returns {[number, number]|null} null far from the region, where the polynomial holds no more
 */
export function regionMetres(flat, lat, lon) {
  const [u, v] = [(lon - flat.lon) / flat.span, (lat - flat.lat) / flat.span];
  if (!(Math.abs(u) <= 1 && Math.abs(v) <= 1)) return null;
  const powers = (of) => Array.from({ length: flat.degree + 1 }, (_, i) => of ** i);
  const [us, vs] = [powers(u), powers(v)];
  let [x, y, term] = [0, 0, 0];
  for (let total = 0; total <= flat.degree; total++)
    for (let i = 0; i <= total; i++, term++) {
      const value = us[i] * vs[total - i];
      x += flat.x[term] * value;
      y += flat.y[term] * value;
    }
  return [x, y];
}
