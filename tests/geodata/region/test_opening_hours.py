"""Opening hours as people write them: understood whole, or not at all."""

from __future__ import annotations

import pytest

from geodata.region.opening_hours import open_evenings, open_weekends, weekly_hours


@pytest.mark.parametrize(
    ("text", "evening", "weekend"),
    [
        ("Måndag–fredag 8–17", False, False),
        ("Måndag–torsdag 8–17, fredag 8–15", False, False),
        ("Måndag–fredag 8–19, lördag 10–14", True, True),
        ("Torsdagar 8–18", True, False),
        ("Mån och ons 8-20", True, False),
        ("Vardagar kl. 8.30-17.30", False, False),
        ("Alla dagar dygnet runt", True, True),
        ("Helger 10–14", False, True),
        ("Mon-Fri 9:00-17:00; Sat 9:00-12:00", False, True),
        ("Mån-fre 08.00-17.00, lör stängt", False, False),
    ],
)
def test_days_and_times_are_understood(text: str, evening: bool, weekend: bool) -> None:
    week = weekly_hours(text)
    assert week is not None
    assert (open_evenings(week), open_weekends(week)) == (evening, weekend)


def test_a_week_has_seven_days_of_spans_in_minutes() -> None:
    week = weekly_hours("Måndag–torsdag 8–12, måndag 13–17.30, lördag dygnet runt")
    assert week is not None
    assert week[0] == ((480, 720), (780, 1050))
    assert week[1:4] == (((480, 720),),) * 3
    assert week[4:] == ((), ((0, 1440),), ())


@pytest.mark.parametrize(
    "text",
    ["", "Ring för tid", "8–17", "Måndag–fredag 8–17 men inte i juli", "Måndag 17–8", "Öppet dygnet runt"],
)
def test_what_is_not_wholly_understood_is_not_known(text: str) -> None:
    assert weekly_hours(text) is None
