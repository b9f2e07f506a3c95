"""Floating catchments: supply per resident in reach, shared with all others in reach.

Minutes are shape (areas, units): a CSR array where what is not stored is out of reach, or a dense
array with inf. Population and supply are one-dimensional, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.errors import IndexMismatchError
from geodata.travel import kept

Floats = NDArray[np.float64]
Decay = Callable[[Floats], Floats]
Method = Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "MH3SFCA"]

CATCHMENT_MIN = 30.0
"""Minutes; the published catchment of Luo & Qi 2009, the same for every care form."""


def binary(minutes: Floats) -> Floats:
    """Weight 1 whatever the minutes: all within the catchment alike (Luo & Wang 2003)."""
    return np.ones_like(minutes)


def zones(minutes: Floats) -> Floats:
    """Weights 1, 0.68 and 0.22 up to 10, 20 and 30 minutes inclusive, 0 beyond.

    Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002.
    """
    beyond = (minutes > 10).view(np.int8) + (minutes > 20).view(np.int8) + (minutes > 30).view(np.int8)
    return np.array([1.0, 0.68, 0.22, 0.0])[beyond]


def gaussian(width_min: float) -> Decay:
    """Weights `exp(-(t / width)^2 / 2)`, 1 at no distance: the kernel of PySAL `access`.

    Parameters
    ----------
    width_min : float
        Minutes at which the weight has fallen to 0.61.

    Returns
    -------
    callable
        Minutes to weights, both of the same shape.
    """

    def weights(minutes: Floats) -> Floats:
        return np.exp(-0.5 * (minutes / width_min) ** 2)

    return weights


def floating_catchment(
    population: NDArray[np.number],
    supply: NDArray[np.number],
    minutes: csr_array | Floats,
    *,
    limit_min: float = CATCHMENT_MIN,
    decay: Decay = zones,
    method: Method = "E2SFCA",
) -> Floats:
    """Supply per resident in reach, weighted by distance and shared with all others in reach.

    With `P` residents, `S` supply, `W` the decay weight of minutes:

    2SFCA, E2SFCA : `R_j = S_j / sum_k P_k W_kj`, `A_i = sum_j R_j W_ij`, with `W` 1 for 2SFCA.
        Luo & Wang 2003, doi 10.1068/b29120; Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002.
    M2SFCA : `A_i = sum_j S_j W_ij^2 / sum_k P_k W_kj`.
        Delamater 2013, doi 10.1016/j.healthplace.2013.07.012.
    3SFCA : weights `G_ij W_ij` with `G_ij = W_ij / sum_j W_ij`.
        Wan, Zou & Sternberg 2012, doi 10.1080/13658816.2011.624987.
    MH3SFCA : `H_ij = S_j W_ij / sum_k S_k W_ik`, `R_j = S_j / sum_k P_k H_kj`,
        `A_i = sum_j H_ij R_j W_ij`.
        Jörg, Lenz, Wetz & Widmer 2019, Obsan Bericht 01/2019.

    Parameters
    ----------
    population : array of numbers, shape (areas,)
    supply : array of numbers, shape (units,)
        0 where a unit has no capacity, or none is known.
    minutes : csr_array or array, shape (areas, units)
        inf, or not stored, where out of reach.
    limit_min : float
        Size of the catchment, minutes, inclusive.
    decay : callable
        Minutes to weights; not used by 2SFCA.
    method : {"2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "MH3SFCA"}

    Returns
    -------
    float64, shape (areas,)
        Supply per resident, at least 0; exactly 0 where nothing is within reach.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != (len(population), len(supply)):
        raise IndexMismatchError(
            f"minutes are {minutes.shape} for {len(population)} areas and {len(supply)} units"
        )
    people, offered = population.astype(np.float64), supply.astype(np.float64)
    near = _within(minutes, limit_min)
    weight = _like(near, (binary if method == "2SFCA" else decay)(near.data))

    # `shared_by` is what residents are counted with at a unit, `drawn_by` what its supply is drawn with.
    rows = np.diff(weight.indptr)
    shared_by = drawn_by = weight
    if method == "M2SFCA":
        drawn_by = _like(weight, weight.data**2)
    elif method == "3SFCA":
        chosen = _ratio(weight.data, np.repeat(weight @ np.ones(len(offered)), rows))
        shared_by = drawn_by = _like(weight, chosen * weight.data)
    elif method == "MH3SFCA":
        chosen = _ratio(offered[weight.indices] * weight.data, np.repeat(weight @ offered, rows))
        shared_by, drawn_by = _like(weight, chosen), _like(weight, chosen * weight.data)
    supply_per_person: Floats = _ratio(offered, shared_by.T @ people)
    found: Floats = drawn_by @ supply_per_person
    return found


def _within(minutes: csr_array | Floats, limit_min: float) -> csr_array:
    """Stored pairs within the limit; an explicit zero minute stays a pair."""
    if isinstance(minutes, csr_array):
        return kept(minutes, minutes.data <= limit_min)
    area, unit = np.nonzero(minutes <= limit_min)
    indptr = np.searchsorted(area, np.arange(len(minutes) + 1))
    return csr_array((minutes[area, unit], unit, indptr), shape=minutes.shape)


def _like(pairs: csr_array, data: Floats) -> csr_array:
    return csr_array((data, pairs.indices, pairs.indptr), shape=pairs.shape)


def _ratio(over: Floats, under: Floats) -> Floats:
    """`over / under`, 0 where there is nothing to share among or with."""
    ratio: Floats = np.divide(over, under, out=np.zeros_like(over), where=under > 0)
    return ratio
