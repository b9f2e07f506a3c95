"""Access to units from where people live: nearest, n-th nearest, covered, choice, floating catchments.

Minutes are an array, shape (areas, units), see `geodata.access.stored_minutes`: sparse, columns
ascending within each row, what is not stored is out of reach; or dense. Area and unit arrays are
one-dimensional, in the same order. The catchments have a module of their own,
`geodata.access.floating_catchments`, and stand here too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.access.floating_catchments import METHODS, Method, floating_catchment, stranded
from geodata.access.stored_minutes import Minutes, stored
from geodata.contract.errors import IndexMismatchError

__all__ = [
    "METHODS",
    "Method",
    "floating_catchment",
    "nearest",
    "organisations_within",
    "stranded",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def nearest(minutes: Minutes) -> tuple[Floats, Ints]:
    """Minutes to the nearest unit of each area, and which unit that is.

    Parameters
    ----------
    minutes : sparse or dense array, shape (areas, units)
        Not stored, or not finite, where out of reach.

    Returns
    -------
    minutes : float64, shape (areas,)
        inf where no unit can be reached.
    unit : int64, shape (areas,)
        Position; the lower of units equally near, -1 where none can be reached.
    """
    minutes = stored(minutes)
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


def organisations_within(minutes: Minutes, organisation: Ints, limit_min: float) -> Ints:
    """How many organisations each area reaches within the limit.

    Choice is between organisations, not between the doors of one (design of Swedish systems of
    choice, LOV 2008:962).

    Parameters
    ----------
    minutes : sparse or dense array, shape (areas, units)
        Not stored, or not finite, where out of reach.
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
    minutes = stored(minutes)
    near = np.flatnonzero(minutes.data <= limit_min)
    unit = minutes.indices[near]
    area = np.repeat(np.arange(minutes.shape[0]), np.diff(np.searchsorted(near, minutes.indptr)))
    someone = np.zeros(minutes.shape[1], bool)
    someone[unit] = True
    names, code = np.unique(np.where(someone, organisation, -1), return_inverse=True)
    width = len(names) + -len(names) % 8  # so that eight answers are counted as one number
    reached = np.zeros(minutes.shape[0] * width, bool)
    reached[area * width + code[unit]] = True
    return np.bitwise_count(reached.view(np.uint64)).reshape(minutes.shape[0], -1).sum(axis=1, dtype=np.int64)
