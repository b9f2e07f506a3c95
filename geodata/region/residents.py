"""How many people live in each area, of all ages or of some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.region.age_classes import within_group
from geodata.region.region import Region

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_OLDEST = 10_000
"""Years, past every age: the end of a class that has none."""


@lru_cache(maxsize=32)
def persons(region: Region, key: str = "") -> Ints:
    """Residents of each area.

    Of several years the one that `residents_date` names counts, else the latest.

    Parameters
    ----------
    region : Region
    key : str
        Of an age group of the settings; "" for all ages.

    Returns
    -------
    int64, shape (areas,)
        Of the rows whose ages lie wholly within the group: 0 where the region does not know.
    """
    return _counted(_of_one_year(region.population, region.settings.residents_date), region, key)


@lru_cache(maxsize=16)
def between(region: Region, age_from: int, age_to: int | None = None) -> Floats:
    """Residents of some ages in each area, by the age classes of the population table itself.

    Parameters
    ----------
    region : Region
    age_from : int
        Whole years, inclusive.
    age_to : int, optional
        Inclusive; None for an open end.

    Returns
    -------
    float64, shape (areas,)
        NaN where a class with residents holds both these ages and others: nobody knows how many.
    """
    rows = _of_one_year(region.population, region.settings.residents_date)
    area, people = rows["area"].to_numpy(), rows["persons"].to_numpy(np.float64)
    begin, end = (rows[name].to_numpy(np.int64) for name in ("age_from", "age_to"))
    begin, end = np.maximum(begin, 0), np.where(end < 0, _OLDEST, end)
    last = _OLDEST if age_to is None else age_to
    inside = (begin >= age_from) & (end <= last)
    astride = ~inside & (begin <= last) & (end >= age_from) & (people > 0)
    counted = np.bincount(area[inside], people[inside], minlength=len(region.areas)).astype(np.float64)
    counted[area[astride]] = np.nan
    return counted


@lru_cache(maxsize=4)
def sexes(region: Region) -> tuple[str, ...]:
    """Sexes that residents are counted by: "1" men, "2" women; none where any are counted together."""
    rows = _of_one_year(region.population, region.settings.residents_date)
    found = tuple(sorted(rows["sex"].astype(str).unique())) if "sex" in rows else ()
    return found if "" not in found else ()


@lru_cache(maxsize=16)
def persons_of_sex(region: Region, sex: str, key: str = "") -> Ints:
    """Residents of a sex in each area, of all ages or of an age group, as `persons` counts them."""
    rows = _of_one_year(region.population, region.settings.residents_date)
    rows = rows[rows["sex"].astype(str) == sex]
    return _counted(rows, region, key)


@lru_cache(maxsize=4)
def known_age_groups(region: Region) -> tuple[str, ...]:
    """Keys of the age groups whose residents are known, in the order of the settings."""
    return tuple(
        key
        for key, group in region.settings.age_groups.items()
        if within_group(region.population, group).any()
    )


def year_counted(years: Iterable[int], residents_date: str) -> int | None:
    """Year of several that residents are counted of: the one that `residents_date` names, else the latest.

    Of no years it is the one named, None where none is.
    """
    known = sorted({int(year) for year in years if year > 0})
    found = re.match(r"\d{4}", residents_date)
    named = int(found[0]) if found else None
    return named if named in known or not known else known[-1]


def _counted(rows: DataFrame, region: Region, key: str) -> Ints:
    if key:
        rows = rows[within_group(rows, region.settings.age_groups[key])]
    counted = np.bincount(rows["area"].to_numpy(), rows["persons"].to_numpy(), minlength=len(region.areas))
    return np.rint(counted).astype(np.int64)


def _of_one_year(population: DataFrame, residents_date: str) -> DataFrame:
    years = population["year"].unique()
    if len(years) <= 1:
        return population
    return population[population["year"] == year_counted(years, residents_date)]
