"""The pairs of some areas and the units that they may choose, visited or not: what is looked at in one go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.choice.decay import MINUTES_FLOOR, resistance
from geodata.choice.shares import Floats, Ints
from geodata.region.choice_model import Decay


@dataclass(frozen=True, eq=False)
class Block:
    """Pairs of an area and a unit, by area, then unit; each area with at least one visit.

    Attributes
    ----------
    unit : int64, shape (pairs,)
        Positions among all units.
    visits, minutes, supply : float64, shape (pairs,)
    first : int64, shape (areas,)
        Where each area's pairs begin.
    leaving : float64, shape (areas,)
        Visits of each area to units that are here.
    """

    unit: Ints
    visits: Floats
    minutes: Floats
    supply: Floats
    first: Ints
    leaving: Floats

    @cached_property
    def pairs_of(self) -> Ints:
        """Pairs of each area. Shape (areas,)."""
        return np.diff(np.append(self.first, len(self.unit)))

    def to_pairs(self, values: Floats | Ints) -> Floats:
        """What is known of each area, said of each of its pairs; the last axis is that of areas."""
        return np.repeat(values, self.pairs_of, axis=-1)

    def pull(self, decay: Decay, minutes_floor: float = MINUTES_FLOOR) -> Floats:
        """What the two parameters are multiplied by: `ln S` and `-g(t)`. Shape (2, pairs)."""
        return np.stack((np.log(self.supply), -resistance(decay, self.minutes, minutes_floor)))

    def among(self, some: NDArray[np.bool_]) -> Block:
        """The same with some pairs only; areas left without visits go with them."""
        left = np.add.reduceat(np.where(some, self.visits, 0.0), self.first) > 0
        kept = np.flatnonzero(some if left.all() else some & np.repeat(left, self.pairs_of))
        pairs_of = np.add.reduceat(some, self.first, dtype=np.int64)[left]
        return block_of(self.unit[kept], self.visits[kept], self.minutes[kept], self.supply[kept], pairs_of)


def block_of(unit: Ints, visits: Floats, minutes: Floats, supply: Floats, pairs_of: Ints) -> Block:
    """Pairs of areas that have so many each, at least one."""
    first = np.cumsum(pairs_of) - pairs_of
    leaving = np.add.reduceat(visits, first) if len(first) else np.empty(0)
    return Block(unit, visits, minutes, supply, first, leaving)
