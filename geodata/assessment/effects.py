"""What a scenario does to those it does something to: never a mean over people it leaves alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SAME_MIN = 0.05
"""Minutes: a smaller change does not show in a journey written with one decimal."""


@dataclass(frozen=True)
class Affected:
    """Residents whose way to the nearest unit becomes shorter, or longer.

    `mean_min` is of those who reach a unit both before and after, weighted by residents; NaN where
    there are none.
    """

    persons: int
    mean_min: float


@dataclass(frozen=True)
class Effects:
    """All in residents.

    Attributes
    ----------
    shorter, longer : Affected
    within, beyond : int
        Who come within the limit, and who fall beyond it.
    reached, lost : int
        Who reach a unit where they reached none, and who no longer reach any.
    """

    shorter: Affected
    longer: Affected
    within: int
    beyond: int
    reached: int
    lost: int


def difference_min(before_min: Floats, after_min: Floats) -> Floats:
    """Minutes gained (negative) or lost; -inf and inf where a unit comes into reach or leaves it.

    Parameters
    ----------
    before_min, after_min : float64, shape (areas,)
        To the nearest unit; inf out of reach.

    Returns
    -------
    float64, shape (areas,)
        0 where nothing is within reach before or after.
    """
    same = (before_min == after_min) | (np.isinf(before_min) & np.isinf(after_min))
    return np.where(same, 0.0, np.where(same, 0.0, after_min) - np.where(same, 0.0, before_min))


def effects(before_min: Floats, after_min: Floats, persons: Floats, limit_min: float) -> Effects:
    """Who gets a shorter and who a longer way, and who passes the limit, by how many.

    Parameters
    ----------
    before_min, after_min : float64, shape (homes,)
        Minutes to the nearest unit; inf out of reach.
    persons : float64, shape (homes,)
        Residents; sums of them are told as whole persons.
    limit_min : float
        Longest acceptable journey, inclusive.

    Returns
    -------
    Effects

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same homes.
    """
    if not before_min.shape == after_min.shape == persons.shape:
        raise IndexMismatchError(
            f"{before_min.shape}, {after_min.shape} and {persons.shape} are not the same homes"
        )
    other = before_min != after_min  # nothing is done to anybody else
    before_min, after_min, persons = before_min[other], after_min[other], persons[other]
    gap = difference_min(before_min, after_min)

    def of(which: NDArray[np.bool_]) -> Affected:
        both_reach = which & np.isfinite(gap) & (persons > 0)
        mean = (
            float(np.average(gap[both_reach], weights=persons[both_reach]))
            if both_reach.any()
            else float("nan")
        )
        return Affected(_whole(persons, which), mean)

    near, far = before_min <= limit_min, after_min <= limit_min
    return Effects(
        of(gap < -SAME_MIN),
        of(gap > SAME_MIN),
        _whole(persons, ~near & far),
        _whole(persons, near & ~far),
        _whole(persons, np.isneginf(gap)),
        _whole(persons, np.isposinf(gap)),
    )


def _whole(persons: Floats, which: NDArray[np.bool_]) -> int:
    return round(float(persons[which].sum()))
