"""Minutes as a sparse array: making it, keeping parts of it, reading journeys from it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

SHORTEST = 1e-4
"""Minutes; sparse arrays drop an explicit zero in places."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def bounded(
    area: NDArray[np.int64], unit: NDArray[np.int64], minutes: Floats, shape: tuple[int, int], longest: float
) -> csr_array:
    """Minutes of some pairs as a CSR array, those beyond the longest journey left out.

    Parameters
    ----------
    area, unit : int64, shape (pairs,)
        Positions; no pair twice.
    minutes : float64, shape (pairs,)
    shape : tuple of int
        (areas, units).
    longest : float
        Inclusive.

    Returns
    -------
    csr_array of float64
        Columns ascending within each row; at least `SHORTEST`.
    """
    reached = minutes <= longest
    data = np.maximum(minutes[reached], SHORTEST)
    pairs = csr_array(coo_array((data, (area[reached], unit[reached])), shape=shape))
    pairs.sort_indices()
    return pairs


def within(minutes: Floats, longest: float) -> Floats:
    """Minutes to one place: at least `SHORTEST`, inf beyond the longest journey, shape unchanged."""
    return np.where(minutes <= longest, np.maximum(minutes, SHORTEST), np.inf)


def only(minutes: csr_array, units: Bools) -> csr_array:
    """Minutes with the columns of all other units emptied, shape unchanged.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
    units : bool, shape (units,)
        Those to keep.

    Returns
    -------
    csr_array
    """
    return kept(minutes, units[minutes.indices])


def kept(minutes: csr_array, pairs: Bools) -> csr_array:
    """Minutes with only some of the stored pairs, in their order.

    Parameters
    ----------
    minutes : csr_array
    pairs : bool, shape (minutes.nnz,)

    Returns
    -------
    csr_array
    """
    at = np.flatnonzero(pairs)
    if len(at) == len(pairs):
        return minutes
    indptr = np.searchsorted(at, minutes.indptr).astype(minutes.indptr.dtype)
    return csr_array((minutes.data[at], minutes.indices[at], indptr), shape=minutes.shape)


def some_rows(minutes: csr_array, begin: int, end: int) -> csr_array:
    """Minutes from some areas that follow upon each other, without a copy of them."""
    first, last = int(minutes.indptr[begin]), int(minutes.indptr[end])
    stored = (minutes.data[first:last], minutes.indices[first:last], minutes.indptr[begin : end + 1] - first)
    return csr_array(stored, shape=(end - begin, minutes.shape[1]))


def with_columns(minutes: csr_array, columns: Mapping[int, Floats], count: int) -> csr_array:
    """Minutes with some columns in the place of others, and new ones at the end.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
        Columns ascending within each row.
    columns : mapping of int to float64 array, shape (areas,)
        By the unit's position, ascending; inf where out of reach.
    count : int
        Units afterwards.

    Returns
    -------
    csr_array, shape (areas, count)
        What stands in no column given is the same to the last bit.
    """
    areas = minutes.shape[0]
    if not columns:
        return csr_array((minutes.data, minutes.indices, minutes.indptr), shape=(areas, count))
    units = np.array(list(columns), np.int64)
    gone = np.zeros(count, bool)
    gone[units] = True
    rest = kept(minutes, ~gone[minutes.indices])
    given = np.column_stack(list(columns.values()))
    area, which = np.nonzero(np.isfinite(given))
    unit = units[which]
    # Where each new pair has its place in its row: those of units that are new stand last.
    at = rest.indptr[area + 1].astype(np.int64)
    for pair in np.flatnonzero(unit < minutes.shape[1]).tolist():
        begin, end = rest.indptr[area[pair]], rest.indptr[area[pair] + 1]
        at[pair] = begin + np.searchsorted(rest.indices[begin:end], unit[pair])
    more = np.concatenate(([0], np.cumsum(np.bincount(area, minlength=areas))))
    return csr_array(
        (
            np.insert(rest.data, at, given[area, which]),
            np.insert(rest.indices, at, unit),
            (rest.indptr + more).astype(rest.indptr.dtype),
        ),
        shape=(areas, count),
    )


def columns_of(minutes: csr_array, units: NDArray[np.int64]) -> Floats:
    """Minutes from every area to some units, shape (areas, len(units)); inf where out of reach."""
    which = np.full(minutes.shape[1], -1)
    which[units] = np.arange(len(units))
    at = which[minutes.indices]
    stored = np.flatnonzero(at >= 0)
    found = np.full((minutes.shape[0], len(units)), np.inf)
    found[np.searchsorted(minutes.indptr, stored, side="right") - 1, at[stored]] = minutes.data[stored]
    return found


def journeys(minutes: csr_array, area: NDArray[np.int64], unit: NDArray[np.int64]) -> Floats:
    """Minutes of some journeys.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
    area, unit : int64, shape (journeys,)
        Positions, none of them -1.

    Returns
    -------
    float64, shape (journeys,)
        inf where out of reach.
    """
    if not len(area):  # scipy answers no cells with a sparse array
        return np.empty(0)
    reached = csr_array((np.ones(minutes.nnz, bool), minutes.indices, minutes.indptr), shape=minutes.shape)
    found: Floats = np.where(reached[area, unit], minutes[area, unit], np.inf)
    return found
