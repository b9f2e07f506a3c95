"""Access to units from where people live: nearest, covered, choice, floating catchments.

Minutes are shape (areas, units): a CSR array where what is not stored is out of reach, columns
ascending within each row, or a dense array with inf. Area and unit arrays are one-dimensional, in
the same order.
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
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Decay = Callable[[Floats], Floats]
Method = Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "MH3SFCA"]

CATCHMENT_MIN = 30.0
"""Minutes; the published catchment of Luo & Qi 2009, the same for every care form."""


def nearest(minutes: csr_array) -> tuple[Floats, Ints]:
    """Minutes to the nearest unit of each area, and which unit that is.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)

    Returns
    -------
    minutes : float64, shape (areas,)
        inf where no unit can be reached.
    unit : int64, shape (areas,)
        Position; the lower of units equally near, -1 where none can be reached.
    """
    shortest = np.full(minutes.shape[0], np.inf)
    unit = np.full(minutes.shape[0], -1, np.int64)
    count = np.diff(minutes.indptr)
    some = np.flatnonzero(count)
    if len(some):
        shortest[some] = np.minimum.reduceat(minutes.data, minutes.indptr[some])
        at_shortest = np.flatnonzero(minutes.data == np.repeat(shortest, count))
        first = at_shortest[np.searchsorted(at_shortest, minutes.indptr[some])]
        unit[some] = minutes.indices[first]
    return shortest, unit


def covered_share(nearest_min: Floats, persons: Ints, limit_min: float) -> float:
    """Share of residents within reach of their nearest unit, 0 to 1.

    Parameters
    ----------
    nearest_min : float64, shape (areas,)
        Minutes to the nearest open unit; inf where none can be reached.
    persons : int64, shape (areas,)
        Residents.
    limit_min : float
        Longest acceptable journey, minutes, inclusive.

    Returns
    -------
    float
        NaN where nobody lives.

    Raises
    ------
    IndexMismatchError
        If the two arrays are not of the same areas.
    """
    _same_length(nearest_min, persons, "minutes", "residents")
    total = persons.sum()
    return float(persons[nearest_min <= limit_min].sum() / total) if total else float("nan")


def minutes_quantile(nearest_min: Floats, persons: Ints, share: float) -> float:
    """Minutes within which a share of the residents reach their nearest unit.

    Parameters
    ----------
    nearest_min : float64, shape (areas,)
        Minutes to the nearest open unit; inf where none can be reached.
    persons : int64, shape (areas,)
        Residents.
    share : float
        0.5 for the median resident, 0.9 for the one further off than nine of ten.

    Returns
    -------
    float
        inf where that resident reaches no unit; NaN where nobody lives.

    Raises
    ------
    IndexMismatchError
        If the two arrays are not of the same areas.
    """
    _same_length(nearest_min, persons, "minutes", "residents")
    order = np.argsort(nearest_min, kind="stable")
    people = np.cumsum(persons[order])
    if not len(people) or not people[-1]:
        return float("nan")
    return float(nearest_min[order][np.searchsorted(people, share * people[-1])])


def organisations_within(minutes: csr_array, organisation: Ints, limit_min: float) -> Ints:
    """How many organisations each area reaches within the limit.

    Choice is between organisations, not between the doors of one (design of Swedish systems of
    choice, LOV 2008:962).

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
    organisation : int64, shape (units,)
        Code from 0 of the organisation that runs each unit.
    limit_min : float
        Minutes, inclusive.

    Returns
    -------
    int64, shape (areas,)

    Raises
    ------
    IndexMismatchError
        If there is not one code a unit.
    """
    if len(organisation) != minutes.shape[1]:
        raise IndexMismatchError(f"{len(organisation)} organisations for {minutes.shape[1]} units")
    near = kept(minutes, minutes.data <= limit_min)
    codes = int(organisation.max(initial=-1)) + 1
    reached = np.zeros((minutes.shape[0], codes), bool)
    reached[np.repeat(np.arange(minutes.shape[0]), np.diff(near.indptr)), organisation[near.indices]] = True
    return reached.sum(axis=1, dtype=np.int64)


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


def _same_length(one: NDArray[np.generic], other: NDArray[np.generic], name: str, other_name: str) -> None:
    if one.shape != other.shape:
        raise IndexMismatchError(f"{len(one)} areas have {name}, {len(other)} have {other_name}")
