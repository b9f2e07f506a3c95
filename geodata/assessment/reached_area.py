"""From where a place is reached within some minutes: how many live there, by age, and what units.

The place is anywhere, an area, or a unit: minutes to it are those that a unit standing there would have
(`geodata.scenario.changed_region`), from each home of a resident and from each unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.assessment.start import Start, read_start
from geodata.contract.errors import RegionError
from geodata.region.homes import home_persons, homes
from geodata.region.region import Region
from geodata.region.residents import known_age_groups
from geodata.travel import TravelTable, columns_of
from geodata.travel.area_minutes import area_column, as_stored
from geodata.travel.minutes_between import minutes_from
from geodata.travel.model import home_travel_of, travel_of
from geodata.travel.reached_outlines import Outlines, reached_outlines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS: Final = (0.5, 1.0, 1.5)
"""Usual minutes, as shares of the limit: the breaks of the minutes to the nearest unit."""
MOST_STEPS: Final = 4
LEAST_STEP: Final = 0.1
"""Minutes: some metres, which outlines in degrees still tell apart."""
ROUNDED_TO: Final = 5
"""Where residents live at points, counts are told to the nearest so many: two places a step apart differ by
one home, which nobody is to be told of."""


@dataclass(frozen=True, eq=False)
class ReachedArea:
    """What lies within some minutes of a place.

    Attributes
    ----------
    start : Start
        The place.
    minutes : tuple of float
        Ascending.
    area_min : float64, shape (areas,)
        Minutes to the place that at least half of an area's residents keep within; inf out of reach.
    residents : mapping of str to int64, shape (minutes,)
        Residents within each of the minutes, by age group; "" is of all ages. Empty where they may not be
        seen.
    rounded_to : int
        What the counts are rounded to; 1 where they are exact.
    units : int64, shape (units within,)
        Positions of available units within the longest of the minutes, nearest first.
    unit_min : float64, shape (units within,)
        Their minutes to the place.
    units_known : bool
        False where a region's own table has no times between units.
    """

    start: Start
    minutes: tuple[float, ...]
    area_min: Floats
    residents: dict[str, Ints]
    rounded_to: int
    units: Ints
    unit_min: Floats
    units_known: bool

    def units_within(self, minutes: float) -> int:
        """How many units lie within so many minutes."""
        return int((self.unit_min <= minutes).sum())


def usual_steps(assessment: Assessment) -> tuple[float, ...]:
    """The limit, half of it and half as much again, but no longer than the longest journey."""
    longest = assessment.region.settings.travel.longest_min
    limit = assessment.scenario.limit_min
    return tuple(sorted({min(max(step * limit, LEAST_STEP), longest) for step in STEPS}))


def read_steps(assessment: Assessment, text: str) -> tuple[float, ...]:
    """Minutes as they are written, "10,20,30"; the usual where nothing is.

    Raises
    ------
    RegionError
        If they are no numbers, more than `MOST_STEPS`, below `LEAST_STEP`, or beyond the longest journey.
    """
    return parse_steps(assessment.region, text) if text.strip() else usual_steps(assessment)


def parse_steps(region: Region, text: str) -> tuple[float, ...]:
    """Minutes as they are written, ascending.

    Raises
    ------
    RegionError
        As of `read_steps`.
    """
    longest = region.settings.travel.longest_min
    parts = text.split(",", MOST_STEPS)
    try:
        found = sorted({float(part) for part in parts})
    except ValueError:
        found = []
    # Each by itself: what is no number is neither the least nor the most of them.
    if not found or len(parts) > MOST_STEPS or not all(LEAST_STEP <= each <= longest for each in found):
        raise RegionError.of(
            "reach_minutes", text=text[:40], most=MOST_STEPS, least=f"{LEAST_STEP:g}", longest=f"{longest:g}"
        )
    return tuple(found)


@lru_cache(maxsize=32)
def reached_area(assessment: Assessment, start_text: str, minutes: tuple[float, ...] = ()) -> ReachedArea:
    """What lies within some minutes of a place.

    Parameters
    ----------
    assessment : Assessment
        Minutes are of its way of travelling, units after its changes.
    start_text : str
        As `read_start` reads it.
    minutes : tuple of float
        As `read_steps` gives them; the usual where empty.

    Raises
    ------
    RegionError
        If there is no such place, or the region's own table of travel times knows no minutes to it.
    """
    start = read_start(assessment, start_text)
    steps = minutes or usual_steps(assessment)
    home_min, area_min = _minutes_to(assessment, start)
    unit_min = _unit_minutes(assessment, start)
    available = assessment.supply.available
    near = np.flatnonzero(available & (unit_min <= steps[-1]))
    order = near[np.lexsort((near, unit_min[near]))]
    return ReachedArea(
        start,
        steps,
        area_min,
        *_residents(assessment, home_min, steps),
        order,
        unit_min[order],
        not isinstance(travel_of(assessment.region), TravelTable),
    )


@lru_cache(maxsize=8)
def outlines_of(assessment: Assessment, start_text: str, minutes: tuple[float, ...] = ()) -> Outlines:
    """Outlines of the same; none where the region's own table says nothing of what lies between its areas."""
    start = read_start(assessment, start_text)
    if isinstance(travel_of(assessment.region), TravelTable):
        return Outlines({}, 0.0)
    steps = minutes or usual_steps(assessment)
    lived = homes(assessment.region).places[_minutes_to(assessment, start)[0] <= steps[-1]]
    return reached_outlines(assessment.region, (start.x, start.y), steps, lived)


@lru_cache(maxsize=8)
def _minutes_to(assessment: Assessment, start: Start) -> tuple[Floats, Floats]:
    """Minutes from every home, and from every area, to the place."""
    region = assessment.region
    travel = home_travel_of(region)
    if isinstance(travel, TravelTable):
        stands = start.unit >= 0 and start.unit not in assessment.changed.sites
        if not stands:
            raise RegionError.of("table_elsewhere")
        column = columns_of(assessment.changed.minutes, np.array([start.unit]))[:, 0]
        return column[homes(region).area], column
    home_min = as_stored(region, travel.to(start.x, start.y))
    return home_min, area_column(region, home_min)


def _unit_minutes(assessment: Assessment, start: Start) -> Floats:
    """Minutes from every unit to the place, shape (units,); of a table only that a unit is at itself."""
    units = assessment.units.geometry.to_numpy()
    if isinstance(travel_of(assessment.region), TravelTable):
        found = np.full(len(units), np.inf)
    else:
        places = np.column_stack((shapely.get_x(units), shapely.get_y(units)))
        found = np.full(len(units), np.inf)
        placed = np.flatnonzero(np.isfinite(places).all(axis=1))
        if len(placed):
            found[placed] = minutes_from(assessment.region, places[placed], (start.x, start.y))
    if start.unit >= 0:
        found[start.unit] = 0.0
    return found


def _residents(
    assessment: Assessment, home_min: Floats, steps: Sequence[float]
) -> tuple[dict[str, Ints], int]:
    region = assessment.region
    rounded_to = 1 if region.points is None else ROUNDED_TO
    if "residents" in region.hidden.hide_measures:
        return {}, rounded_to
    within = [home_min <= each for each in steps]
    found = {}
    for key in ("", *known_age_groups(region)):
        people = home_persons(region, key)
        counts = np.array([people[reached].sum() for reached in within])
        found[key] = (np.floor(counts / rounded_to + 0.5) * rounded_to).astype(np.int64)
    return found, rounded_to
