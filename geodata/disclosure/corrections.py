"""Corrections of what is published: where two versions differ, and when that is by so much that it may show.

One visit that is taken away changes its own cell and the sums that it is part of, and nothing else: who
has kept the version before reads the area, the unit, the quarter and the age from the difference. So
corrections of a period, care form and age are shown together, when there are many of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.exact_sums import SHIFT
from geodata.disclosure.level_rows import FIGURES, columns_of, groups_of
from geodata.region.visits import Level

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

LEAST_SHARE = 0.6
"""Of the cells from areas to units: where so many differ, who knows that someone's visit was corrected, and
in which area she lives, guesses the unit at most 4 points better than without; see `docs/disclosure.md`."""
FEWEST = 10
"""Cells: nobody has visits in so many of one quarter, care form and age."""


class Differences(NamedTuple):
    """Differences of two versions of one level, by slice; each is int64 of shape (slices,).

    `cells` are those that either version has, `counts` those of them whose visits differ, and `differing`
    those where anything does.
    """

    cells: Ints
    counts: Ints
    differing: Ints


def differences(before: Level, after: Level) -> Differences:
    """Where two versions of a level differ.

    Parameters
    ----------
    before, after : Level
        Of the same slices, with codes that mean the same.

    Returns
    -------
    Differences
    """
    tall, wide = (
        int(max(column.max(initial=0) for column in columns)) + SHIFT + 1
        for columns in ((before.residence, after.residence), (before.provider, after.provider))
    )
    keys = [
        (groups_of(level) * tall + level.residence + SHIFT) * wide + level.provider + SHIFT
        for level in (before, after)
    ]
    every = keys[0] if np.array_equal(keys[0], keys[1]) else np.union1d(*keys)  # no need to sort, as a rule
    other = np.zeros(len(every), bool)
    by_figure: dict[str, Bools] = {}
    columns = [columns_of(level) for level in (before, after)]
    for name in FIGURES:
        was, is_ = (_placed(column[name], key, every) for column, key in zip(columns, keys, strict=True))
        by_figure[name] = ~((was == is_) | ((was != was) & (is_ != is_)))  # NaN is no number
        other |= by_figure[name]
    group = every // wide // tall
    slices = len(before.slices) - 1
    return Differences(
        *(np.bincount(group[rows], minlength=slices) for rows in (slice(None), by_figure["visits"], other))
    )


def enough(found: Differences) -> Bools:
    """By slice of the finest level: whether so many counts differ that none of the corrections is seen."""
    many: Bools = found.counts >= np.maximum(FEWEST, LEAST_SHARE * found.cells)
    return many


def _placed(column: NDArray[np.generic], keys: Ints, every: Ints) -> NDArray[np.float64]:
    """A column among all cells: NaN where a cell is not there."""
    found = np.full(len(every), np.nan)
    found[np.searchsorted(every, keys)] = column
    return found
