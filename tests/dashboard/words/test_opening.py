"""Opening hours in the reader's language, in full and in brief."""

from __future__ import annotations

import pytest

from dashboard.words.opening import week_in_brief, week_in_full
from dashboard.words.words import words
from geodata.region.opening_hours import weekly_hours


@pytest.mark.parametrize(
    ("text", "brief", "full"),
    [
        ("Måndag–fredag 8–17", "8–17", "Mon–Fri 8–17, Sat–Sun closed"),
        ("Måndag–torsdag 8–17, fredag 8–15", "8–17, Fri 8–15", "Mon–Thu 8–17, Fri 8–15, Sat–Sun closed"),
        ("Måndag–fredag 7.30–18", "7.30–18", "Mon–Fri 7.30–18, Sat–Sun closed"),
        ("Måndag–fredag 8–19, lördag 10–14", "8–19, Sat 10–14", "Mon–Fri 8–19, Sat 10–14, Sun closed"),
        ("Alla dagar 7–22", "every day 7–22", "every day 7–22"),
        ("Alla dagar dygnet runt", "day and night", "day and night"),
        ("Tisdag 8–12, tisdag 13–17", "Tue 8–12 and 13–17", "Mon closed, Tue 8–12 and 13–17, Wed–Sun closed"),
        ("Mån och fre 9–12", "Mon 9–12, Fri 9–12", "Mon 9–12, Tue–Thu closed, Fri 9–12, Sat–Sun closed"),
    ],
)  # fmt: skip
def test_a_week_is_written_in_english_whatever_the_unit_wrote(text: str, brief: str, full: str) -> None:
    week = weekly_hours(text)
    assert week is not None
    assert (week_in_brief(week, words("en")), week_in_full(week, words("en"))) == (brief, full)
