"""The choice set: every unit that each area with visits may choose, visited or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.decay import MINUTES_FLOOR, resistance
from geodata.choice.shares import Floats, Ints, Minutes, Numbers, known, pairs
from geodata.contract.errors import ChoiceModelError, IndexMismatchError
from geodata.region.choice_model import Decay


@dataclass(frozen=True, eq=False)
class ChoiceSet:
    """Pairs of an area and a unit, by area, then unit; each area with at least one visit.

    Attributes
    ----------
    row, unit : int64, shape (pairs,)
        Positions among all areas and all units.
    visits, minutes, supply : float64, shape (pairs,)
    area : int64, shape (pairs,)
        The areas that are here, numbered without gaps.
    first : int64, shape (areas here,)
        Where each area's pairs begin.
    leaving : float64, shape (areas here,)
        Visits of each area to units that are here.
    """

    row: Ints
    unit: Ints
    visits: Floats
    minutes: Floats
    supply: Floats
    area: Ints
    first: Ints
    leaving: Floats

    def pull(self, decay: Decay, minutes_floor: float = MINUTES_FLOOR) -> Floats:
        """What the two parameters are multiplied by: `ln S` and `-g(t)`. Shape (2, pairs)."""
        return np.stack((np.log(self.supply), -resistance(decay, self.minutes, minutes_floor)))

    def among(self, some: NDArray[np.bool_]) -> ChoiceSet:
        """The same with some pairs only; areas left without visits go with them."""
        some = some & (np.bincount(self.row[some], self.visits[some], int(self.row[-1]) + 1)[self.row] > 0)
        row = self.row[some]
        begins = np.diff(row, prepend=-1) > 0
        first = np.flatnonzero(begins)
        visits = self.visits[some]
        leaving = np.add.reduceat(visits, first) if len(first) else np.empty(0)
        return ChoiceSet(
            row,
            self.unit[some],
            visits,
            self.minutes[some],
            self.supply[some],
            np.cumsum(begins) - 1,
            first,
            leaving,
        )


def choice_set(flows: csr_array | Numbers, supply: Numbers, minutes: Minutes) -> ChoiceSet:
    """The choice set of some flows.

    Parameters
    ----------
    flows : csr_array or array of numbers, shape (areas, units)
        Visits, at least 0.
    supply : array of numbers, shape (units,)
        0 or NaN where a unit is no choice.
    minutes : csr_array or array, shape (areas, units)
        inf, or not stored, where out of reach.

    Returns
    -------
    ChoiceSet

    Raises
    ------
    ChoiceModelError
        If no visit goes to a unit of the choice set.
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if flows.shape != minutes.shape or minutes.shape[1] != len(supply):
        raise IndexMismatchError(
            f"flows are {flows.shape} and minutes {minutes.shape} for {len(supply)} units"
        )
    offered = known(supply)
    row, unit, away = pairs(minutes, offered)
    observed = csr_array(flows, dtype=np.float64)
    visits = np.asarray(observed[row, unit]).ravel() if len(row) else np.empty(0)
    if not visits.any():
        raise ChoiceModelError("No visits go to a unit with known supply within reach: nothing to fit.")
    nothing = np.empty(0)
    every = ChoiceSet(row, unit, visits, away, offered[unit], row, np.empty(0, np.int64), nothing)
    return every.among(np.ones(len(row), bool))
