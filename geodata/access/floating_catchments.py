"""Floating catchments: supply per resident in reach, shared with all others in reach.

Minutes are shape (areas, units): a CSR array where what is not stored is out of reach, or a dense
array with inf. Population and supply are one-dimensional, in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.access.decay import Decay, binary, zones
from geodata.access.stored_minutes import Minutes, stored
from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Method = Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "MH3SFCA"]
METHODS: tuple[Method, ...] = get_args(Method)

CATCHMENT_MIN = 30.0
"""Minutes; the published catchment of Luo & Qi 2009, the same for every care form."""

_BLOCK = 1 << 18
"""Pairs that are worked on at a time: what lies between two steps then stays in the processor's cache."""

_IN_THREADS = 1 << 24
"""Pairs from which a second processor is worth asking for: a continent, not a country."""


def floating_catchment(
    population: NDArray[np.number],
    supply: NDArray[np.number],
    minutes: Minutes,
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

    The sums of `G` and `H` are of one area, so they divide its residents and its result once, not
    every pair of it: all five are `W` or its square times a vector, twice.

    Parameters
    ----------
    population : array of numbers, shape (areas,)
    supply : array of numbers, shape (units,)
        0 where a unit has no capacity, or none is known.
    minutes : sparse or dense array, shape (areas, units)
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
    ValueError
        If there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"{method!r} is not one of {', '.join(METHODS)}")
    people, offered = population.astype(np.float64), supply.astype(np.float64)
    pairs = _pairs(minutes, people, offered)
    weight = _Weights(pairs, limit_min, binary if method == "2SFCA" else decay)
    # An area's weights may be shares of all it has to choose from: of the units, or of their supply.
    pull = {"3SFCA": np.ones(len(offered)), "MH3SFCA": offered}.get(method)
    choices = np.ones(len(people))

    def sharing(rows: slice) -> Floats:
        """How many residents share each unit, in this part of the region."""
        weight.find(rows)
        if pull is not None:
            choices[rows] = weight.over_units(rows, pull)
        if method == "3SFCA":
            weight.square(rows)
        shared = weight.over_areas(rows, _ratio(people[rows], choices[rows]))
        if method in ("M2SFCA", "MH3SFCA"):
            weight.square(rows)
        return shared

    def drawing(rows: slice) -> Floats:
        """What each resident draws from the units."""
        return _ratio(weight.over_units(rows, per_person), choices[rows])

    blocks = _blocks(pairs)
    sharers = np.zeros(len(offered))
    for part in _each(sharing, blocks, pairs.nnz):  # in the same order however many work on it
        sharers += part
    per_person = _ratio(offered, sharers)
    return np.concatenate([np.empty(0), *_each(drawing, blocks, pairs.nnz)])


def stranded(
    population: NDArray[np.number],
    supply: NDArray[np.number],
    minutes: Minutes,
    *,
    limit_min: float = CATCHMENT_MIN,
    decay: Decay = zones,
) -> Bools:
    """Units whose supply no resident has within the catchment: it is in nobody's access.

    The access of all residents, by 2SFCA, E2SFCA or 3SFCA, adds up to the supply of all other units.

    Parameters
    ----------
    population : array of numbers, shape (areas,)
    supply : array of numbers, shape (units,)
    minutes : sparse or dense array, shape (areas, units)
        inf, or not stored, where out of reach.
    limit_min : float
        Size of the catchment, minutes, inclusive.
    decay : callable
        Minutes to weights; a weight of 0 is out of reach. `binary` for 2SFCA.

    Returns
    -------
    bool, shape (units,)
        Never True of a unit without supply.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    people, offered = population.astype(np.float64), supply.astype(np.float64)
    pairs = _pairs(minutes, people, offered)
    weight = _Weights(pairs, limit_min, decay)

    def reaching(rows: slice) -> Floats:
        weight.find(rows)
        return weight.over_areas(rows, people[rows])

    reached = np.zeros(len(offered))
    for part in _each(reaching, _blocks(pairs), pairs.nnz):
        reached += part
    nobody: Bools = (offered > 0) & (reached == 0)
    return nobody


class _Weights:
    """Weights of the pairs, found block by block in the first round and kept for the second."""

    def __init__(self, minutes: csr_array, limit_min: float, decay: Decay) -> None:
        self._minutes, self._limit_min, self._decay = minutes, limit_min, decay
        self._of: dict[int, Floats] = {}  # by the first of the block's areas

    def find(self, rows: slice) -> None:
        """Weights of some areas' pairs, 0 beyond the limit."""
        minutes = self._minutes.data[self._at(rows)]
        weight, near = self._decay(minutes), minutes <= self._limit_min
        self._of[rows.start] = weight if near.all() else weight * near

    def square(self, rows: slice) -> None:
        """Each weight times itself from now on."""
        self._of[rows.start] = self._of[rows.start] ** 2

    def over_units(self, rows: slice, value: Floats) -> Floats:
        """Sums over the units of weight x value, shape of the areas."""
        found: Floats = self._matrix(csr_array, rows) @ value
        return found

    def over_areas(self, rows: slice, value: Floats) -> Floats:
        """Sums over the areas of weight x value, shape of the units."""
        found: Floats = self._matrix(csc_array, rows) @ value
        return found

    def _matrix(self, kind: type[csr_array | csc_array], rows: slice) -> csr_array | csc_array:
        """Rows of weights as they lie, or, in columns, their transpose.

        The arrays are handed over one by one: given together, scipy copies what is part of a larger one.
        """
        pointers = self._minutes.indptr[rows.start : rows.stop + 1]
        shape = (rows.stop - rows.start, self._minutes.shape[1])
        matrix = kind(shape if kind is csr_array else shape[::-1])
        matrix.data, matrix.indices = self._of[rows.start], self._minutes.indices[self._at(rows)]
        matrix.indptr = pointers - pointers[0]
        return matrix

    def _at(self, rows: slice) -> slice:
        return slice(int(self._minutes.indptr[rows.start]), int(self._minutes.indptr[rows.stop]))


def _pairs(minutes: Minutes, people: Floats, offered: Floats) -> csr_array:
    """The stored pairs. An explicit zero minute stays a pair."""
    if minutes.shape != (len(people), len(offered)):
        raise IndexMismatchError(
            f"minutes are {minutes.shape} for {len(people)} areas and {len(offered)} units"
        )
    return stored(minutes)


def _blocks(pairs: csr_array) -> list[slice]:
    """Rows in runs of about `_BLOCK` pairs."""
    first = np.searchsorted(pairs.indptr, np.arange(0, max(pairs.nnz, 1), _BLOCK))
    edges = np.unique(np.append(np.minimum(first, pairs.shape[0]), (0, pairs.shape[0])))
    return [slice(int(begin), int(end)) for begin, end in pairwise(edges)]


def _each(work: Callable[[slice], Floats], blocks: list[slice], pairs: int) -> Iterable[Floats]:
    """What every block makes, in their order."""
    if pairs < _IN_THREADS:
        return map(work, blocks)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, blocks))


def _ratio(over: Floats, under: Floats) -> Floats:
    """`over / under`, 0 where there is nothing to share among or with."""
    ratio: Floats = np.divide(over, under, out=np.zeros_like(over), where=under > 0)
    return ratio
