"""The unit that is nearest to any one place, by the region's own model: where an address lies, say.

Hitta finds the same in the browser (`assets/page-find/distance.js`, `results.js`), from what
`geodata.travel.minutes_from_anywhere` gives it; here the place is known to the server already, so that the
way along roads begins at the place itself, as that of the measured line does, and not in its area.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.geometry.degrees import to_metres
from geodata.region.area_at import area_at
from geodata.travel.minutes_between import minutes_along_roads
from geodata.travel.minutes_from_anywhere import paces, tenths

Floats = NDArray[np.float64]
ROUGHLY_M = 100.0
"""Lengths that are written alike count as the same."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest unit.

    Attributes
    ----------
    unit : int
        Position in the units after the scenario's changes.
    metres : float
        In a straight line.
    minutes : float
        NaN where nothing says how long it takes, inf out of reach.
    """

    unit: int
    metres: float
    minutes: float


def area_of_place(assessment: Assessment, lon: float, lat: float) -> int:
    """Position of the area that a place lies in, -1 outside the region."""
    return area_at(assessment.region, *_metres(assessment, lon, lat))


def nearest_unit(
    assessment: Assessment, lon: float, lat: float, name_key: Callable[[str], Any]
) -> Nearest | None:
    """The unit that is nearest to a place, of those that `Supply.available` has.

    Parameters
    ----------
    assessment : Assessment
    lon, lat : float
        Degrees.
    name_key : callable
        What a unit's name is sorted by, in the reader's alphabet.

    Returns
    -------
    Nearest or None
        By whole minutes, then hundreds of metres, then name, as in Hitta's list; None where no unit is
        available.
    """
    supply, units = assessment.supply, assessment.units
    at = np.flatnonzero(supply.available)
    if not len(at):
        return None
    x, y = _metres(assessment, lon, lat)
    points = units.geometry.to_numpy()[at]
    there_x, there_y = shapely.get_x(points), shapely.get_y(points)
    metres = np.hypot(there_x - x, there_y - y)
    there = tuple(zip(there_x.tolist(), there_y.tolist(), strict=True))
    along = minutes_along_roads(assessment.region, (x, y), there)
    minutes = _minutes(assessment, area_at(assessment.region, x, y), at, metres) if along is None else along
    known = np.where(np.isnan(minutes), np.inf, minutes)
    written = np.column_stack((_rounded(known), _rounded(metres / ROUGHLY_M)))
    alike = np.flatnonzero((written == min(map(tuple, written))).all(axis=1)).tolist()
    best = min(alike, key=lambda position: (name_key(str(units["name"].iloc[at[position]])), at[position]))
    return Nearest(int(at[best]), float(metres[best]), float(minutes[best]))


def _metres(assessment: Assessment, lon: float, lat: float) -> tuple[float, float]:
    x, y = to_metres(assessment.region.settings.crs).transform(lon, lat)
    return float(x), float(y)


def _minutes(assessment: Assessment, area: int, at: NDArray[np.int64], metres: Floats) -> Floats:
    """Minutes from a place to some units. Shape (units at `at`,)."""
    pace = paces(assessment.region)
    if pace is not None:
        found: Floats = metres / (pace[1] if area < 0 else pace[0][area])
        return found
    if area < 0:
        return np.full(len(at), np.nan)
    row = assessment.changed.minutes[[area]].tocsr()
    to_unit = np.full(assessment.changed.unit_count, np.inf)
    to_unit[row.indices] = tenths(row.data) / 10
    return to_unit[at]


def _rounded(values: Floats) -> Floats:
    """Halves upwards, as browsers round."""
    found: Floats = np.floor(values + 0.5)
    return found
