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

MOST_NEAR = 16
"""Units that stand side by side for each home; whoever needs more is searched along its row."""

MANY = 20
"""One home in so many to search along its row: to leave all other units out of all rows first pays."""


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


@dataclass(frozen=True, eq=False)
class NearUnits:
    """The nearest few of some units from every home, side by side: most of what is asked for is in them.

    Attributes
    ----------
    minutes : float32 or float64, shape (homes, MOST_NEAR)
        Ascending in each row; inf where there are no more within reach.
    unit : int32, shape (homes, MOST_NEAR)
        Position, -1 where there are no more.
    """

    minutes: NDArray[np.floating]
    unit: NDArray[np.int32]


def near_units(minutes: csr_array, among: Bools) -> NearUnits:
    """The nearest few from every home of those units that are among some.

    Parameters
    ----------
    minutes : csr_array, shape (homes, units)
        The nearest first in each row, see `in_order`.
    among : bool, shape (units,)
    """
    homes = minutes.shape[0]
    at = np.flatnonzero(among[minutes.indices])
    first = np.searchsorted(at, minutes.indptr)
    row = np.repeat(np.arange(homes), np.diff(first))
    place = np.arange(len(at)) - first[row]
    few = place < MOST_NEAR
    row, place, at = row[few], place[few], at[few]
    shortest = np.full((homes, MOST_NEAR), np.inf, minutes.dtype)
    unit = np.full((homes, MOST_NEAR), -1, np.int32)
    shortest[row, place], unit[row, place] = minutes.data[at], minutes.indices[at]
    return NearUnits(shortest, unit)


def nearest_organisations(
    minutes: csr_array,
    near: NearUnits,
    available: Bools,
    organisation: Ints,
    count: int,
    rows: Ints | None = None,
) -> NearestOrganisations:
    """The nearest available unit of each of the nearest organisations.

    Parameters
    ----------
    minutes : csr_array, shape (homes, units)
        The nearest first in each row, see `in_order`.
    near : NearUnits
        Of the same minutes, among units that all available ones are of.
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
    there, length = (each if rows is None else each[rows] for each in (near.unit, near.minutes))
    shortest = np.full((len(chosen), count), np.inf)
    unit = np.full((len(chosen), count), -1, np.int64)
    free = np.append(available, False)[there]  # -1 is the last
    run_by = organisation[there] if count > 1 else there
    row = np.arange(len(chosen))
    for place in range(count):
        column = free.argmax(axis=1)
        found = np.flatnonzero(free[row, column])
        at = row[found], column[found]
        shortest[found, place], unit[found, place] = length[at], there[at]
        if place + 1 < count:
            free &= run_by != run_by[row, column][:, None]
    # Those who lack some, and have more units than the few that stand side by side.
    there_are = min(count, len(np.unique(organisation[available])))
    lacking = np.flatnonzero((there[:, -1] >= 0) & (unit[:, there_are - 1] < 0)) if there_are else row[:0]
    if len(lacking):
        shortest[lacking], unit[lacking] = _along_rows(
            minutes, available, organisation, count, chosen[lacking]
        )
    return NearestOrganisations(shortest, unit)


def _along_rows(
    minutes: csr_array, available: Bools, organisation: Ints, count: int, rows: Ints
) -> tuple[Floats, Ints]:
    """The same from whole rows, one available unit further in all of them at a time."""
    if len(rows) > minutes.shape[0] // MANY:
        kept = np.flatnonzero(available[minutes.indices])
        begins = np.searchsorted(kept, minutes.indptr)
        minutes = csr_array((minutes.data[kept], minutes.indices[kept], begins), shape=minutes.shape)
    shortest = np.full((len(rows), count), np.inf)
    unit = np.full((len(rows), count), -1, np.int64)
    at, end = minutes.indptr[rows].astype(np.int64), minutes.indptr[rows + 1].astype(np.int64)
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
    return shortest, unit


def after_changes(
    before: NearestOrganisations,
    minutes: csr_array,
    near: NearUnits,
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
    minutes, near
        As of `nearest_organisations`, of the units before.
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
        again = nearest_organisations(minutes, near, stays[known], organisation[known], count, lost)
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
