"""The title of a case says what it does."""

from __future__ import annotations

import pytest

from dashboard.unit_page.title import case_title, sentence_case
from dashboard.words.words import words
from geodata.region.region import Region
from tests.dashboard.submissions.conftest import draft, middle, place, toy, toy_folder
from tests.toy import CORNER, SIDE

__all__ = ["toy", "toy_folder"]
HOME = {"place": middle(0), "address": "Storgatan 1"}


def near(metres: float) -> str:
    return place(CORNER[0] + SIDE / 2 + metres, CORNER[1] + SIDE / 2)


@pytest.mark.parametrize(
    ("before", "after", "sv", "en"),
    [
        (HOME, {"place": near(5000), "address": "Nygatan 1"}, "flyttar 5 km", "moves 5 km"),
        (HOME, {"place": near(1440)}, "flyttar 1,4 km", "moves 1.4 km"),
        (HOME, {"place": near(250)}, "flyttar 250 m", "moves 250 m"),
        ({}, {"place": near(250)}, "flyttar", "moves"),
        ({}, {"closures": "2027-03-01/2027-03-14"}, "stänger 1–14 mars 2027", "closes 1–14 March 2027"),
        (
            {"closures": "2027-03-01/2027-03-14"},
            {"closures": "2027-03-01/2027-03-14;2027-06-30/2027-07-02;2027-12-31/2028-01-01"},
            "stänger 30 juni–2 juli 2027, 31 december 2027–1 januari 2028",
            "closes 30 June–2 July 2027, 31 December 2027–1 January 2028",
        ),
        ({"closures": "2027-03-01"}, {"closures": ""}, "ändrade stängda dagar", "other days closed"),
        ({}, {"opening": "Mån 8–9"}, "nya öppettider", "new opening hours"),
        ({}, {"closed": "2027-03-01"}, "stänger för gott", "closes for good"),
        ({"accepts_new": "yes"}, {"accepts_new": "no"}, "tar inte emot nya", "accepts nobody new"),
        ({}, {"languages": "finska"}, "ändrar språk", "changes languages"),
        (
            HOME,
            {"opening": "Mån 8–9", "place": near(5000)},
            "flyttar 5 km, nya öppettider",
            "moves 5 km, new opening hours",
        ),
    ],
)
def test_a_change_is_told_by_what_happens(
    toy: Region, before: dict[str, str], after: dict[str, str], sv: str, en: str
) -> None:
    case = draft(before=before, after=after)
    assert [case_title(case, toy, words(language)) for language in ("sv", "en")] == [sv, en]


def test_a_new_unit_is_one_and_a_title_may_begin_a_sentence(toy: Region) -> None:
    case = draft(kind="application", unit="", after={"name": "Nya"})
    assert case_title(case, toy, words("sv")) == "ny enhet"
    assert sentence_case("flyttar 5 km") == "Flyttar 5 km"
