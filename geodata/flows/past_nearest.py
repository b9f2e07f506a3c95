"""Where most go further than to the nearest unit, by the choice model or as observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import IndexMismatchError
from geodata.flows.flows import passes_nearest, plurality
from geodata.travel import journeys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Where most of an area's visits go further than to its nearest unit.

    Attributes
    ----------
    main_unit : int64, shape (areas,)
        The unit most visits go to, the lower of equals; -1 without visits.
    differs : bool, shape (areas,)
        Areas that have one further off than the nearest; one as near is not another.
    visits : float
        Of those areas.
    """

    main_unit: Ints
    differs: Bools
    visits: float


def disagreement(visits: csr_array, minutes: csr_array, nearest_min: Floats) -> Disagreement:
    """Areas whose main unit, by the model or as observed, is further off than the nearest one.

    Parameters
    ----------
    visits : csr_array, shape (areas, units)
        As `geodata.choice.huff.predict` expects them, or as observed.
    minutes : csr_array, shape (areas, units)
        To every unit; what is not stored is out of reach, as a unit without a place is.
    nearest_min : float64, shape (areas,)
        To the nearest unit of supply; inf where none can be reached.

    Returns
    -------
    Disagreement

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != visits.shape or len(nearest_min) != visits.shape[0]:
        raise IndexMismatchError(
            f"visits are {visits.shape} and minutes {minutes.shape} for {len(nearest_min)} areas"
        )
    main = plurality(visits)
    differs = np.zeros(len(main), bool)
    some = np.flatnonzero(main >= 0)
    differs[some] = passes_nearest(journeys(minutes, some, main[some]), nearest_min[some])
    each: Floats = visits @ np.ones(visits.shape[1])
    return Disagreement(main, differs, float(each[differs].sum()))
