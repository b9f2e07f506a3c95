"""What one who reads all published cells together can tell of the small ones: a joint sampler.

Exact counts of a municipality's residents, by area, unit, quarter and age, are drawn by Gibbs sampling
(Geman and Geman 1984, doi 10.1109/TPAMI.1984.4767596) from all that fit everything published of them:
every base cell, and every sum that has noise of its own. The intruder knows how often each count comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.region.municipalities import Municipalities
from geodata.region.visits import Provider, Residence, Visits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Table = Mapping[int, Mapping[int, int]]

CHAINS, SWEEPS, WARM_UP = 8, 60, 24
"""Answers drawn side by side, how often each is drawn anew, and how many of those are thrown away."""

SMALL = 5
"""Counts below this are to be hidden."""

LEAST_CHANCE = 1e-9
"""Of what cannot be: so that a drawn answer can be on its way to one that can."""

_RESIDENCES: tuple[Residence, ...] = ("area", "municipality")
_PROVIDERS: tuple[Provider, ...] = ("unit", "municipality", "region")


class Kind(NamedTuple):
    """Which sum of base cells: of all areas, of a municipality's or all units, of a year, of all ages."""

    residence: int
    provider: int
    year: int
    every_age: int


@dataclass(frozen=True, eq=False)
class Block:
    """Cells of one municipality's residents, one care form and one year.

    Attributes
    ----------
    counts : mapping of Kind to int64
        By area, unit, quarter and age, each axis summed as the kind says: exact, or as published.
    town : int64, shape (units,)
        Which of the municipalities, numbered within the block, each unit stands in.
    """

    counts: Mapping[Kind, Ints]
    town: Ints

    @property
    def base(self) -> Ints:
        """Of base cells. Shape (areas, units, quarters, ages)."""
        return self.counts[Kind(0, 0, 0, 0)]


def block_of(
    visits: Visits, places: Municipalities, municipality: int, care_form: str, year: str, units: Ints
) -> Block:
    """The block of some published or exact visits; `units` are those that it is about."""
    areas = np.flatnonzero(places.of_area == municipality)
    towns, town = np.unique(places.of_unit[units], return_inverse=True)
    parts = [period for period in visits.periods if period.startswith(year)]
    codes = {
        "area": areas, "municipality": np.array([municipality]), "unit": units, "town": towns,
        "region": np.zeros(1, np.int64),
    }  # fmt: skip
    counts = {}
    for kind in _kinds(visits, year):
        home = _RESIDENCES[kind.residence]
        to = _PROVIDERS[kind.provider]
        periods = [[year]] if kind.year else [[part] for part in parts]
        ages = [""] if kind.every_age or not visits.age_groups else list(visits.age_groups)
        rows, columns = codes[home], codes["town" if to == "municipality" else to]
        dense = np.zeros((len(rows), len(columns), len(periods), len(ages)), np.int64)
        for (at, period), (number, age) in product(enumerate(periods), enumerate(ages)):
            cells = visits.cells(home, to, period, care_form, age)
            row, column = (_places(*each) for each in ((cells.residence, rows), (cells.provider, columns)))
            some = (row >= 0) & (column >= 0)
            dense[row[some], column[some], at, number] = cells.visits[some]
        counts[kind] = dense
    return Block(counts, town.astype(np.int64))


def likely_counts(
    shown: Block, table: Table, prior: Floats, own_noise_from: int, seed: int
) -> dict[Kind, Floats]:
    """How likely each count below `SMALL` is, of every cell, after reading all that is published.

    Parameters
    ----------
    shown : Block
        As published.
    table : mapping
        Of noise, by count.
    prior : float64, shape (counts,)
        How often each count comes among base cells.
    own_noise_from : int
        Sums whose published parts are at least so many have noise of their own.
    seed : int

    Returns
    -------
    dict
        By kind; one more axis, of `SMALL` counts from 0, whose sum is at most 1.
    """
    rng = np.random.default_rng(seed)
    largest = int(shown.base.max(initial=0))
    bound = max(max(row) for row in table.values())
    often = prior[np.minimum(np.arange(largest + bound + 1), len(prior) - 1)]
    look = _looks(table, largest) + np.log(often)
    of_sum = _looks(table, 3 * bound)
    published = shown.base.ravel()
    sums = [each for each in _sums(shown, own_noise_from) if each.large.any()]
    drawn = np.repeat(published[None], CHAINS, axis=0)
    totals = [each.of(drawn) for each in sums]
    found = {kind: np.zeros((*each.shape, SMALL)) for kind, each in shown.counts.items()}
    of_base = found[Kind(0, 0, 0, 0)].reshape(-1, SMALL)
    for sweep in range(SWEEPS):
        firm = min(1.0, (sweep + 1) / WARM_UP)
        for cell in rng.permutation(len(published)):
            chance = _draw(int(cell), published, drawn, totals, sums, look, of_sum, firm, rng)
            if sweep >= WARM_UP:
                of_base[cell] += chance
        if sweep >= WARM_UP:
            every = drawn.reshape(CHAINS, *shown.base.shape)
            for kind, tally in found.items():
                if kind == Kind(0, 0, 0, 0):
                    continue
                values = _summed(every, kind, shown.town)
                for count in range(SMALL):
                    tally[..., count] += (values == count).mean(axis=0)
    return {kind: tally / (SWEEPS - WARM_UP) for kind, tally in found.items()}


@dataclass(frozen=True, eq=False)
class _Sum:
    """One kind of sum: which of them each base cell is part of, and which have noise of their own."""

    index: Ints
    shown: Ints
    large: NDArray[np.bool_]

    def of(self, drawn: Ints) -> Ints:
        """Sums of some answers. Shape (chains, sums)."""
        return np.array([np.bincount(self.index, each, len(self.shown)) for each in drawn]).astype(np.int64)


def _draw(
    cell: int,
    published: Ints,
    drawn: Ints,
    totals: list[Ints],
    sums: list[_Sum],
    look: Floats,
    of_sum: Floats,
    firm: float,
    rng: np.random.Generator,
) -> Floats:
    """One cell of every chain anew, by its published value and the sums that it is part of.

    How likely each count below `SMALL` was is more certain than what was drawn (Gelfand and Smith 1990, doi
    10.1080/01621459.1990.10476213): it is returned.
    """
    value, bound = int(published[cell]), (len(of_sum) - 1) // 3
    counts = np.arange(max(0, value - bound), value + bound + 1)
    weight = np.repeat(look[value, counts][None], CHAINS, axis=0)
    now = drawn[:, cell]
    for each, total in zip(sums, totals, strict=True):
        at = each.index[cell]
        if each.large[at]:
            now_of_sum, noisy = (total[:, at] - now)[:, None] + counts[None], int(each.shown[at])
            if noisy < len(of_sum):  # the noise of a small count depends on it, that of a large one does not
                weight += firm * of_sum[noisy, np.minimum(now_of_sum, of_sum.shape[1] - 1)]
            off = np.abs(noisy - now_of_sum) - bound
            weight -= firm * np.where(off > 0, 3.0 + off, 0.0)
    chance = np.exp(weight - weight.max(axis=1, keepdims=True)).cumsum(axis=1)
    chosen = (chance < rng.random((CHAINS, 1)) * chance[:, -1:]).sum(axis=1)
    new = counts[chosen]
    for each, total in zip(sums, totals, strict=True):
        total[:, each.index[cell]] += new - now
    drawn[:, cell] = new
    found = np.zeros(SMALL)
    below = counts < SMALL
    each_count = np.diff(chance, axis=1, prepend=0.0) / chance[:, -1:]
    found[counts[below]] = each_count[:, below].mean(axis=0)
    return found


def _looks(table: Table, largest: int) -> Floats:
    """Log-likelihood of a count by what is published of it. Shape (shown, counts)."""
    bound = max(max(row) for row in table.values())
    counts = largest + bound + 1
    chance = np.zeros((largest + 1, counts))
    chance[0, 0] = 1.0
    for count in range(1, counts):
        row = table[min(count, max(table))]
        whole = sum(row.values())
        for noise, parts in row.items():
            if 0 <= count + noise <= largest:
                chance[count + noise, count] = parts / whole
    found: Floats = np.log(np.maximum(chance, LEAST_CHANCE))
    return found


def _sums(shown: Block, own_noise_from: int) -> list[_Sum]:
    shape = shown.base.shape
    axes = np.indices(shape).reshape(4, -1)
    found = []
    for kind, values in shown.counts.items():
        if kind == Kind(0, 0, 0, 0):
            continue
        at = _indices(axes, kind, shown.town)
        index = np.ravel_multi_index(at, values.shape)
        parts = np.bincount(index, shown.base.ravel(), values.size)
        found.append(_Sum(index, values.ravel(), parts >= own_noise_from))
    return found


def _indices(axes: Ints, kind: Kind, town: Ints) -> tuple[Ints, ...]:
    area, unit, quarter, age = axes
    provider = (unit, town[unit], np.zeros_like(unit))[kind.provider]
    return (area * (1 - kind.residence), provider, quarter * (1 - kind.year), age * (1 - kind.every_age))


def _summed(every: Ints, kind: Kind, town: Ints) -> Ints:
    """Answers with each axis summed as the kind says; the first axis are chains."""
    if kind.residence:
        every = every.sum(axis=1, keepdims=True)
    if kind.provider == 2:
        every = every.sum(axis=2, keepdims=True)
    elif kind.provider == 1:
        order = np.argsort(town, kind="stable")
        every = np.add.reduceat(every[:, :, order], np.flatnonzero(np.diff(town[order], prepend=-1)), axis=2)
    if kind.year:
        every = every.sum(axis=3, keepdims=True)
    if kind.every_age:
        every = every.sum(axis=4, keepdims=True)
    return every


def _kinds(visits: Visits, year: str) -> list[Kind]:
    years = (0, 1) if year in visits.years else (0,)
    ages = (0, 1) if visits.age_groups else (0,)
    return [Kind(*each) for each in product((0, 1), (0, 1, 2), years, ages)]


def _places(codes: NDArray[np.int32], among: Ints) -> Ints:
    """Where each code stands among some, -1 where it does not."""
    order = np.argsort(among)
    at = np.searchsorted(among[order], codes).clip(0, len(among) - 1)
    return np.where(among[order][at] == codes, order[at], -1)
