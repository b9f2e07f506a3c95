"""Days and spans of days in one text."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.contract.day_spans import SPANS_MOST, day_spans


def test_days_and_spans_are_read_in_their_order() -> None:
    assert day_spans("2026-12-24; 2026-07-06/2026-08-02") == (
        (date(2026, 7, 6), date(2026, 8, 2)),
        (date(2026, 12, 24), date(2026, 12, 24)),
    )
    assert day_spans("") == ()


@pytest.mark.parametrize(
    "text",
    ["julen", "2026-13-01", "2026-08-02/2026-07-06", "2026-01-01/2026-01-02/2026-01-03", "24/12"],
)
def test_what_is_not_days_is_not_read_at_all(text: str) -> None:
    assert day_spans(f"2026-12-24; {text}") is None


def test_more_spans_than_anybody_writes_are_not_read() -> None:
    assert day_spans(";".join(["2026-12-24"] * SPANS_MOST)) is not None
    assert day_spans(";".join(["2026-12-24"] * (SPANS_MOST + 1))) is None
