"""Years of life that are gained, and how many of them are spent in health."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.needs.classes import BOTH, Classes
from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]


def gained_years(
    life_expectancy: DataFrame, classes: Classes, base_year: int, years: Sequence[int]
) -> Floats:
    """Gain in remaining years of life since the base year, at the age in the middle of each class.

    Parameters
    ----------
    life_expectancy : DataFrame
        `year`, `sex` ("" both), `age`, `years` that remain.
    classes : Classes
    base_year : int
    years : sequence of int

    Returns
    -------
    float64, shape (years, cells)
        Between years and ages of the table on straight lines, after its last year and oldest age as there;
        below its youngest age nothing is gained, because nothing is known.

    Raises
    ------
    NeedsError
        If the table does not begin by the base year.
    """
    if not len(life_expectancy) or int(life_expectancy["year"].min()) > base_year:
        raise NeedsError(f"remaining years of life are not known of {base_year} or before")
    when = np.array([base_year, *years], np.float64)
    gains = []
    for sex in classes.sexes:
        table = (
            _of_sex(life_expectancy, sex)
            .pivot_table(index="year", columns="age", values="years")
            .sort_index()
        )
        ages = table.columns.to_numpy(np.float64)
        left = np.stack([_at(when, table[age].dropna()) for age in table.columns], axis=1)
        gain = left[1:] - left[:1]
        gains.append(np.stack([np.interp(classes.middle, ages, row, left=0.0) for row in gain]))
    return np.concatenate(gains, axis=1)


def health_factors(rates: Floats, classes: Classes, gains: Floats, health: float) -> Floats:
    """What better health does to use per person: the need at age x is that of x - h n.

    n is the gain in remaining years, and h how much of it is spent in health: 0, people live longer as
    ill as today; 1, every year that is gained is a healthy one; the truth may lie between (Fries 1980, doi
    10.1056/NEJM198007173030304; Manton 1982, doi 10.2307/3349767). As in the EU's Ageing Report, ages at
    which use per person does not rise with age stay as they are: better health never adds to the need.

    Parameters
    ----------
    rates : float64, shape (cells,)
        Use per person; taken to hold at the middle of each class, and between on straight lines.
    classes : Classes
    gains : float64, shape (years, cells)
        See `gained_years`; what is below 0 counts as 0.
    health : float
        0 to 1.

    Returns
    -------
    float64, shape (years, cells)
        0 to 1.
    """
    younger = np.tile(classes.middle, len(classes.sexes)) - health * np.maximum(gains, 0.0)
    by_sex, ages = classes.split(rates), classes.split(younger)
    shifted = np.stack(
        [np.interp(ages[:, sex], classes.middle, by_sex[sex]) for sex in range(len(classes.sexes))], axis=1
    ).reshape(gains.shape)
    relative = np.divide(shifted, rates, out=np.ones_like(shifted), where=rates > 0)
    factors: Floats = np.minimum(1.0, relative)
    return factors


def _of_sex(table: DataFrame, sex: str) -> DataFrame:
    """Rows of a sex, else of both together; of both, else the mean of the two."""
    for wanted in (sex, BOTH):
        if (table["sex"] == wanted).any():
            return table[table["sex"] == wanted]
    if sex != BOTH:
        raise NeedsError(f"remaining years of life are given neither of sex {sex!r} nor of both together")
    return table


def _at(when: Floats, years: Series[float]) -> Floats:
    found: Floats = np.interp(when, years.index.to_numpy(np.float64), years.to_numpy(np.float64))
    return found
