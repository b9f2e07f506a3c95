"""What an intruder could try with counts, told that a cell holds 1 to 4 and how often each of them comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, MultiIndex, Series, concat

from geodata.disclosure.table import PARTS
from geodata.region.visits import Visits

Floats = NDArray[np.float64]
LARGEST_VARIANCE = max(
    sum(parts * noise**2 for noise, parts in row.items()) / sum(row.values()) for row in PARTS.values()
)
"""Of the noise, visits squared; that of 10 visits and more is 10."""

SMALL = np.arange(1, 5)
CELL = ["form", "period", "age_group", "area", "unit"]
ROUTES = {
    "ages": ["form", "period", "area", "unit"],
    "quarters": ["form", "year", "age_group", "area", "unit"],
    "units": ["form", "period", "age_group", "area", "town"],
    "areas": ["form", "period", "age_group", "home", "unit"],
}
"""What each sum of cells is told by: the cell is one of the sum's parts, the others its siblings."""

LEVEL: dict[str, Any] = {"area": "area", "home": "municipality", "unit": "unit", "town": "municipality"}
"""Which level of the published cells a name in `ROUTES` belongs to."""


@dataclass(frozen=True)
class Success:
    """How often an attack is right about a small cell, and a guess that has not looked."""

    attack: float
    blind: float

    @property
    def gain(self) -> float:
        """Share of cells, 0 to 1."""
        return self.attack - self.blind


def judged(guess: NDArray[np.int64], truth: NDArray[np.int64]) -> Success:
    """Success of guesses; the blind one always names the count that is most common."""
    return Success(float((guess == truth).mean()), float(prior_of(truth).max()))


def prior_of(truth: NDArray[np.int64]) -> Floats:
    """How often 1, 2, 3 and 4 come among small cells: the intruder is told."""
    return np.array([(truth == one).mean() for one in SMALL])


def told_by_the_cell(shown: NDArray[np.int64]) -> Floats:
    """Log-likelihood of 1, 2, 3 and 4 by the published value itself, from the table that anyone may read."""
    rows = {count: sum(PARTS[count].values()) for count in SMALL.tolist()}
    chance = np.array(
        [
            [PARTS[count].get(value - count, 0) / rows[count] for count in SMALL.tolist()]
            for value in range(int(shown.max(initial=0)) + 1)
        ]
    )
    return np.log(np.maximum(chance[shown], 1e-12))


def told_by_a_sum(whole: Floats, siblings: Floats, noisy: Floats) -> Floats:
    """Log-likelihood of 1, 2, 3 and 4 by a sum less the other parts, whose noise adds up to a normal one."""
    left = whole - siblings
    return -((left[:, None] - SMALL) ** 2) / (2 * LARGEST_VARIANCE * noisy[:, None])


def through_every_sum(exact: DataFrame, parts: Series, sums: Mapping[str, Series]) -> Success:
    """Guess small cells by all that is published: the cell, and every sum that it is part of.

    Parameters
    ----------
    exact : DataFrame
        `CELL` and what `ROUTES` name, one row a cell with any visit, with its `visits`.
    parts : Series
        Published counts by `CELL`; none where 0 is published.
    sums : mapping of Series
        Published sums by route.
    """
    small = exact[exact["visits"] <= 4]
    truth = small["visits"].to_numpy()
    known = exact.assign(shown=_looked_up(parts, exact[CELL]))
    shown = known.loc[small.index, "shown"].to_numpy()
    told = told_by_the_cell(shown) + np.log(prior_of(truth))
    for route, published in sums.items():
        group = known.groupby(ROUTES[route])["shown"]
        siblings = (group.transform("sum") - known["shown"]).loc[small.index].to_numpy()
        others = (group.transform("size") - 1).loc[small.index].to_numpy()
        whole = _looked_up(published, small[ROUTES[route]])
        more = told_by_a_sum(whole, siblings, 1.0 + others)
        told += np.where(others[:, None] > 0, more, 0.0)  # a sum of one cell is that cell, noise and all
    return judged(SMALL[told.argmax(axis=1)], truth)


def guessed(difference: Floats, truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """The difference of two answers where it is a small count itself, else what it makes likeliest."""
    seen = np.where(np.isfinite(difference), difference, 0).round().astype(np.int64)
    chances = told_by_the_cell(np.clip(seen, 0, None)) + np.log(prior_of(truth))
    likeliest: NDArray[np.int64] = SMALL[chances.argmax(axis=1)]
    return np.where(np.isin(seen, SMALL), seen, likeliest)


def table_of(visits: Visits, residence: str, provider: str, ages: bool, years: bool) -> DataFrame:
    """Cells of one level with their labels, under the names that `ROUTES` has for them."""
    names = {"residence": residence, "provider": provider}
    frames = [
        DataFrame(
            visits.cells(LEVEL[residence], LEVEL[provider], [period], form, age)._replace(cost=0)._asdict()
        )
        .rename(columns=names)
        .assign(period=period, age_group=age, form=form, year=period[:4])
        for form in visits.care_forms
        for period in (visits.years if years else visits.periods)
        for age in (visits.age_groups if ages else ("",))
    ]
    return concat(frames, ignore_index=True)


def published_sums(visits: Visits) -> dict[str, Series]:
    """What is published of the sums that `ROUTES` names, where the region has them."""
    ages = bool(visits.age_groups)
    tables = {
        "units": table_of(visits, "area", "town", ages, False),
        "areas": table_of(visits, "home", "unit", ages, False),
    }
    if ages:
        tables["ages"] = table_of(visits, "area", "unit", False, False)
    if visits.years:
        tables["quarters"] = table_of(visits, "area", "unit", ages, True)
    return {route: table.set_index(ROUTES[route])["visits"] for route, table in tables.items()}


def _looked_up(published: Series, names: DataFrame) -> NDArray[np.int64]:
    return published.reindex(MultiIndex.from_frame(names)).fillna(0).to_numpy().astype(np.int64)
