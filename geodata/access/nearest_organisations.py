"""The nearest units of different organisations, from very many homes, and the same after some changes.

Rows of minutes are in order: the nearest unit first. What is asked for then mostly stands at the
beginning of each row, and a change of some units concerns few rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """The nearest unit of each of the nearest organisations, the nearest first.

    Attributes
    ----------
    minutes : array of floats, shape (organisations, homes)
        inf where there are no more within reach.
    unit : int32, shape (organisations, homes)
        Position; the lower of units equally near, -1 where there are no more.
    """

    minutes: NDArray[np.floating]
    unit: NDArray[np.int32]


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
    """The nearest few of some units from every home: most of what is asked for is among them.

    Attributes
    ----------
    minutes : array of floats, shape (MOST_NEAR, homes)
        Those of the nearest first; inf where there are no more within reach.
    unit : int32, shape (MOST_NEAR, homes)
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
    shortest = np.full((MOST_NEAR, homes), np.inf, minutes.dtype)
    unit = np.full((MOST_NEAR, homes), -1, np.int32)
    shortest[place, row], unit[place, row] = minutes.data[at], minutes.indices[at]
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
    search = _Search(len(chosen), available, organisation, count, near.minutes.dtype)
    left = np.arange(len(chosen))
    for there, length in zip(near.unit, near.minutes, strict=True):
        if not (len(left) == len(chosen) and rows is None):
            there, length = there[chosen[left]], length[chosen[left]]
        search.at(left, there, length)
        left = left[search.lacks(left) & (there >= 0)]
        if not len(left):
            break
    if len(left) and search.lacks(left).any():
        _along_rows(search, left, minutes, chosen)
    return NearestOrganisations(search.minutes, search.unit)


class _Search:
    """What has been found for each home, written in place as units further and further off are met."""

    def __init__(
        self, homes: int, available: Bools, organisation: Ints, count: int, kind: np.dtype[np.floating]
    ) -> None:
        self.minutes = np.full((count, homes), np.inf, kind)
        self.unit = np.full((count, homes), -1, np.int32)
        self._available = np.append(available, False)  # -1, no unit, is the last
        self._organisation = np.append(organisation, -2).astype(np.int32)
        self._run_by = np.full((count - 1, homes), -1, np.int32)
        self._have = np.zeros(homes, np.int8)
        self._count = min(count, len(np.unique(organisation[available])))

    def lacks(self, homes: Ints) -> Bools:
        """Which homes have fewer organisations than they could have."""
        found: Bools = self._have[homes] < self._count
        return found

    def at(self, homes: Ints, unit: NDArray[np.int32], minutes: NDArray[np.floating]) -> None:
        """Let each of some homes, which all lack some, meet its next unit."""
        new = self._available.take(unit)
        for run_by in self._run_by:
            new &= run_by[homes] != self._organisation.take(unit)
        home, there = homes[new], unit[new]
        slot = self._have[home]
        self.minutes[slot, home], self.unit[slot, home] = minutes[new], there
        wanted = slot < len(self._run_by)
        self._run_by[slot[wanted], home[wanted]] = self._organisation[there[wanted]]
        self._have[home] += 1


def _along_rows(search: _Search, left: Ints, minutes: csr_array, chosen: Ints) -> None:
    """Search whole rows, one available unit further in all of them at a time."""
    left = left[search.lacks(left)]
    if len(left) > minutes.shape[0] // MANY:
        kept = np.flatnonzero(search._available[minutes.indices])
        begins = np.searchsorted(kept, minutes.indptr)
        minutes = csr_array((minutes.data[kept], minutes.indices[kept], begins), shape=minutes.shape)
    at, end = (minutes.indptr[chosen[left] + more].astype(np.int64) for more in (0, 1))
    # A unit met again is of an organisation that is found already, or may not be had.
    while len(left):
        more = at < end
        left, at, end = left[more], at[more], end[more]
        search.at(left, minutes.indices[at], minutes.data[at])
        lacks = search.lacks(left)
        left, at, end = left[lacks], at[lacks] + 1, end[lacks]


def put_together(parts: Sequence[NearestOrganisations], organisation: Ints) -> NearestOrganisations:
    """The same of several sets of units together, from what is known of each.

    Parameters
    ----------
    parts : sequence of NearestOrganisations
        At least one, of the same homes and the same number of organisations; no unit is in two.
    organisation : int64, shape (units,)

    Returns
    -------
    NearestOrganisations
    """
    first, *others = parts
    if not others:
        return first
    shortest, unit = first.minutes.copy(), first.unit.copy()
    for other in others:
        for their_unit, minutes in zip(other.unit, other.minutes, strict=True):
            _let_in(shortest, unit, their_unit, minutes, organisation)
    return NearestOrganisations(shortest, unit)


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
    stays = available.copy()
    stays[list(columns)] = False
    keeps = np.append(stays, True)  # -1, no unit, is the last
    lost = np.flatnonzero(~np.logical_and.reduce([keeps.take(unit) for unit in before.unit]))
    shortest, unit = before.minutes.copy(), before.unit.copy()
    if len(lost):
        known = slice(0, minutes.shape[1])
        count = len(before.unit)
        again = nearest_organisations(minutes, near, stays[known], organisation[known], count, lost)
        shortest[:, lost], unit[:, lost] = again.minutes, again.unit
    for position, column in sorted(columns.items()):
        if available[position]:
            everywhere = np.full(len(column), position, unit.dtype)
            _let_in(shortest, unit, everywhere, column.astype(shortest.dtype), organisation)
    return NearestOrganisations(shortest, unit)


def _let_in(
    shortest: NDArray[np.floating],
    unit: NDArray[np.int32],
    position: NDArray[np.int32],
    minutes: NDArray[np.floating],
    organisation: Ints,
) -> None:
    """Put a unit of each home in its place where it is near enough, written in place."""
    some = np.flatnonzero(_sooner(minutes, position, shortest[-1], unit[-1]))
    # To pick most of them out takes longer than to go through all.
    near = slice(None) if 2 * len(some) > len(minutes) else some
    position, minutes = position[near], minutes[near]
    run_by = organisation.take(position)
    for at in range(len(shortest)):
        there_min, there = shortest[at, near], unit[at, near]
        first = _sooner(minutes, position, there_min, there)
        now = np.where(first, minutes, there_min), np.where(first, position, there)
        if at < len(shortest) - 1:  # the later goes on, but of one organisation there is but the first
            same = organisation.take(there) == run_by
            minutes = np.where(same, np.inf, np.where(first, there_min, minutes))
            position = np.where(same, -1, np.where(first, there, position))
        shortest[at, near], unit[at, near] = now


def _sooner(
    minutes: NDArray[np.floating],
    unit: NDArray[np.int32],
    other_min: NDArray[np.floating],
    other: NDArray[np.int32],
) -> Bools:
    """Whether a unit comes before another: it is nearer, or as near and the lower; never out of reach."""
    found: Bools = (minutes < other_min) | ((minutes == other_min) & (unit < other) & np.isfinite(minutes))
    return found
