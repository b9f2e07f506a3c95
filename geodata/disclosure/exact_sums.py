"""Exact sums of visits by cell, before anything is published: what the levels are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.people import People

Ints = NDArray[np.int64]

SHIFT = 3
"""Codes begin at -3: added, so that every code of a pair is at least 0."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Cells as columns of equal length, one row per (group, residence, provider), in that order.

    Attributes
    ----------
    group : int64
        Number of the (period, care form, age).
    residence, provider : int64
        Codes as in `geodata.region.visits.Level`.
    visits : int64
    persons : int64
        Whose visits they are; empty where nobody knows, so that each visit counts as one person's.
    most_visits : int64
        Of one person; empty like `persons`.
    cost : float64
        NaN where unknown for any part; empty where no cost is known, and then so is the next.
    largest_cost : float64
        Of one person, currency units.
    keys : uint64
        Sum of the base cells' keys modulo 2^64; empty where nothing is protected, and then so are the next.
    shown_visits, shown_persons : int64
        Published counts of the finest cells that they are made of, added up.
    people : People, optional
        Whose visits they are by name, where that is known: `persons` and the most of one follow from it.
    """

    group: Ints
    residence: Ints
    provider: Ints
    visits: Ints
    persons: Ints
    most_visits: Ints
    cost: NDArray[np.float64]
    largest_cost: NDArray[np.float64]
    keys: NDArray[np.uint64]
    shown_visits: Ints
    shown_persons: Ints
    people: People | None = None

    def taken(self, rows: NDArray[np.bool_] | Ints) -> Sums:
        """Some of the rows."""
        found = Sums(*(column[rows] if len(column) else column for column in self._columns()))
        if self.people is None:
            return found
        to = np.full(len(self.group), -1, np.int64)
        to[rows] = np.arange(len(found.group))
        return replace(found, people=self.people.moved(to))

    def coded(
        self, group: Ints | None = None, residence: Ints | None = None, provider: Ints | None = None
    ) -> Sums:
        """The same cells under coarser codes, those that now mean the same added up."""
        return replace(
            self,
            group=self.group if group is None else group,
            residence=self.residence if residence is None else residence,
            provider=self.provider if provider is None else provider,
        ).added()

    def added(self) -> Sums:
        """Rows that mean the same added up: visits, persons, costs and keys alike."""
        tall, wide = (int(column.max(initial=0)) + SHIFT + 1 for column in (self.residence, self.provider))
        cell = (self.group * tall + self.residence + SHIFT) * wide + self.provider + SHIFT
        if not len(cell):
            return self
        if (np.diff(cell) <= 0).any():
            order = np.argsort(cell, kind="stable")  # merges runs that are in order already
            cell = cell[order]
            ordered = self.taken(order)
        else:
            return self
        first = np.flatnonzero(np.diff(cell, prepend=-1))
        row = np.cumsum(np.diff(cell, prepend=-1) != 0) - 1
        cell = cell[first]

        def total[T: np.generic](column: NDArray[T]) -> NDArray[T]:
            return np.add.reduceat(column, first) if len(column) else column

        def most[T: np.generic](column: NDArray[T]) -> NDArray[T]:
            return np.maximum.reduceat(column, first) if len(column) else column

        found = Sums(
            cell // wide // tall,
            cell // wide % tall - SHIFT,
            cell % wide - SHIFT,
            total(ordered.visits),
            total(ordered.persons),
            most(ordered.most_visits),
            total(ordered.cost),
            most(ordered.largest_cost),
            total(ordered.keys),
            total(ordered.shown_visits),
            total(ordered.shown_persons),
        )
        if ordered.people is None:
            return found
        people = ordered.people.moved(row)
        persons, most_visits, largest_cost = people.counted(len(first))
        return replace(
            found, people=people, persons=persons, most_visits=most_visits, largest_cost=largest_cost
        )

    def with_more(self, other: Sums) -> Sums:
        """These and others, in the order of the codes; no cell is in both."""
        pairs = zip(self._columns(), other._columns(), strict=True)
        people = self.people
        if people is not None and other.people is not None:
            people = people.with_more(other.people, len(self.group))
        columns: list[Any] = [np.concatenate(pair) for pair in pairs]
        return replace(Sums(*columns), people=people).added()

    def _columns(self) -> tuple[Any, ...]:
        return tuple(column for name, column in vars(self).items() if name != "people")
