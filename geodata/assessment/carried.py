"""What moving one unit is worked out from, wherever it goes: everything but the unit's own column."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.region.changes import Change

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Carried:
    """Minutes without the unit that is carried, and without any changes.

    Wherever the unit is put, a home's nearest is the lesser of `rest_min` and its own minutes there: what
    `assess` answers when it is put there, to the last bit.

    Attributes
    ----------
    today_min, rest_min : float64, shape (homes,)
        To the nearest unit today, and under the scenario to the nearest of all others; inf out of reach.
    today_area_min, rest_area_min : float64, shape (areas,)
        What half of an area's residents keep within, likewise.
    counts : bool
        Whether the unit is one that residents go to: else it changes no minutes wherever it stands.
    """

    today_min: Floats
    rest_min: Floats
    today_area_min: Floats
    rest_area_min: Floats
    counts: bool


def carried(assessment: Assessment, unit: str) -> Carried:
    """What is left when a unit is lifted off the map.

    Parameters
    ----------
    assessment : Assessment
    unit : str
        Id of one of the region's, or of one that the scenario adds.

    Raises
    ------
    UnknownNameError
        If there is no such unit after the changes, or the scenario has closed it.
    """
    scenario, units = assessment.scenario, assessment.units
    own = [change.kind for change in scenario.changes if change.id == unit]
    if unit not in units.index or "close" in own:
        raise UnknownNameError(f"{unit!r} is no unit that can be moved")
    counts = bool(assessment.supply.available[units.index.get_loc(unit)])
    others = tuple(change for change in scenario.changes if change.id != unit)
    gone = others if "add" in own else (*others, Change("close", unit))
    lifted = assess(assessment.region, replace(scenario, region=assessment.region, changes=gone))
    rest = lifted if counts else assessment
    today = assessment.without_changes.access
    return Carried(today.home_min, rest.access.home_min, today.nearest_min, rest.access.nearest_min, counts)
