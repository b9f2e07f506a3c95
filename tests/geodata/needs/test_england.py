"""Three English districts in the official projection, weighed by what GP practices are paid by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from geodata.needs.base import base_of
from geodata.needs.classes import Classes, common_classes
from geodata.needs.drivers import DRIVERS
from geodata.needs.intervals import lognormal, population_error, spans
from geodata.needs.need import Ahead, Need, need
from geodata.needs.outlook import Outlook
from geodata.needs.people import people_by_shares
from geodata.needs.people_tables import projected

DISTRICTS = ("E06000001", "E06000005", "E06000047")
"""Hartlepool, Darlington, County Durham."""
WEIGHTS = {
    "1": {0: 3.97, 5: 1.0, 15: 1.02, 45: 2.15, 65: 4.19, 75: 5.18, 85: 6.27},
    "2": {0: 3.64, 5: 1.04, 15: 2.19, 45: 3.36, 65: 4.90, 75: 6.56, 85: 6.72},
}
"""Relative workload by sex and age in the Global Sum formula of 2004 (Carr-Hill)."""


@pytest.fixture(scope="module")
def projections(shared: Path) -> DataFrame:
    table = pd.read_csv(shared / "needs/england/ons_snpp_three_districts.csv", keep_default_na=False)
    return table.assign(
        variant=table["projection"],
        area=-1,
        sex=table["sex"].map({"m": "1", "f": "2"}),
        age_to=pd.to_numeric(table["age_to"], errors="coerce").fillna(-1).astype(int),
    )


def people(projections: DataFrame, variant: str, *years: int) -> np.ndarray:
    """People of the districts by five-year classes and sex."""
    classes = common_classes([projections], width=5)
    return projected(projections, (variant,), years, classes, DISTRICTS, 3).of(variant, np.arange(3))[0]


def weights(classes: Classes) -> np.ndarray:
    return np.array(
        [
            [bands[max(begin for begin in bands if begin <= age)] for age in classes.ages]
            for bands in (WEIGHTS[sex] for sex in classes.sexes)
        ]
    ).reshape(-1)


@pytest.fixture(scope="module")
def found(projections: DataFrame) -> Need:
    classes = common_classes([projections], width=5)
    each = np.arange(3)
    whole = people(projections, "2016-based", 2016, 2029)
    today = whole[0]
    base = base_of(2016, classes, today, today.sum(axis=0) * weights(classes), np.arange(classes.count))
    ahead = Ahead((2029,), people_by_shares(today, each, whole[1:]))
    return need(base, ahead, Outlook(2029, "2016-based"))


def test_classes_are_by_five_years_and_sex(projections: DataFrame) -> None:
    assert common_classes([projections], width=5) == Classes(tuple(range(0, 95, 5)), ("1", "2"))


@pytest.mark.parametrize(
    ("place", "persons", "before", "after"),
    [
        (0, 92845, 248533.17, 260986.87),
        (1, 106327, 288093.93, 305987.43),
        (2, 521776, 1416410.86, 1534527.18),
    ],
)
def test_need_of_each_district_is_as_published_weights_have_it(
    found: Need, place: int, persons: int, before: float, after: float
) -> None:
    assert found.residents[place] == persons
    assert found.base[place] == pytest.approx(before, abs=0.005)
    assert found.use[0, place] == pytest.approx(after, abs=0.005)


def test_county_durham_grows_by_its_people_and_more_by_their_age(found: Need) -> None:
    assert found.use[0, 2] / found.base[2] - 1 == pytest.approx(0.08339, abs=5e-6)
    drivers = dict(zip(DRIVERS, found.drivers[:, 0, 2], strict=True))
    assert drivers["size"] == pytest.approx(54277.59, abs=0.005)
    assert drivers["ageing"] == pytest.approx(63838.73, abs=0.005)


def test_residents_of_county_durham_grow_by_less_than_its_need(projections: DataFrame) -> None:
    whole = people(projections, "2016-based", 2016, 2029)
    assert whole[1, 2].sum() / whole[0, 2].sum() - 1 == pytest.approx(0.03749, abs=5e-6)


def test_a_newer_projection_lies_within_the_interval_of_an_older_one(projections: DataFrame) -> None:
    older, newer = (
        people(projections, variant, 2014 if variant == "2014-based" else 2016, 2027).sum(axis=2)
        for variant in ("2014-based", "2016-based")
    )
    assert [older[1, 2], newer[1, 2]] == [546200, 538788]
    interval = lognormal(older[1], population_error(older[0], np.array([13.0])))
    assert spans(interval, newer[1]).all()


def test_variants_that_end_at_other_ages_are_counted_in_common_classes(shared: Path) -> None:
    """The principal projection of England ends at 105 and over, high and low at 90 and over."""
    table = pd.read_csv(shared / "needs/england/ons_npp_2018_variants_england.csv", keep_default_na=False)
    table = table.assign(
        municipality_id="E92000001",
        area=-1,
        sex=table["sex"].map({"m": "1", "f": "2"}),
        age_to=pd.to_numeric(table["age_to"], errors="coerce").fillna(-1).astype(int),
    )
    classes = common_classes([table])
    assert classes == Classes(tuple(range(91)), ("1", "2"))
    variants = ("low", "principal", "high")
    found = projected(table, variants, (2018, 2035), classes, ("E92000001",), 1)
    england = [found.of(variant, np.zeros(1, np.int64))[0].sum(axis=(1, 2)) for variant in variants]
    assert [round(year) for year in np.array(england)[:, 1]] == [57519433, 60183914, 62441882]
    assert round(england[1][0]) == 55977178
