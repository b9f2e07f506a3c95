"""Whose the visits of some cells are, on registers that tell: nobody counts twice in a larger cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class People:
    """Visits by cell and person, as columns of equal length.

    Attributes
    ----------
    cell : int64
        Row of the cell.
    person : int64
        Number of the person.
    visits : int64
    cost : float64
        NaN where unknown; empty where no cost is known.
    """

    cell: Ints
    person: Ints
    visits: Ints
    cost: Floats

    def moved(self, to: Ints) -> People:
        """The same in other cells, `to` by the cell's old row; those that are moved below 0 are left out."""
        cell = to[self.cell]
        order = np.lexsort((self.person, cell))
        order = order[np.searchsorted(cell[order], 0) :]
        cell, person = cell[order], self.person[order]
        first = np.flatnonzero((np.diff(cell, prepend=-1) != 0) | (np.diff(person, prepend=-1) != 0))
        visits = np.add.reduceat(self.visits[order], first) if len(first) else self.visits[:0]
        cost = np.add.reduceat(self.cost[order], first) if len(first) and len(self.cost) else self.cost[:0]
        return People(cell[first], person[first], visits, cost)

    def with_more(self, other: People, after: int) -> People:
        """These and others, whose cells come after so many."""
        return People(
            np.append(self.cell, other.cell + after),
            np.append(self.person, other.person),
            np.append(self.visits, other.visits),
            np.append(self.cost, other.cost),
        )

    def counted(self, cells: int) -> tuple[Ints, Ints, Floats]:
        """How many people each cell is of, and the most visits and largest cost of one. Shape (cells,)."""
        persons = np.bincount(self.cell, minlength=cells).astype(np.int64)
        most = np.zeros(cells, np.int64)
        np.maximum.at(most, self.cell, self.visits)
        if not len(self.cost):
            return persons, most, self.cost
        largest = np.zeros(cells)
        np.maximum.at(largest, self.cell, np.nan_to_num(self.cost))
        return persons, most, largest
