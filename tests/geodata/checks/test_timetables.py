"""A day on which a timetable has no service is named, with the days that it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata.checks.timetables import checked_timetable
from geodata.checks.words import sentence
from geodata.contract.problems import Problems
from geodata.contract.transit_settings import TransitSettings
from geodata.transit.feed import Feed, joined
from geodata.transit.reading import read_feed
from tests.geodata.transit.feeds import SMALL, write_feed
from tests.toy_region import toy_settings


@pytest.fixture
def both(tmp_path: Path) -> Feed:
    """A timetable of 2026, and one that ended in January."""
    ended = SMALL["calendar.txt"].replace("20261231", "20260131")
    paths = write_feed(tmp_path / "f.zip"), write_feed(tmp_path / "g.zip", {"calendar.txt": ended})
    return joined([read.feed for path in paths if (read := read_feed(path, Problems()))])


def problems(feed: Feed | None, day: date) -> Problems:
    """What is wrong with a timetable for a day."""
    found = Problems()
    transit = TransitSettings(day, 420, 540)
    checked_timetable(feed, replace(toy_settings().travel, network="t.npz", transit=transit), found)
    return found


def test_a_day_that_all_have_is_right(both: Feed) -> None:
    assert problems(both, date(2026, 1, 13)).found == []


def test_one_of_several_that_has_ended_is_a_warning_with_its_days(both: Feed) -> None:
    (found,) = problems(both, date(2026, 3, 10)).found
    assert (found.code, found.severity, found.value) == ("no_service", "warning", "2026-03-10")
    assert found.expected == ("g.zip: 2026-01-01 – 2026-01-31",)
    assert "date under [travel.transit]" in sentence(found, "sv")


def test_a_day_that_none_has_is_an_error_of_each(both: Feed) -> None:
    found = problems(both, date(2027, 3, 10))
    assert found.errors == 2


def test_a_network_without_a_timetable_is_an_error() -> None:
    assert [each.code for each in problems(None, date(2026, 3, 10)).found] == ["network_without_timetable"]
