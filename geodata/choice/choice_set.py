"""The choice set: every unit that each area with visits may choose, visited or not.

A country has hundreds of millions of such pairs. They are never held together: what is counted of them are
sums over areas, so a few areas at a time are looked at, found anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.block import Block, block_of
from geodata.choice.shares import Floats, InRows, Minutes, Numbers, known, pairs
from geodata.contract.errors import IndexMismatchError
from geodata.travel.minutes import some_rows

KEPT_PAIRS = 1_000_000
"""A choice set of at most so many is one block, which is kept: some 200 bytes a pair with all that is
counted on it."""
BLOCK_PAIRS = 50_000
"""Of a larger one: what is counted on so many stays in the processor's cache."""
EVERY, FEWEST_BLOCKS = 16, 64
"""Of at least so many blocks every sixteenth is near enough to begin with."""

Bools = NDArray[np.bool_]


class ChoiceSet:
    """Pairs of an area and a unit, in blocks of areas.

    Attributes
    ----------
    flows : csr_array, shape (areas, units)
        Visits.
    supply : float64, shape (units,)
        0 where a unit is no choice.
    """

    def __init__(self, flows: csr_array, supply: Floats, minutes: InRows) -> None:
        self.flows, self.supply, self._minutes = flows, supply, minutes
        areas, pairs_most = flows.shape[0], max(minutes.most_pairs, 1)
        self._at_once = areas if pairs_most <= KEPT_PAIRS else max(1, areas * BLOCK_PAIRS // pairs_most)
        self._begins = range(0, areas, max(self._at_once, 1))
        self._kept: Block | None = None

    def blocks(self) -> Iterator[Block]:
        """The pairs, a few areas at a time; areas without visits are not there, nor blocks of only such."""
        if self._kept is not None:
            yield self._kept
            return
        for begin in self._begins:
            block = self._block(begin, min(begin + self._at_once, self.flows.shape[0]))
            if not len(block.first):
                continue
            if len(self._begins) == 1:
                self._kept = block
            yield block

    def thinned(self) -> ChoiceSet | None:
        """Some of the blocks, from all over; None where there are few."""
        if len(self._begins) < FEWEST_BLOCKS:
            return None
        some = copy(self)
        some._begins = self._begins[::EVERY]
        return some

    @cached_property
    def loads(self) -> Floats:
        """Visits to each unit from areas that may choose it. Shape (units,)."""
        return self._surveyed[0]

    @cached_property
    def chosen_among(self) -> Bools:
        """Units that an area with visits may choose. Shape (units,)."""
        return self._surveyed[1]

    @cached_property
    def _surveyed(self) -> tuple[Floats, Bools]:
        loads, among = np.zeros(len(self.supply)), np.zeros(len(self.supply), bool)
        for block in self.blocks():
            loads += np.bincount(block.unit, block.visits, len(loads))
            among[block.unit] = True
        return loads, among

    def _block(self, begin: int, end: int) -> Block:
        row, unit, minutes = pairs(self._minutes.rows(begin, end), self.supply)
        visited, width = some_rows(self.flows, begin, end), len(self.supply)
        code = np.repeat(np.arange(end - begin), np.diff(visited.indptr)) * width + visited.indices
        pair = row * width + unit
        at = np.searchsorted(pair, code)
        there = np.append(pair, -1)[at] == code
        visits = np.zeros(len(pair))
        visits[at[there]] = visited.data[there]
        some = np.bincount(row[at[there]], visits[at[there]], end - begin) > 0
        pairs_of = np.bincount(row, minlength=end - begin)
        supply = self.supply[unit]
        if not some.all():
            kept = some[row]
            unit, visits, minutes, supply = unit[kept], visits[kept], minutes[kept], supply[kept]
        return block_of(unit, visits, minutes, supply, pairs_of[some])


def choice_set(flows: csr_array | Numbers, supply: Numbers, minutes: Minutes | InRows) -> ChoiceSet:
    """The choice set of some flows.

    Parameters
    ----------
    flows : csr_array or array of numbers, shape (areas, units)
        Visits, at least 0.
    supply : array of numbers, shape (units,)
        0 or NaN where a unit is no choice.
    minutes : csr_array or array, shape (areas, units), or what gives their rows
        inf, or not stored, where out of reach.

    Returns
    -------
    ChoiceSet

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if flows.shape != minutes.shape or minutes.shape[1] != len(supply):
        raise IndexMismatchError(
            f"flows are {flows.shape} and minutes {minutes.shape} for {len(supply)} units"
        )
    visits = csr_array(flows, dtype=np.float64)
    if not visits.has_canonical_format:
        visits = visits.copy()
        visits.sum_duplicates()
    in_rows = _Stored(minutes) if isinstance(minutes, csr_array | np.ndarray) else minutes
    return ChoiceSet(visits, known(supply), in_rows)


@dataclass(frozen=True, eq=False)
class _Stored:
    """Minutes that are there already, as `InRows`."""

    minutes: Minutes

    @property
    def shape(self) -> tuple[int, int]:
        return self.minutes.shape

    @property
    def most_pairs(self) -> int:
        return int(self.minutes.nnz if isinstance(self.minutes, csr_array) else self.minutes.size)

    def rows(self, begin: int, end: int) -> Minutes:
        if isinstance(self.minutes, csr_array):
            return some_rows(self.minutes, begin, end)
        return self.minutes[begin:end]
