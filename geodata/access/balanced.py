"""Balanced floating catchments: level of service that inflates neither demand nor service.

BFCA: Paez, Higgins & Vivona 2019, doi 10.1371/journal.pone.0218773.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access.decay import Decay, zones
from geodata.access.floating_catchments import CATCHMENT_MIN
from geodata.access.stored_minutes import Minutes, stored
from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]


def balanced_catchment(
    population: NDArray[np.number],
    supply: NDArray[np.number],
    minutes: Minutes,
    *,
    limit_min: float = CATCHMENT_MIN,
    decay: Decay = zones,
) -> tuple[Floats, Floats]:
    """Level of service of areas and of units, each resident and each unit shared out exactly once.

    With `P` residents, `S` supply, `W` the decay weight of minutes: `L_j = S_j / sum_i P_i W_ij / sum_j W_ij`
    and `A_i = sum_j L_j W_ij / sum_i W_ij`. A unit's level of service is divided among the areas, so an
    area's depends on how many areas there are: it is no supply per resident, and is not to be compared
    between regions, or with the other measures.

    Parameters
    ----------
    population : array of numbers, shape (areas,)
    supply : array of numbers, shape (units,)
        0 where a unit has no capacity, or none is known.
    minutes : sparse or dense array, shape (areas, units)
        Not stored, or not finite, where out of reach.
    limit_min : float
        Size of the catchment, minutes, inclusive.
    decay : callable
        Minutes to weights.

    Returns
    -------
    of_areas : float64, shape (areas,)
        0 where nothing is within reach.
    of_units : float64, shape (units,)
        Supply per resident who comes; 0 where nobody does. Both have the same sum.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != (len(population), len(supply)):
        raise IndexMismatchError(
            f"minutes are {minutes.shape} for {len(population)} areas and {len(supply)} units"
        )
    pairs = stored(minutes)
    weights = np.where(pairs.data <= limit_min, decay(pairs.data), 0.0)
    weight = csr_array((weights, pairs.indices, pairs.indptr), shape=pairs.shape)
    comers = weight.T @ _over(population, weight.sum(axis=1))
    of_units = _over(supply, comers)
    return weight @ _over(of_units, weight.sum(axis=0)), of_units


def _over(part: NDArray[np.number], whole: Floats) -> Floats:
    """`part / whole`, 0 where there is nobody to share with."""
    found: Floats = np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
    return found
