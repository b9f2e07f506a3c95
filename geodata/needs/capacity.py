"""Who can carry it: capacity that use calls for, against what there is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError, UnknownNameError
from geodata.needs.outlook import OWN, REGIONAL

Floats = NDArray[np.float64]


class Capacity(NamedTuple):
    """Capacity of each unit in each year, shape (years, units); NaN where a unit's capacity is unknown.

    `needed` carries the use at the standard; `gap` is needed less supply, below 0 where there is room;
    `beyond` is use that the supply does not carry, at least 0; `carried`, shape (units,), what it does.
    """

    needed: Floats
    gap: Floats
    beyond: Floats
    carried: Floats


def standards(standard: str | float, base_use: Floats, capacity: Floats) -> Floats:
    """Use that a unit of capacity carries.

    Parameters
    ----------
    standard : str or float
        "regional" (use of all units with known capacity by the capacity of them all), "own" (each unit's
        own today, the regional where it has no capacity), or a number.
    base_use, capacity : float64, shape (units,)
        Today's; capacity NaN where unknown.

    Returns
    -------
    float64, shape (units,)

    Raises
    ------
    UnknownNameError
        If no unit with capacity has use, so that there is no regional standard.
    """
    if not isinstance(standard, str):
        return np.full(len(base_use), float(standard))
    some = capacity > 0
    whole = float(base_use[some].sum())
    if whole <= 0:
        raise UnknownNameError(
            "no unit has both use and capacity: choose how many visits a unit of capacity carries"
        )
    regional = np.full(len(base_use), whole / float(capacity[some].sum()))
    if standard == REGIONAL:
        return regional
    if standard != OWN:
        raise UnknownNameError(f"{standard!r} is not a standard: it is regional, own, or a number")
    return np.where(some & (base_use > 0), base_use / np.where(some, capacity, 1.0), regional)


def capacity_needed(use: Floats, standard: Floats, supply: Floats) -> Capacity:
    """Capacity that use calls for, and where supply falls short.

    Parameters
    ----------
    use : float64, shape (years, units)
    standard : float64, shape (units,)
        See `standards`.
    supply : float64, shape (units,)
        Capacity today, or after a scenario's changes; NaN where unknown.

    Returns
    -------
    Capacity

    Raises
    ------
    IndexMismatchError
        If they are not of as many units.
    """
    if not use.shape[-1] == len(standard) == len(supply):
        raise IndexMismatchError(
            f"use of {use.shape[-1]} units, {len(standard)} standards, {len(supply)} capacities"
        )
    needed, carried = use / standard, supply * standard
    return Capacity(needed, needed - supply, np.maximum(use - carried, 0.0), carried)
