"""Degrees to the region's own metres as one polynomial, for programs that know no map projections.

A browser that measures in these metres agrees with the region's travel model; one that measures on a
ball or an ellipsoid would differ by what the projection stretches, 0.04 per cent and more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.geometry.degrees import to_metres

Floats = NDArray[np.float64]
DEGREE = 7
AIR, POINTS = 0.25, 40  # part of the longer side around the bounds where it holds too; points along each side
MOST_LAT = 89.0


@dataclass(frozen=True, eq=False)
class MetresPolynomial:
    """Metres as a polynomial of degrees, of places where neither `u` nor `v` is beyond 1.

    Attributes
    ----------
    lon, lat, span : float
        The middle, and the degrees that count as 1, of `u = (lon - middle) / span` and `v` likewise.
    x, y : float64, shape (terms,)
        Factors of `u^i v^j`, `i + j` from 0 to `degree`, `i` ascending within each sum.
    error_m : float
        How far from the projection it came at most where it was fitted, metres.
    degree : int
    """

    lon: float
    lat: float
    span: float
    x: Floats
    y: Floats
    error_m: float
    degree: int = DEGREE

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """Metres of places in degrees, shape (places, 2)."""
        terms = _terms((lon - self.lon) / self.span, (lat - self.lat) / self.span, self.degree)
        return np.column_stack((terms @ self.x, terms @ self.y))


def fit(crs: str, bounds: tuple[float, float, float, float], degree: int = DEGREE) -> MetresPolynomial:
    """The polynomial of a projection that fits best about some bounds, by least squares.

    Parameters
    ----------
    crs : str
        Planar, metres.
    bounds : tuple of float
        West, south, east, north, degrees.
    degree : int
        The higher the nearer: 7 is enough to say how far it is, 12 to tell a journey like the region's model.
    """
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    span = max(east - west, north - south) * (0.5 + AIR) or 1.0
    # All of the square that it is asked in: fitted to a narrow region alone it is kilometres wrong beside it.
    side = np.linspace(-span, span, POINTS)
    lons, lats = (axis.ravel() for axis in np.meshgrid(lon + side, np.clip(lat + side, -MOST_LAT, MOST_LAT)))
    known = np.column_stack(to_metres(crs).transform(lons, lats))
    terms = _terms((lons - lon) / span, (lats - lat) / span, degree)
    factors = np.linalg.lstsq(terms, known, rcond=None)[0]
    error = float(np.hypot(*(terms @ factors - known).T).max())
    return MetresPolynomial(lon, lat, span, factors[:, 0], factors[:, 1], error, degree)


def _terms(u: Floats, v: Floats, degree: int) -> Floats:
    return np.column_stack([u**i * v ** (total - i) for total in range(degree + 1) for i in range(total + 1)])
