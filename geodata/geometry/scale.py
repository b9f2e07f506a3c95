"""How true a planar system measures: its distances against those along the Earth's surface."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Geod, Proj
from pyproj.exceptions import ProjError

from geodata.geometry.systems import metric_systems

Floats = NDArray[np.float64]

TRUE = 0.005
"""Greatest error of a distance, as a part of it, in a system that measures true.

A UTM zone errs 0.04 per cent in its middle and 0.1 at its borders; SWEREF 99 TM, one zone for a country,
0.2 at its farthest, and zone 33 as all of Norway uses it 0.4. The systems made for anything else than
measuring err by tens of per cent there.
"""
STEP_M = 1000.0
BEARINGS = np.arange(0.0, 180.0, 22.5)
"""Degrees; the other half of the circle is the same lines walked the other way."""

_EARTH = Geod(ellps="WGS84")


def scale_error(crs: CRS | str, lon: Floats, lat: Floats) -> float:
    """How wrong a system measures at some places, as the part that distances come out too long.

    Each place is left in eight directions, for in an equal-area system distances are too long one way and
    too short the other. Of the projection alone: how datums are changed jumps by a hundred metres where one
    way of changing them ends and another begins.

    Parameters
    ----------
    crs : CRS or str
        Planar, metres.
    lon, lat : float64, shape (places,)
        Degrees; at least one of them finite.

    Returns
    -------
    float
        Of the distance that errs most; negative where it comes out too short. Infinite where the system does
        not reach the places at all.
    """
    at = np.isfinite(lon) & np.isfinite(lat)
    lon, lat = (np.repeat(axis[at], len(BEARINGS)) for axis in (lon, lat))
    bearing = np.tile(BEARINGS, int(at.sum()))
    east, north, _ = _EARTH.fwd(lon, lat, bearing, np.full(len(lon), STEP_M))
    try:
        projected = Proj(CRS.from_user_input(crs))
    except ProjError:  # a system that is no projection of its own
        return float("inf")
    x, y = projected(lon, lat)
    to_x, to_y = projected(np.asarray(east), np.asarray(north))
    with np.errstate(invalid="ignore"):
        errors = np.hypot(to_x - x, to_y - y) / STEP_M - 1
    errors = errors[np.isfinite(errors)]
    return float(errors[np.argmax(np.abs(errors))]) if len(errors) else float("inf")


def fitting_system(lon: Floats, lat: Floats) -> str | None:
    """Code of the likeliest system that measures true at some places, None where none does."""
    middle = float(np.nanmedian(lon)), float(np.nanmedian(lat))
    fits = (each for each in metric_systems(*middle) if abs(scale_error(each, lon, lat)) <= TRUE)
    return next(fits, None)
