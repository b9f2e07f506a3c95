"""Residents of the demo to come, by municipality, sex and age: a cohort component model of invented rates.

Every year each cohort is a year older, less those who die (Gompertz 1825, doi 10.1098/rstl.1825.0026), with
those who are born and who move (Preston, Heuveline & Guillot 2001, *Demography*, chapter 6).
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.residents import AGES, AGES_FROM, men_of

BASE, LAST = 2025, 2045
OLDEST = 100  # the last year of age, and all beyond
CLASS_YEARS, CLASS_LAST = 5, 95  # of ages as they are published: 0-4, 5-9 ... 95+
SEXES = ("1", "2")
VARIANTS = {"": 0.0, "high": 0.004, "low": -0.004}  # more or fewer who move in, as a share of all, a year

# Invented, of a plausible size: deaths, children and moves.
HAZARD_AT_60 = (0.0058, 0.0038)  # men, women
HAZARD_DOUBLES = 7.0  # years of age
HAZARD_FALLS = 0.012  # a year
CHILDREN = 1.55  # a woman
MOTHERS, MOTHERS_SPREAD = 31.0, 5.4  # years
BOYS = 0.514
MOVERS, MOVERS_SPREAD = 27.0, 9.0  # years; most who move are young
TOWN, COUNTRY = 0.004, -0.006  # net moves a year where nobody lives in the countryside, and where all do

Floats = NDArray[np.float64]


def projections(people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Projection in the form of a statistics office: a column a year, a row a municipality, sex and age.

    The first year is that of the residents, who are as many by municipality, sex and age class.

    Parameters
    ----------
    people : GeoDataFrame
        As `geodata.demo.residents.residents` gives them.

    Returns
    -------
    DataFrame
        `municipality_id`, `variant` ("" the main one), `sex` ("1" men, "2" women), `age` ("0-4" to "95+"),
        and a column of persons for each of the years, with decimals.
    """
    codes = sorted(people["municipality_id"].unique())
    start = _start(people, codes)
    home = people["municipality_id"]
    in_country = people["rural"].mul(people["persons"]).groupby(home).sum()
    rural: Floats = (in_country / people["persons"].groupby(home).sum()).loc[codes].to_numpy(float)
    parts = []
    for variant, more in VARIANTS.items():
        moves = TOWN + (COUNTRY - TOWN) * rural + more
        years = np.stack([_published(each) for each in _years(start, moves)], axis=-1)
        index = pd.MultiIndex.from_product(
            [codes, [variant], SEXES, _classes()], names=["municipality_id", "variant", "sex", "age"]
        )
        columns = [str(year) for year in range(BASE, LAST + 1)]
        parts.append(pd.DataFrame(years.reshape(len(index), -1).round(4), index=index, columns=columns))
    return pd.concat(parts).reset_index()


def life_expectancy() -> pd.DataFrame:
    """Remaining years of those who live as long as the projection has it: `year`, `sex`, `age`, `years`.

    By the deaths of one year, half a year for that in which a person dies (Preston et al. 2001, chapter 3).
    """
    index = pd.MultiIndex.from_product(
        [range(BASE, LAST + 1), SEXES, range(OLDEST + 1)], names=["year", "sex", "age"]
    )
    years = []
    for year in range(BASE, LAST + 1):
        alive = np.exp(-np.cumsum(hazards(year), axis=1))  # at the end of each age
        beginning = np.hstack([np.ones((len(SEXES), 1)), alive[:, :-1]])
        lived = (alive + beginning) / 2
        lived[:, -1] = beginning[:, -1] / hazards(year)[:, -1]  # the last age is open
        years.append(np.cumsum(lived[:, ::-1], axis=1)[:, ::-1] / beginning)
    return pd.DataFrame({"years": np.concatenate(years).ravel().round(2)}, index=index).reset_index()


def hazards(year: int) -> Floats:
    """Deaths of a person in a year, by sex and year of age, shape (2, `OLDEST` + 1)."""
    age = np.arange(OLDEST + 1)
    at_60 = np.array(HAZARD_AT_60)[:, None] * np.exp(-HAZARD_FALLS * (year - BASE))
    return np.asarray(np.minimum(at_60 * 2.0 ** ((age - 60) / HAZARD_DOUBLES), 0.7))


def _start(people: gpd.GeoDataFrame, codes: list[str]) -> Floats:
    """Residents by year of age: each class as many as it has, spread as if all had lived by the hazards."""
    alive = np.exp(-np.cumsum(hazards(BASE), axis=1))
    ends = (*AGES_FROM[1:], OLDEST + 1)
    start = np.zeros((len(codes), len(SEXES), OLDEST + 1))
    for age, begin, end in zip(AGES, AGES_FROM, ends, strict=True):
        men = men_of(people, age)
        for sex, persons in enumerate((men, people[age] - men)):
            counted = persons.groupby(people["municipality_id"]).sum().loc[codes].to_numpy(float)
            spread = alive[sex, begin:end] / alive[sex, begin:end].sum()
            start[:, sex, begin:end] = counted[:, None] * spread
    return start


def _years(start: Floats, moves: Floats) -> list[Floats]:
    """Residents of every year, shape (municipalities, sexes, years of age) each."""
    age = np.arange(OLDEST + 1)
    mothers = _bell(age, MOTHERS, MOTHERS_SPREAD)
    movers = _bell(age, MOVERS, MOVERS_SPREAD)
    found = [start]
    for year in range(BASE, LAST):
        now = found[-1]
        left = now * np.exp(-hazards(year))
        then = np.zeros_like(now)
        then[..., 1:] = left[..., :-1]
        then[..., -1] += left[..., -1]
        born = CHILDREN * (now[:, 1] * mothers).sum(axis=1)
        then[..., 0] = born[:, None] * np.array([BOYS, 1 - BOYS])
        net = moves * now.sum(axis=(1, 2))
        who = then * movers
        then += net[:, None, None] * who / who.sum(axis=(1, 2), keepdims=True)
        found.append(then)
    return found


def _bell(age: NDArray[np.int64], middle: float, spread: float) -> Floats:
    """Weights about an age, whose sum is one."""
    weight = np.exp(-0.5 * ((age - middle) / spread) ** 2)
    return np.asarray(weight / weight.sum())


def _published(persons: Floats) -> Floats:
    """Years of age as classes."""
    begins = np.arange(0, CLASS_LAST + 1, CLASS_YEARS)
    return np.asarray(np.add.reduceat(persons, begins, axis=-1))


def _classes() -> list[str]:
    begins = range(0, CLASS_LAST, CLASS_YEARS)
    return [*(f"{begin}-{begin + CLASS_YEARS - 1}" for begin in begins), f"{CLASS_LAST}+"]
