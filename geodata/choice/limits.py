"""What units take in at most after a change: who is turned away goes on, until nobody is above.

The pivot (`geodata.choice.pivot`) sends people where they would like to go. A list that is closed takes
nobody new, a unit has a most that it can do, and at home a unit serves only the areas of its contract.
Those who are already there stay: what is turned away is what a unit has gained, from all areas in the same
proportion. They go on as the area's other visits go, to units with room that serve the area; where none of
the area's units has room, to those that the model offers. Whoever none is left for has nowhere to go. A
unit that has become full takes no more in later rounds, so that the rounds come to an end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.choice.pivot import Moved, Pivot, draw
from geodata.choice.shares import Floats, Ints

Bools = NDArray[np.bool_]
_NONE = 1e-9
"""Visits that are none: what is left of sums and differences."""


@dataclass(frozen=True, eq=False)
class Limits:
    """What units take in.

    Attributes
    ----------
    most : float64, shape (units,)
        Visits by residents of known areas, at least those of today; inf without a limit.
    contract_area, contract_unit : int64, shape (contracts,)
        Pairs of the contracts that bind: a unit with none takes in people from everywhere.
    """

    most: Floats
    contract_area: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    contract_unit: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def serves(self, area: Ints, unit: Ints) -> Bools:
        """Whether units may take in new visits from areas, pair by pair."""
        codes, code = self._codes, area * len(self.most) + unit
        served = np.append(codes, -1)[np.searchsorted(codes, code)] == code
        found: Bools = served | ~self._bound[unit]
        return found

    @cached_property
    def _codes(self) -> Ints:
        """A number for each pair of the contracts, ascending."""
        return np.sort(self.contract_area * len(self.most) + self.contract_unit)

    @cached_property
    def _bound(self) -> Bools:
        """Units that have a contract. Shape (units,)."""
        bound = np.zeros(len(self.most), bool)
        bound[self.contract_unit] = True
        return bound


def within_limits(
    found: Moved, before: Pivot, limits: Limits, changed: Ints, supply: Floats, minutes: Floats
) -> Moved:
    """Flows after a change where units take in no more than they may, each area's visits conserved.

    Parameters
    ----------
    found : Moved
        As people would like it.
    before : Pivot
    limits : Limits
    changed : int64, ascending
        Positions of the units that have changed.
    supply : float64, shape (units,)
        Of all units afterwards, 0 where one does not count.
    minutes : float64, shape (areas, changed)
        To the changed units afterwards.

    Returns
    -------
    Moved
        Pairs as before, those that are new after them; `unmet` holds who has nowhere to go.
    """
    areas, known = len(found.unmet), len(before.visits)
    area, unit = found.area, found.unit
    today = np.append(before.visits, np.zeros(len(area) - known))
    gain = np.maximum(found.visits - today, 0.0)
    stay, unmet = found.visits - gain, found.unmet.copy()
    serves = limits.serves(area, unit)
    takes = np.append(before.own, np.ones(len(area) - known, bool)) & (supply[unit] > 0) & serves
    away = np.bincount(area, np.where(serves, 0.0, gain), areas)
    gain = np.where(serves, gain, 0.0)
    full = np.zeros(len(supply), bool)
    offers = _Offers(before, changed, supply, minutes)
    while True:
        room = np.where(takes & ~full[unit], stay + gain, 0.0)
        there = np.bincount(area, room, areas)
        gain = gain + room * np.divide(away, there, out=np.zeros(areas), where=there > _NONE)[area]
        for left in np.flatnonzero((away > _NONE) & (there <= _NONE)).tolist():
            to, share = offers.of(left, full, limits)
            if not len(to):
                unmet[left] += away[left]
                continue
            area, unit = np.append(area, np.full(len(to), left)), np.append(unit, to)
            gain, stay = np.append(gain, away[left] * share), np.append(stay, np.zeros(len(to)))
            takes = np.append(takes, np.ones(len(to), bool))
        load = np.bincount(unit, stay + gain, len(supply))
        gained = np.bincount(unit, gain, len(supply))
        over = ~full & (load > limits.most + _NONE) & (gained > _NONE)
        if not over.any():
            break
        kept = np.clip(
            1 - np.divide(load - limits.most, gained, out=np.zeros(len(load)), where=over), 0.0, 1.0
        )
        turned = np.where(over[unit], gain * (1 - kept[unit]), 0.0)
        gain, full = gain - turned, full | over
        away = np.bincount(area, turned, areas)
    return _added_up(area, unit, stay + gain, unmet, len(found.area))


class _Offers:
    """What the model offers an area afterwards, for those whose own units have no room."""

    def __init__(self, before: Pivot, changed: Ints, supply: Floats, minutes: Floats) -> None:
        self._before = before
        self._changed = changed
        self._supply = supply
        self._new = draw(before.a, before.b, supply[changed], minutes, before.decay)

    def of(self, area: int, full: Bools, limits: Limits) -> tuple[Ints, Floats]:
        """Units with room that serve an area, and the share of its visits that goes to each."""
        rows = self._before.draw
        pull = np.zeros(len(self._supply))
        inside = slice(rows.indptr[area], rows.indptr[area + 1])
        pull[rows.indices[inside]] = rows.data[inside]
        pull[self._changed] = self._new[area]
        to = np.flatnonzero((pull > 0) & ~full & (self._supply > 0))
        to = to[limits.serves(np.full(len(to), area), to)]
        return to, pull[to] / pull[to].sum() if len(to) else pull[to]


def _added_up(area: Ints, unit: Ints, visits: Floats, unmet: Floats, first: int) -> Moved:
    """The same with every pair once: the first as they stand, what came later added or put after them."""
    if len(area) == first:
        return Moved(area, unit, visits, unmet)
    width = int(unit.max()) + 1
    code = area * width + unit
    keys, at = np.unique(code, return_index=True)
    total = np.bincount(np.searchsorted(keys, code), visits, len(keys))
    order = np.argsort(at, kind="stable")
    keys, total = keys[order], total[order]
    return Moved(keys // width, keys % width, total, unmet)
