"""Who is listed where in the demo: by the last quarter's visits to units that are still open."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.quarters import PERIODS
from geodata.demo.residents import AGES, AGES_FROM, AGES_TO, men_of
from geodata.demo.visits import ABROAD, UNKNOWN_HOME

YEAR = "2025"
YEAR_ENDS = f"{YEAR}-12-31"
UNLISTED = 0.019  # share of residents who are listed nowhere in the county
LISTED_ABROAD = 0.006  # listed who live elsewhere, for each who lives in the county
VISITS_OF_PATIENT = {"rehab": 4.5, "hemtjanst": 130.0}  # a year
COLUMNS = ["unit_id", "period", "area_id", "sex", "age_from", "age_to", "persons"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def payable(units: pd.DataFrame) -> NDArray[np.bool_]:
    """Units that the county or one of its municipalities pays: all but those across its border."""
    return ((units["municipality_id"] != "") | units["x"].isna()).to_numpy(bool)


def open_at_year_end(units: pd.DataFrame) -> NDArray[np.bool_]:
    """Units that are paid and have not closed by the last day of the year."""
    closed = units["closed"].where(units["closed"] != "", "9999-12-31")
    return payable(units) & (closed > YEAR_ENDS).to_numpy(bool)


def lists(county: str, people: gpd.GeoDataFrame, units: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Persons of each unit at the end of the year: `COLUMNS`; none of 0, and some of elsewhere.

    At health centres they are those who are listed: of an area they divide as its visits of the last quarter
    do, drawn at random by sex and age. At other units they are the year's patients, without their sex: a
    visit is a new patient's by a chance of one in `VISITS_OF_PATIENT`. Who lives elsewhere is of `ABROAD`.
    """
    rng = np.random.default_rng([int(county), *b"lists"])
    open_units = units.loc[open_at_year_end(units), ["unit_id", "care_form"]]
    counted = visits[visits["unit_id"].isin(open_units["unit_id"])]
    parts = [_listed(people, counted[counted["care_form"] == "vardcentral"], rng)]
    parts += [_patients(counted[counted["care_form"] == form], form, rng) for form in VISITS_OF_PATIENT]
    table = pd.concat(parts, ignore_index=True)
    table["period"] = YEAR
    table["age_from"] = np.array(AGES_FROM)[table["age"]]
    table["age_to"] = pd.array([AGES_TO[age] for age in table["age"]], dtype="Int64")
    order = ["unit_id", "area_id", "age_from", "sex"]
    return table[COLUMNS].sort_values(order, ignore_index=True)


def _listed(people: gpd.GeoDataFrame, visits: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Listed by area, unit, sex and age: all residents but a few, and a few from elsewhere."""
    last = visits[visits["period"] == PERIODS[-1]]
    pairs = last.groupby(["area_id", "unit_id"], observed=True)["visits"].sum()
    by_area = {str(area): each.droplevel(0) for area, each in pairs.groupby(level=0, observed=True)}
    groups = _groups(people)
    rows = [
        row
        for area, persons in zip(people["area_id"], groups, strict=True)
        if area in by_area
        for row in _divided(area, rng.binomial(persons, 1 - UNLISTED), by_area[area], rng)
    ]
    if ABROAD in by_area:
        away = rng.binomial(groups.sum(axis=0), LISTED_ABROAD)
        rows += _divided(ABROAD, away, by_area[ABROAD], rng)
    return pd.DataFrame(rows, columns=["unit_id", "area_id", "sex", "age", "persons"])


def _groups(people: gpd.GeoDataFrame) -> Ints:
    """Residents by area, sex and age, shape (areas, sexes x ages): men of each age, then women."""
    men = np.stack([men_of(people, age).to_numpy() for age in AGES], axis=1)
    return np.hstack([men, people[list(AGES)].to_numpy() - men]).astype(np.int64)


def _divided(
    area: str, persons: Ints, visits: pd.Series[int], rng: np.random.Generator
) -> Iterator[tuple[str, str, str, int, int]]:
    drawn = rng.multinomial(persons, (visits / visits.sum()).to_numpy(float))
    for group, column in zip(*np.nonzero(drawn), strict=True):
        sex, age = divmod(int(group), len(AGES))
        yield str(visits.index[column]), area, "12"[sex], age, int(drawn[group, column])


def _patients(visits: pd.DataFrame, form: str, rng: np.random.Generator) -> pd.DataFrame:
    """Patients of the year by area, unit and age."""
    year = visits[visits["period"].astype(str).str.startswith(YEAR)]
    keys = ["unit_id", "area_id", "age_group"]
    sums = year[year["area_id"] != UNKNOWN_HOME].groupby(keys, observed=True)["visits"].sum().reset_index()
    table = pd.DataFrame(
        {
            "unit_id": sums["unit_id"].astype(str),
            "area_id": sums["area_id"].astype(str),
            "sex": "",
            "age": [AGES.index(age) for age in sums["age_group"]],
            "persons": rng.binomial(sums["visits"], 1 / VISITS_OF_PATIENT[form]),
        }
    )
    same = ["unit_id", "area_id", "sex", "age"]
    return table[table["persons"] > 0].groupby(same)["persons"].sum().reset_index()
