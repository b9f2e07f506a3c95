"""Exact sums of visits by cell, before anything is published: what the levels are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    cost : float64
        NaN where unknown for any part; empty where no cost is known, and then so are the next two.
    contributors : int64
        How many the cost rests on.
    largest : float64
        The largest of them, currency units.
    keys : uint64
        Sum of the base cells' keys modulo 2^64; empty where nothing is protected.
    """

    group: Ints
    residence: Ints
    provider: Ints
    visits: Ints
    cost: NDArray[np.float64]
    contributors: Ints
    largest: NDArray[np.float64]
    keys: NDArray[np.uint64]

    def taken(self, rows: NDArray[np.bool_] | Ints) -> Sums:
        """Some of the rows."""
        return Sums(*(column[rows] if len(column) else column for column in self._columns()))

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
        """Rows that mean the same added up: visits, costs and keys alike."""
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
        cell = cell[first]

        def total[T: np.generic](column: NDArray[T]) -> NDArray[T]:
            return np.add.reduceat(column, first) if len(column) else column

        return Sums(
            cell // wide // tall,
            cell // wide % tall - SHIFT,
            cell % wide - SHIFT,
            total(ordered.visits),
            total(ordered.cost),
            total(ordered.contributors),
            np.maximum.reduceat(ordered.largest, first) if len(ordered.largest) else ordered.largest,
            total(ordered.keys),
        )

    def with_more(self, other: Sums) -> Sums:
        """These and others, in the order of the codes; no cell is in both."""
        pairs = zip(self._columns(), other._columns(), strict=True)
        return Sums(*(np.concatenate(pair) for pair in pairs)).added()

    def _columns(self) -> tuple[Any, ...]:
        return tuple(vars(self).values())
