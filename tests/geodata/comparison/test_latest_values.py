"""The latest figure of each unit, and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from geodata.comparison.latest_values import latest_values, share_interval, versus_region
from tests.toy_region import toy_settings

ROWS = DataFrame(
    [
        ("wait", 0, "2025Q2", 0.9, 90.0, 100.0),
        ("wait", 0, "2025Q1", 0.8, 80.0, 100.0),
        ("wait", 1, "2026", 0.7, 7.0, 10.0),
        ("other", 1, "2025", 0.5, 1.0, 2.0),
        ("wait", -1, "2025", 0.1, 1.0, 10.0),
    ],
    columns=["indicator", "unit", "period", "value", "numerator", "denominator"],
).assign(few=False)


def test_the_latest_period_that_had_begun_counts() -> None:
    found = latest_values(ROWS, "wait", date(2025, 12, 31), 3)
    assert found["period"].tolist() == ["2025Q2", "", ""]
    assert found["value"].iloc[0] == 0.9
    assert found["value"].isna().tolist() == [False, True, True]
    assert latest_values(ROWS, "wait", date(2026, 1, 1), 3)["period"].tolist() == ["2025Q2", "2026", ""]


def test_the_interval_is_wilsons_with_or_without_a_numerator() -> None:
    rows = DataFrame(
        {
            "value": [0.5, 0.0, 1.0, 0.5, 0.5],
            "numerator": [5.0, np.nan, np.nan, 5.0, 5.0],
            "denominator": [10.0, 10.0, 10.0, np.nan, 0.0],
        }
    )
    low, high = share_interval(rows)
    # Newcombe 1998, table I, method 3, for 0 of 10 and by symmetry 10 of 10: 0 to 0.2775.
    assert low[:3] == pytest.approx([0.2366, 0.0, 0.7225], abs=5e-5)
    assert high[:3] == pytest.approx([0.7634, 0.2775, 1.0], abs=5e-5)
    assert np.isnan([*low[3:], *high[3:]]).all()


def test_only_an_interval_beside_the_regions_value_is_better_or_worse() -> None:
    higher = toy_settings().indicators["wait"]
    lower = replace(higher, better="lower")
    assert versus_region(0.6, 0.8, 0.7, higher) == "alike"
    assert (versus_region(0.6, 0.8, 0.5, higher), versus_region(0.6, 0.8, 0.5, lower)) == ("better", "worse")
    assert (versus_region(0.6, 0.8, 0.9, higher), versus_region(0.6, 0.8, 0.9, lower)) == ("worse", "better")
    assert versus_region(float("nan"), float("nan"), 0.9, higher) == ""
