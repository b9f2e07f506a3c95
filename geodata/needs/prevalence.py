"""Conditions that more or fewer will have, and the use that comes with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.needs.classes import BOTH, Classes
from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]
_OLDEST = 10_000


def changing_conditions(prevalence: DataFrame) -> tuple[str, ...]:
    """Conditions whose share of people is given of two years or more, with what they take in use; sorted.

    A share that is the same in every year is already in today's use per person, and says nothing of what
    is to come.

    Parameters
    ----------
    prevalence : DataFrame
        `condition`, `year` (0 unknown), `excess_use` (NaN unknown).
    """
    years = _known(prevalence).groupby("condition")["year"].nunique()
    return tuple(sorted(str(condition) for condition in years.index[years > 1]))


def prevalence_factors(
    prevalence: DataFrame, conditions: Sequence[str], classes: Classes, base_year: int, years: Sequence[int]
) -> Floats:
    """What changed shares of people with a condition do to use per person, other things being as today.

    Where a share p has a condition and uses k times as much as who has not, use is (1 + p (k - 1)) times that
    of the healthy; the factor is that of the year by that of the base year. Several conditions multiply.

    Parameters
    ----------
    prevalence : DataFrame
        `condition`, `sex` ("" both), `age_from`, `age_to` (negative open), `share` (0 to 1), `year`,
        `excess_use` (k; NaN unknown).
    conditions : sequence of str
        Of `changing_conditions`; none gives 1 everywhere.
    classes : Classes
        Of which each takes the share at its middle age.
    base_year : int
    years : sequence of int

    Returns
    -------
    float64, shape (years, cells)
        Between the table's years on straight lines, beyond them as in the nearest; 1 of ages that it lacks.

    Raises
    ------
    NeedsError
        If a condition is not in the table with two years or more.
    """
    unknown = sorted(set(conditions) - set(changing_conditions(prevalence)))
    if unknown:
        raise NeedsError(f"no prevalence of two years or more is given of {', '.join(unknown)}")
    when = np.array([base_year, *years], np.float64)
    factors = np.ones((len(years), classes.count))
    for condition in conditions:
        rows = _known(prevalence[prevalence["condition"] == condition])
        added = np.stack([_excess(of_year, classes) for _, of_year in rows.groupby("year")])
        known = np.sort(rows["year"].unique()).astype(np.float64)
        use = 1 + np.stack([np.interp(when, known, cell) for cell in added.T], axis=1)
        factors *= use[1:] / use[:1]
    return factors


def _known(prevalence: DataFrame) -> DataFrame:
    """Rows that say when, and what having the condition does to use."""
    return prevalence[(prevalence["year"] > 0) & prevalence["excess_use"].notna()]


def _excess(rows: DataFrame, classes: Classes) -> Floats:
    """Share x (excess use - 1) of each cell, 0 where no row holds its age."""
    begin = np.maximum(rows["age_from"].to_numpy(np.float64), 0)
    end = rows["age_to"].to_numpy(np.float64)
    end = np.where(end < 0, _OLDEST, end + 1)
    added = rows["share"].to_numpy(np.float64) * (rows["excess_use"].to_numpy(np.float64) - 1)
    holds = (begin <= classes.middle[:, None]) & (classes.middle[:, None] < end)
    found = np.zeros((len(classes.sexes), len(classes.ages)))
    for at, sex in enumerate(classes.sexes):
        of_sex = (
            (rows["sex"] == sex).to_numpy()
            if (rows["sex"] == sex).any()
            else (rows["sex"] == BOTH).to_numpy()
        )
        matching = holds & of_sex
        found[at] = np.where(matching.any(axis=1), added[matching.argmax(axis=1)], 0.0)
    return found.reshape(-1)
