"""What is of fewer than eight cases is in no region, whatever that is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from geodata.comparison.figures import figures
from geodata.region.few_cases import of_few
from geodata.region.indicator_values import Values
from geodata.region.region import Region
from tests.toy_region import toy_region

COLUMNS = ["indicator", "unit", "area", "period", "value", "numerator", "denominator"]


def judged(*rows: tuple[object, ...]) -> Region:
    """The toy region with these rows of its indicator."""
    return replace(toy_region(), indicators=DataFrame(rows, columns=COLUMNS))


@pytest.mark.parametrize("unit", ["share", "number", "minutes", "currency"])
def test_a_figure_of_seven_cases_is_hidden_with_its_counts_and_one_of_eight_is_not(unit: str) -> None:
    toy = toy_region()
    wait = replace(toy.settings.indicators["wait"], unit=unit)
    settings = replace(toy.settings, indicators={"wait": wait})
    rows = DataFrame(
        [("wait", 0, -1, "2025", 0.5, 3.5, 7.0), ("wait", 2, -1, "2025", 0.5, 4.0, 8.0)], columns=COLUMNS
    )
    table = replace(toy, settings=settings, indicators=rows).indicators
    assert table["few"].tolist() == [True, False]
    assert table[["value", "numerator", "denominator"]].isna().to_numpy().tolist() == [
        [True] * 3,
        [False] * 3,
    ]


def test_a_figure_whose_cases_are_not_told_is_shown() -> None:
    assert not toy_region().indicators["few"].any()


def test_an_exact_share_of_few_cases_by_its_own_digits_is_hidden_too() -> None:
    toy = toy_region()
    exact = replace(toy.settings.indicators["wait"], exact=True)
    settings = replace(toy.settings, indicators={"wait": exact})
    rows = [
        ("wait", 0, -1, "2025", 3 / 7, np.nan, np.nan),
        ("wait", 2, -1, "2025", 163 / 289, np.nan, np.nan),
    ]
    table = replace(toy, settings=settings, indicators=DataFrame(rows, columns=COLUMNS)).indicators
    assert table["few"].tolist() == [True, False]


def test_what_is_hidden_stays_hidden_when_a_region_is_made_of_another() -> None:
    region = judged(("wait", 0, -1, "2025", 0.5, 2, 4), ("wait", 2, -1, "2025", 0.5, 20, 40))
    assert replace(region, version="0" * 12).indicators is region.indicators
    assert of_few(region.indicators, region.units.index, region.areas.index).tolist() == ["u-north"]


def test_a_quarter_of_few_cases_is_no_part_of_its_year_or_the_others_would_tell_it() -> None:
    region = judged(
        ("wait", 0, -1, "2025Q1", 0.5, 10, 20),
        ("wait", 0, -1, "2025Q2", 1.0, 3, 3),
        ("wait", 2, -1, "2025Q1", 0.5, 2, 4),
        ("wait", 2, -1, "2025Q2", 0.5, 3, 6),
    )
    year = figures(region, "wait", "2025")
    assert (year.events[0], year.cases[0], bool(year.few[0])) == (10, 20, False)
    assert (np.isnan(year.value[2]), bool(year.few[2])) == (True, True)


def test_an_older_value_does_not_stand_in_for_a_hidden_one() -> None:
    region = judged(("wait", 0, -1, "2024", 0.9, 90, 100), ("wait", 0, -1, "2025", 0.5, 2, 4))
    values = Values.from_table(region.indicators, ("wait",))
    assert np.isnan(values.latest(date(2025, 6, 30), 3)["wait"][0])
    assert values.few(date(2025, 6, 30), 3)["wait"].tolist() == [True, False, False]
    assert values.latest(date(2024, 6, 30), 3)["wait"][0] == 0.9


def test_rows_of_areas_are_hidden_as_those_of_units_are() -> None:
    region = judged(("wait", -1, 1, "2025", 0.5, 2, 4))
    assert region.indicators["value"].isna().all()
    assert of_few(region.indicators, region.units.index, region.areas.index).tolist() == ["A2"]
