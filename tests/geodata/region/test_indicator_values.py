from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from pandas import DataFrame

from geodata.region.indicator_values import Values, on_wrong_side
from tests.toy_region import toy_settings

KEYS = ("wait", "calls")
TABLE = DataFrame(
    [
        ("wait", 0, "2024", 0.6),
        ("wait", 0, "2025", 0.4),
        ("wait", 1, "2025Q3", 0.9),
        ("calls", 1, "", 12.0),
        ("other", 1, "2025", 1.0),
        ("wait", -1, "2025", 1.0),
        ("wait", 2, "2025", np.nan),
    ],
    columns=["indicator", "unit", "period", "value"],
).assign(few=False)


def latest(day: date) -> DataFrame:
    return Values.from_table(TABLE, KEYS).latest(day, 3)


def test_the_latest_value_that_had_begun_counts() -> None:
    values = latest(date(2025, 6, 30))
    assert list(values.columns) == ["wait", "calls"]
    assert values.index.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(values["wait"], [0.4, np.nan, np.nan])
    np.testing.assert_array_equal(values["calls"], [np.nan, 12, np.nan])
    np.testing.assert_array_equal(latest(date(2024, 6, 30))["wait"], [0.6, *[np.nan] * 2])
    np.testing.assert_array_equal(latest(date.max)["wait"], [0.4, 0.9, np.nan])


def test_no_indicators_are_no_values() -> None:
    assert (
        Values.from_table(TABLE.iloc[:0], KEYS).latest(date.max, 2).isna().to_numpy().tolist()
        == [[True, True]] * 2
    )
    assert Values.from_table(TABLE, ()).latest(date.max, 2).shape == (2, 0)


def test_the_wrong_side_depends_on_which_way_is_better_and_unknown_is_neither() -> None:
    indicator = toy_settings().indicators["wait"]  # higher is better, 0.5 the threshold
    values = DataFrame({"wait": [0.4, 0.5, 0.6, np.nan]})
    assert on_wrong_side(values, {"wait": indicator}).tolist() == [True, False, False, False]
    lower = replace(indicator, better="lower")
    assert on_wrong_side(values, {"wait": lower}).tolist() == [False, False, True, False]
    free = replace(indicator, threshold=None)
    assert not on_wrong_side(values, {"wait": free}).any()
    assert not on_wrong_side(values, {"calls": indicator}).any()
