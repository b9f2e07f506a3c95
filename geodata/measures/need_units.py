"""Units of the need to come: use now and then, what they carry, and what is free or missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.need import Words, need_ahead, outlook_of
from geodata.needs.region_need import region_need

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class UnitsAhead:
    """Use of some units, in whole numbers, those first that miss most.

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
    years : tuple of int
        Of the two.
    """

    units: Ints
    now: Floats
    then: Floats
    carried: Floats
    years: tuple[int, int]

    @property
    def free(self) -> Floats:
        """Room today."""
        found: Floats = np.maximum(self.carried - self.now, 0.0)
        return found

    @property
    def lacking(self) -> Floats:
        """Use that finds no room at the horizon."""
        found: Floats = np.maximum(self.then - self.carried, 0.0)
        return found


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
    now, then, carried = (
        np.rint(each) for each in (found.units.base, found.units.use[at], found.capacity.carried)
    )
    of_form = assessment.supply.in_scope & (assessment.supply.open | (now > 0))
    units = place.units[of_form[place.units]]
    year = int(need.years[at] - need.years_ahead[at])
    every = UnitsAhead(units, now[units], then[units], carried[units], (year, need.years[at]))
    order = np.lexsort((every.free, -np.nan_to_num(every.lacking, nan=-1.0)))
    return UnitsAhead(units[order], every.now[order], every.then[order], every.carried[order], every.years)
