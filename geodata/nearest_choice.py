"""Everyone to the nearest unit, and where the choice model or the flows themselves say otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice_shares import Floats, Minutes, Numbers, known, pairs
from geodata.errors import IndexMismatchError
from geodata.flows import plurality

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Where most of an area's visits go elsewhere than to its nearest unit.

    Attributes
    ----------
    main_unit : int64, shape (areas,)
        The unit most visits go to, the lower of equals; -1 without visits.
    nearest_unit : int64, shape (areas,)
        -1 where none can be reached.
    differs : bool, shape (areas,)
        Areas that have both, and not the same.
    visits : float
        Of those areas.
    """

    main_unit: Ints
    nearest_unit: Ints
    differs: Bools
    visits: float


def nearest_only(supply: Numbers, minutes: Minutes, demand: Numbers) -> csr_array:
    """Visits of each unit if everyone went to the nearest, the rule of the plainest planning model.

    Parameters
    ----------
    supply : array of numbers, shape (units,)
        Units with 0 or NaN are nobody's.
    minutes : csr_array or array, shape (areas, units)
    demand : array of numbers, shape (areas,)

    Returns
    -------
    csr_array, shape (areas, units)
        All of an area's demand at one unit, the lower of equally near ones; nothing where none is
        within reach.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != (len(demand), len(supply)):
        raise IndexMismatchError(
            f"minutes are {minutes.shape} for {len(demand)} areas and {len(supply)} units"
        )
    unit = _nearest(supply, minutes)
    area = np.flatnonzero(unit >= 0)
    visits = np.asarray(demand, np.float64)[area]
    return csr_array((visits, (area, unit[area])), shape=minutes.shape)


def disagreement(visits: csr_array, supply: Numbers, minutes: Minutes) -> Disagreement:
    """Areas whose main unit, by the model or as observed, is not the nearest one.

    Parameters
    ----------
    visits : csr_array, shape (areas, units)
        As `geodata.choice_model.predict` expects them, or as observed.
    supply : array of numbers, shape (units,)
    minutes : csr_array or array, shape (areas, units)

    Returns
    -------
    Disagreement

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != visits.shape or minutes.shape[1] != len(supply):
        raise IndexMismatchError(
            f"visits are {visits.shape} and minutes {minutes.shape} for {len(supply)} units"
        )
    main, near = plurality(visits), _nearest(supply, minutes)
    differs = (main >= 0) & (near >= 0) & (main != near)
    each: Floats = visits @ np.ones(visits.shape[1])
    return Disagreement(main, near, differs, float(each[differs].sum()))


def _nearest(supply: Numbers, minutes: Minutes) -> Ints:
    row, unit, away = pairs(minutes, known(supply))
    order = np.lexsort((unit, away, row))
    area, first = np.unique(row[order], return_index=True)
    nearest = np.full(minutes.shape[0], -1, np.int64)
    nearest[area] = unit[order[first]]
    return nearest
