"""Ages are read as statistics offices write them, and what is no age is named."""

from __future__ import annotations

import numpy as np
import pytest
from pandas import Series

from geodata.contract.settings import RegionSettings
from geodata.sources.age_spans import age_spans
from geodata.sources.typed import typed
from tests.small_region import small_settings

SETTINGS: RegionSettings = small_settings()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("17", 17, 17),
        ("0 år", 0, 0),
        ("5-9", 5, 9),
        ("65–79 years", 65, 79),
        ("-4", None, 4),
        ("80-", 80, None),
        ("100+", 100, None),
        ("100+ år", 100, None),
        ("65-w", 65, None),
        ("85 år och äldre", 85, None),
        ("90 and over", 90, None),
        ("20 till 64", 20, 64),
        ("totalt", None, None),
        ("", None, None),
    ],
)
def test_ages_are_read_as_they_are_written(text: str, first: int | None, last: int | None) -> None:
    begin, end, unreadable = age_spans(Series([text]))
    for found, expected in ((begin[0], first), (end[0], last)):
        assert np.isnan(found) if expected is None else found == expected
    assert not unreadable.any()


@pytest.mark.parametrize("text", ["05-sep", "9-5", "200", "-", "under ett", "1.5", "0-4-9", "år"])
def test_what_is_no_age_is_named(text: str) -> None:
    assert age_spans(Series([text, "17"]))[2].tolist() == [True, False]


def test_sexes_are_read_as_they_are_written_and_a_total_is_both() -> None:
    words = ["1", "2", "1+2", "m", "f", "Män", "kvinnor", "Totalt", "", "0", "pojkar"]
    found = typed("sex", Series(words), SETTINGS)
    assert found.values.tolist() == ["1", "2", "", "1", "2", "1", "2", "", "", "", ""]
    assert found.bad["unknown_sex"].tolist() == [False] * 9 + [True] * 2
