"""The nearest units of different organisations, from very many homes, and the same after some changes.

Rows of minutes are in order: the nearest unit first. What is asked for then mostly stands at the
beginning of each row, and a change of some units concerns few rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class NearestOrganisations:
    """The nearest unit of each of the nearest organisations.

    Attributes
    ----------
    minutes : float64, shape (homes, organisations)
        Ascending in each row; inf where there are no more within reach.
    unit : int64, shape (homes, organisations)
        Position; the lower of units equally near, -1 where there are no more.
    """

    minutes: Floats
    unit: Ints


def in_order(minutes: csr_array) -> csr_array:
    """Minutes with the nearest unit first in each row, the lower of units equally near.

    Parameters
    ----------
    minutes : csr_array, shape (homes, units)
        Columns ascending in each row.

    Returns
    -------
    csr_array
        The same pairs; not for what counts on ascending columns.
    """
    row = np.repeat(np.arange(minutes.shape[0], dtype=np.uint64), np.diff(minutes.indptr))
    # Positive floats are in the order of their bits: a row and its minutes sort as one number.
    bits = minutes.data.astype(np.float32).view(np.uint32)
    order = np.argsort((row << np.uint64(32)) | bits, kind="stable")
    return csr_array((minutes.data[order], minutes.indices[order], minutes.indptr), shape=minutes.shape)


def nearest_organisations(
    minutes: csr_array, available: Bools, organisation: Ints, count: int, rows: Ints | None = None
) -> NearestOrganisations:
    """The nearest available unit of each of the nearest organisations.

    Parameters
    ----------
    minutes : csr_array, shape (homes, units)
        The nearest first in each row, see `in_order`.
    available : bool, shape (units,)
    organisation : int64, shape (units,)
        Code from 0 of the organisation that runs each unit.
    count : int
        Organisations wanted; of 1 it is of no consequence who runs the units.
    rows : int64, shape (some,), optional
        Only of these homes.

    Returns
    -------
    NearestOrganisations
        Of as many homes as there are rows.
    """
    chosen = np.arange(minutes.shape[0]) if rows is None else rows
    shortest = np.full((len(chosen), count), np.inf)
    unit = np.full((len(chosen), count), -1, np.int64)
    at, end = minutes.indptr[chosen].astype(np.int64), minutes.indptr[chosen + 1].astype(np.int64)
    for place in range(count):
        # Who runs the units that are found already: the next one is another's.
        others = organisation[unit[:, :place]]
        left = np.flatnonzero(at < end)
        while len(left):
            there = minutes.indices[at[left]]
            stop = available[there]
            for other in others[left].T:
                stop &= organisation[there] != other
            home = left[stop]
            shortest[home, place], unit[home, place] = minutes.data[at[home]], there[stop]
            at[left] += 1
            left = left[~stop]
            left = left[at[left] < end[left]]
        at = np.where(unit[:, place] >= 0, at, end)
    return NearestOrganisations(shortest, unit)


def after_changes(
    before: NearestOrganisations,
    minutes: csr_array,
    available: Bools,
    organisation: Ints,
    columns: Mapping[int, Floats],
) -> NearestOrganisations:
    """The same after some units close, open or move: only homes that this concerns are searched again.

    Parameters
    ----------
    before : NearestOrganisations
        Of units that are all among those of `minutes`; none is available now that was not then but those
        of `columns`.
    minutes : csr_array, shape (homes, units before)
        The nearest first in each row.
    available : bool, shape (units,)
        Now; new units last.
    organisation : int64, shape (units,)
    columns : mapping of int to float64 array, shape (homes,)
        Minutes to each unit that is new or has moved, inf out of reach, by its position.

    Returns
    -------
    NearestOrganisations
    """
    count = before.minutes.shape[1]
    stays = available.copy()
    stays[list(columns)] = False
    lost = np.flatnonzero(((before.unit >= 0) & ~stays[before.unit]).any(axis=1))
    shortest, unit = before.minutes.copy(), before.unit.copy()
    if len(lost):
        known = slice(0, minutes.shape[1])
        again = nearest_organisations(minutes, stays[known], organisation[known], count, lost)
        shortest[lost], unit[lost] = again.minutes, again.unit
    for position, column in sorted(columns.items()):
        if available[position]:
            _let_in(shortest, unit, position, column, organisation)
    return NearestOrganisations(shortest, unit)


def _let_in(shortest: Floats, unit: Ints, position: int, column: Floats, organisation: Ints) -> None:
    """Put a unit in its place in the rows that it is near enough for, written in place."""
    last = shortest.shape[1] - 1
    near = np.flatnonzero(_sooner(column, position, shortest[:, last], unit[:, last]))
    place = np.full(len(near), last)
    for at in range(last):  # it takes the place of a unit of the same organisation, where it is nearer
        there = unit[near, at]
        place[(there >= 0) & (organisation[there] == organisation[position])] = at
    nearer = _sooner(column[near], position, shortest[near, place], unit[near, place])
    near, place = near[nearer], place[nearer]
    shortest[near, place], unit[near, place] = column[near], position
    for at in range(last, 0, -1):
        swap = near[_sooner(shortest[near, at], unit[near, at], shortest[near, at - 1], unit[near, at - 1])]
        for rows in (shortest, unit):
            rows[swap, at - 1], rows[swap, at] = rows[swap, at], rows[swap, at - 1]


def _sooner(minutes: Floats, unit: Ints | int, other_min: Floats, other: Ints) -> Bools:
    """Whether a unit comes before another: it is nearer, or as near and the lower; never out of reach."""
    found: Bools = (minutes < other_min) | ((minutes == other_min) & (unit < other) & np.isfinite(minutes))
    return found
