"""The interval of a place's mean, against sums that can be done in the head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame

from geodata.assessment.assessment import assess
from geodata.comparison.intervals import wilson
from geodata.comparison.place_intervals import indicator_interval
from geodata.focus.places import place_of
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region

NAN = float("nan")


def judged(*rows: tuple[int, float, float]) -> Region:
    table = DataFrame(rows, columns=["unit", "value", "denominator"])
    told = table.assign(indicator="wait", period="2025", numerator=table["value"] * table["denominator"])
    return replace(toy_region(), indicators=told)


def test_where_all_use_units_of_one_share_the_interval_is_wilsons_of_the_effective_cases() -> None:
    region = judged((0, 0.5, 100), (2, 0.5, 100))
    assessment = assess(region, default_scenario(region))
    whole = place_of(assessment, "region")
    low, high = indicator_interval(assessment, whole, "wait")
    assert measures_of(region)["indicator_wait"].read(assessment, whole).value == 0.5
    assert low + high == pytest.approx(1.0)
    # Between that of the one unit's hundred cases and that of both units' two hundred.
    one, both = (wilson(np.array([count / 2]), np.array([count])) for count in (100.0, 200.0))
    assert one.low[0] < low < both.low[0]


def test_without_the_cases_of_a_unit_that_is_used_nothing_is_known() -> None:
    for rows in (((0, 0.5, 100), (2, 0.5, NAN)), ((0, 1.0, 100), (2, 1.0, 100))):
        region = judged(*rows)
        assessment = assess(region, default_scenario(region))
        assert np.isnan(indicator_interval(assessment, place_of(assessment, "region"), "wait")).all()
