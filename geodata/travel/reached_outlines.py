"""Outlines of from where a place is reached within some minutes, by the region's own model.

The minutes of a grid about the place are found as those of homes are, each node in the stead of a home; an
outline runs between the nodes. A first, coarse grid finds how far the place is reached from, and a second
lies as closely as that allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from geodata.contract.travel_modes import TRANSIT
from geodata.geometry.contours import inside
from geodata.region.region import Region
from geodata.travel import StraightLine
from geodata.travel.minutes_between import Spot, minutes_from
from geodata.travel.model import model_of, travel_of
from geodata.travel.straight_line import minutes_a_km

Floats = NDArray[np.float64]
Outline = Polygon | MultiPolygon

COARSE, FINE = 40, 128
"""Cells along a side of the first grid and of the second: 18,000 searched places at most."""
FINE_OF_TRANSIT = 64
"""By public transport each node has walks to its stops: fewer of them."""
BEYOND: Final = 1.25
"""How much further than the last outline minutes are looked for, so that it too runs between two of them."""
FASTEST_KMH: Final = {"car": 130.0, "bicycle": 30.0, "foot": 6.0}
"""Nobody goes faster, along no road."""
SMOOTHED: Final = 0.05
"""Of a cell: corners that say less are left out."""


@dataclass(frozen=True, eq=False)
class Outlines:
    """Outlines of one place.

    Attributes
    ----------
    by_minutes : dict of float to Polygon or MultiPolygon
        Metres in the region's CRS, by minutes, ascending; empty where the place is reached from nowhere.
    cell_m : float
        Metres between the nodes that they run between.
    """

    by_minutes: dict[float, Outline]
    cell_m: float


def reached_outlines(
    region: Region, place: Spot, minutes: Sequence[float], known: Floats | None = None
) -> Outlines:
    """Outlines from within which a place is reached in so many minutes.

    Parameters
    ----------
    region : Region
        In the way of travelling that is asked about.
    place : tuple of float
        Metres in the region's CRS.
    minutes : sequence of float
        Ascending, at most the region's longest journey.
    known : float64, shape (some, 2), optional
        Places that are known to be within the longest of them. The first grid has kilometres between its
        nodes, and would pass a town by that is reached by rail, or along a single road.

    Returns
    -------
    Outlines
        Each lies within the next.

    Raises
    ------
    RegionError
        If the region brings its own table of travel times.
    """
    longest = minutes[-1]
    reach_m = longest * _metres_a_minute(region)
    x, y = (np.linspace(at - reach_m, at + reach_m, COARSE + 1) for at in place)
    rows, columns = np.nonzero(_grid(region, x, y, place, longest) <= longest)
    cell_m = 2 * reach_m / COARSE
    cells = FINE_OF_TRANSIT if model_of(region) == TRANSIT else FINE
    within = [np.array([place]), np.column_stack((x[columns], y[rows])), *([] if known is None else [known])]
    corners = np.concatenate(within)
    low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    step_m = (max(high[0] - low[0], high[1] - low[1]) + 2 * cell_m) / cells
    x, y = (_axis(begin, end, cell_m, step_m) for begin, end in zip(low, high, strict=True))
    values = _grid(region, x, y, place, longest)
    found = {
        each: cast("Outline", inside(x, y, values, each).simplify(step_m * SMOOTHED)) for each in minutes
    }
    return Outlines(found, step_m)


def _axis(low: float, high: float, margin_m: float, step_m: float) -> Floats:
    begin = low - margin_m
    return begin + step_m * np.arange(int(np.ceil((high + margin_m - begin) / step_m)) + 1, dtype=np.float64)


def _grid(region: Region, x: Floats, y: Floats, place: Spot, longest: float) -> Floats:
    """Minutes from each node to the place, shape (rows, columns); inf where out of reach."""
    east, north = np.meshgrid(x, y)
    nodes = np.column_stack((east.ravel(), north.ravel()))
    return minutes_from(region, nodes, place, longest * BEYOND).reshape(east.shape)


def _metres_a_minute(region: Region) -> float:
    """How far from the place, in a straight line, one may come in a minute."""
    travel = travel_of(region)
    if isinstance(travel, StraightLine):
        # Outside all areas it is no kind of place, which may be quicker than any that there are.
        return max(float(travel.metres_per_minute.max()), 1000 / minutes_a_km(travel.settings))
    return FASTEST_KMH.get(region.settings.travel.mode, FASTEST_KMH["car"]) * 1000 / 60
