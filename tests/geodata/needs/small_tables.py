"""A region's tables for looking ahead: two municipalities of two areas, by five-year classes and sex."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame

from geodata.needs.tables import CountedUse, NeedTables

MUNICIPALITY = np.array([0, 0, 1, 1])
AGES = [(age, age + 4) for age in range(0, 90, 5)] + [(90, -1)]
YEARS = range(2015, 2026)
GROUPS = ((0, 19), (20, 64), (65, 79), (80, -1))
RATES = np.repeat([1.0, 2.0, 5.0, 9.0], [4, 9, 3, 3])


def persons(area: int, year: int, age: int) -> float:
    """Residents of each sex: more in every area but the first, and older everywhere."""
    return 40 + 10 * area + (year - 2015) * (area + age / 30)


def need_tables() -> NeedTables:
    """Residents of 2015 to 2025, and a projection that goes on alike, with more in its high variant."""
    cells = [(sex, begin, end) for sex in ("1", "2") for begin, end in AGES]
    population = DataFrame(
        [
            (area, year, sex, begin, end, persons(area, year, begin))
            for area in range(4)
            for year in YEARS
            for sex, begin, end in cells
        ],
        columns=["area", "year", "sex", "age_from", "age_to", "persons"],
    )
    projections = DataFrame(
        [
            (name, -1, year, sex, begin, end, variant, factor * sum(persons(at, year, begin) for at in areas))
            for name, areas in (("0001", (0, 1)), ("0002", (2, 3)))
            for year in range(2024, 2041)
            for sex, begin, end in cells
            for variant, factor in (("", 1.0), ("high", 1.1))
        ],
        columns=["municipality_id", "area", "year", "sex", "age_from", "age_to", "variant", "persons"],
    )
    life = DataFrame(
        [
            (year, sex, age, 90.0 - age + (year - 2020) / 10)
            for year in (2020, 2040)
            for sex in ("1", "2")
            for age in (0, 65)
        ],
        columns=["year", "sex", "age", "years"],
    )
    prevalence = DataFrame(
        [("diabetes", "", 65, -1, share, year, 3.0) for year, share in ((2020, 0.1), (2040, 0.2))],
        columns=["condition", "sex", "age_from", "age_to", "share", "year", "excess_use"],
    )
    return NeedTables(2025, population, projections, ("0001", "0002"), MUNICIPALITY, life, prevalence)


def use_of(tables: NeedTables, year: int) -> CountedUse:
    """Use by `RATES` and no chance, so that areas differ by their ages alone; known since 2018."""
    rows = tables.population.assign(
        visits=tables.population["persons"] * RATES[tables.population["age_from"].to_numpy() // 5]
    )
    by_year = rows.pivot_table(index="year", columns="area", values="visits", aggfunc="sum")
    known = [each for each in by_year.index if 2018 <= each <= year]
    now = rows[rows["year"] == year]
    by_group = [
        now.loc[now["age_from"].between(begin, end if end >= 0 else 200), "visits"].sum()
        for begin, end in GROUPS
    ]
    return CountedUse(
        GROUPS, np.array(by_group), by_year.loc[year].to_numpy(), tuple(known), by_year.loc[known].to_numpy()
    )
