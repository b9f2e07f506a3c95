"""Units of the need to come: use now and then, what they carry, and what is free or missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.need import Words, need_ahead, outlook_of
from geodata.measures.need_capacity import without_room
from geodata.needs.region_need import region_need

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class UnitsAhead:
    """Use of some units, each figure rounded by itself to whole numbers; those first that miss most.

    Attributes
    ----------
    units : int64, shape (units,)
        Positions.
    now, then : float64, shape (units,)
        Use today and at the horizon.
    carried : float64, shape (units,)
        Use that the supply carries, after a scenario's changes; NaN where capacity is not known.
    free, lacking : float64, shape (units,)
        Carried beyond today's use, and use at the horizon beyond what is carried; at least 0.
    short : bool, shape (units,)
        Without room for all of their use at the horizon, also where what lacks rounds to 0.
    years : tuple of int
        Of the two.
    """

    units: Ints
    now: Floats
    then: Floats
    carried: Floats
    free: Floats
    lacking: Floats
    short: Bools
    years: tuple[int, int]


def units_ahead(assessment: Assessment, place: Place, words: Words = ()) -> UnitsAhead:
    """Units of the care form that stand in a place: all of the region's, those of an area, or the one.

    Parameters
    ----------
    assessment : Assessment
    place : Place
        One.
    words : Words

    Raises
    ------
    NeedsError
        If nobody knows where visits go.
    UnknownNameError
        If no unit has both use and capacity, so that there is no standard.
    """
    need, at = need_ahead(assessment, words)
    found = region_need(assessment, outlook_of(assessment, words))
    of_form = assessment.supply.in_scope & (assessment.supply.open | (np.rint(found.units.base) > 0))
    units = place.units[of_form[place.units]]
    now, then, carried, room = (
        each[units] for each in (found.units.base, found.units.use[at], found.capacity.carried, found.room)
    )
    free, lacking = without_room(carried, now), without_room(then, room)
    order = np.lexsort((free, -np.nan_to_num(lacking, nan=-1.0)))
    now, then, carried, free, whole = (np.rint(each[order]) for each in (now, then, carried, free, lacking))
    year = int(need.years[at] - need.years_ahead[at])
    short = lacking[order] > 0
    return UnitsAhead(units[order], now, then, carried, free, whole, short, (year, need.years[at]))
