"""How use changes between two periods, in classes that say neither good nor bad."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.layers.colours import MORE_OR_LESS
from dashboard.layers.use_change import UNKNOWN, UseChange
from geodata.assessment.assessment import Assessment, assess
from geodata.disclosure.published_cells import published
from geodata.focus.places import place_of
from geodata.measures.change import comparable, compared
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

BEFORE, NOW = (100, 200, 7), (106, 100, 20)
"""Visits of the three areas: 6 % more, half as many, and too few before to say."""


def two_years() -> Assessment:
    region = toy_region()
    rows = [
        {"area": area, "unit": 0, "period": period, "visits": count}
        for period, counts in (("2024", BEFORE), ("2025", NOW))
        for area, count in enumerate(counts)
    ]
    table = pd.DataFrame(rows).assign(care_form="gp", age_group="", cost=np.nan)
    region = replace(region, visits=published(table, region.municipalities))
    return assess(region, parse(region, {"period": "2025"}))


def test_an_area_has_the_class_of_its_change() -> None:
    assessment = two_years()
    fill = UseChange().values(assessment, place_of(assessment, "region"))
    assert fill.classes.tolist() == [4, 0, UNKNOWN]
    assert fill.hatched == (UNKNOWN,)
    assert fill.colours[:7] == list(MORE_OR_LESS)


def test_the_table_tells_both_periods_and_the_difference() -> None:
    assessment = two_years()
    table = UseChange().table(assessment, place_of(assessment, "region"))
    assert table.values["now"].tolist() == list(NOW)  # type: ignore[union-attr]
    assert table.values["before"].tolist() == list(BEFORE)  # type: ignore[union-attr]
    assert table.values["difference"].tolist() == [6, -100, 13]  # type: ignore[union-attr]
    assert list(table.values["change"]) == [0.06, -0.5, "why.too_few"]


def test_only_a_period_as_long_can_be_compared_with() -> None:
    region = toy_region()
    table = pd.DataFrame({"period": ["2024", "2024Q4", "2025Q3", "2025Q4"]})
    table = table.assign(area=0, unit=0, visits=9, care_form="gp", age_group="", cost=np.nan)
    region = replace(region, visits=published(table, region.municipalities))
    quarter = assess(region, parse(region, {"period": "2025Q4"}))
    assert list(comparable(quarter)) == ["2025Q3", "2024Q4"]
    assert compared(quarter) == "2024Q4", "the same of the year before"
    assert compared(quarter, "2025Q3") == "2025Q3"
    assert compared(quarter, "2024") == "2024Q4"


def test_one_period_alone_has_nothing_to_be_compared_with(toy: Assessment) -> None:
    assert not UseChange().available(toy)
    assert compared(toy) == ""
    assert list(UseChange().table(toy, place_of(toy, "region")).ids) == []
