"""Opening hours as people write them: understood whole, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.coded_hours import is_coded, week_in_words
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


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("coded", "words"),
    [
        ("1-5#08:00#16:30", "Måndag–fredag 8–16.30"),
        ("1-5#08:00#16:30;6#10:00#14:00", "Måndag–fredag 8–16.30, lördag 10–14"),
        ("1-5#0800#1630 | 6-7#10:00:00#14:00:00", "Måndag–fredag 8–16.30, lördag–söndag 10–14"),
        ("1,3,5#8:00#12:00,2#13:00#17:00", "Måndag 8–12, tisdag 13–17, onsdag 8–12, fredag 8–12"),
        ("1-5#08:00#12:00; 1-5#13:00#17:00", "Måndag–fredag 8–12, måndag–fredag 13–17"),
        ("1-7#00:00#24:00", "Alla dagar dygnet runt"),
        ("1-7#00:00#00:00", "Alla dagar dygnet runt"),
        ("6-1#10:00#14:00", "Måndag 10–14, lördag–söndag 10–14"),
        ("1-2#08:00#12:00\n1-2#11:00#13:00", "Måndag–tisdag 8–13"),
    ],
)
def test_hours_of_the_hsa_catalogue_tell_of_the_same_week_as_words(
    coded: str, words: str, language: str
) -> None:
    week = weekly_hours(words)
    assert weekly_hours(coded) == week
    assert week is not None
    assert weekly_hours(week_in_words(week, language)) == week


@pytest.mark.parametrize(
    "text",
    [
        "0-5#08:00#16:30", "1-8#08:00#16:30", "1-5#16:30#08:00", "1-5#08:00", "1-5#08:00#25:00",
        "#08:00#16:30", "1-5#08:60#16:30", "1-5#08:00#16:30; ring", "1-2-3#08:00#16:30",
        "1-5#08:00#16:30#", "1-5#", "#",
        "mån-fre#08:00#16:30", ";".join(["1#08:00#09:00"] * 101),
    ],
)  # fmt: skip
def test_coded_hours_that_are_wrong_are_known_to_be_meant_so(text: str) -> None:
    assert is_coded(text)
    assert weekly_hours(text) is None


@pytest.mark.parametrize("text", ["", "Ring #3 i växeln", "Måndag–fredag 8–17", "Se hemsidan", "8-17"])
def test_other_texts_are_no_coded_hours(text: str) -> None:
    assert not is_coded(text)


@given(st.text("1234567-,;#:0 |\n", max_size=60))
def test_any_text_is_a_week_or_none(text: str) -> None:
    week = weekly_hours(text)
    assert week is None or all(0 <= opens < closes <= 1440 for spans in week for opens, closes in spans)
