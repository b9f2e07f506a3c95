"""Journeys are exact: as those of a search of every stop at every second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.contract.errors import RegionError
from geodata.transit import journeys
from geodata.transit.feed import NOT_POSSIBLE, Feed
from geodata.transit.journeys import UNREACHED, Window, kept_within_s, ride_s
from geodata.transit.timetable import Timetable, timetable_of, with_walks
from tests.geodata.transit.brute_force import Town, Trip, earliest_arrival, latest_departure

STOPS, LATEST = 5, 60
DAY = date(2026, 3, 10)

seconds = st.integers(0, 12)
stop = st.integers(0, STOPS - 1)


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    """A trip of two to five calls, its stops perhaps called at twice."""
    moment, calls = draw(st.integers(0, LATEST - 20)), []
    for where in draw(st.lists(stop, min_size=2, max_size=5)):
        arrival = moment + draw(st.integers(0, 9))
        moment = arrival + draw(st.integers(0, 3))
        calls.append((where, arrival, moment, draw(st.booleans()), draw(st.booleans())))
    return Trip(tuple(calls))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Some trips, each run a few times more with other delays, so that they share patterns and overtake."""
    found = []
    for trip in draw(st.lists(trips(), min_size=1, max_size=5)):
        found.append(trip)
        for later in draw(st.lists(st.integers(0, 15), max_size=3)):
            found.append(
                Trip(tuple((s, a + later + (at > 1) * later, d + later + (at > 1) * later, b, o)
                           for at, (s, a, d, b, o) in enumerate(trip.calls)))
            )  # fmt: skip
    near = st.dictionaries(stop, seconds, max_size=3)
    changes = draw(st.dictionaries(st.tuples(stop, stop), seconds, max_size=6))
    changes = {(a, b): s for (a, b), s in changes.items() if a != b}
    changes |= {(each, each): 0 for each in range(STOPS)}
    return Town(tuple(found), draw(near), draw(near), changes, draw(st.integers(0, 80)))


def feed_of(town: Town) -> Feed:
    """A feed whose one service runs every day."""
    calls = [call for trip in town.trips for call in trip.calls]
    no = np.empty(0, np.int32)
    return Feed(
        names=("town.zip",),
        service_feed=np.zeros(1, np.int32),
        stop_places=np.zeros((STOPS, 2), np.int32),
        service_weekdays=np.ones((1, 7), bool),
        service_days=np.array([[DAY.toordinal() - 1, DAY.toordinal()]], np.int32),
        exception_service=no,
        exception_day=no,
        exception_added=no.astype(bool),
        trip_service=np.zeros(len(town.trips), np.int32),
        trip_start=np.cumsum([0, *(len(trip.calls) for trip in town.trips)]),
        event_stop=np.array([call[0] for call in calls], np.int32),
        arrival=np.array([call[1] for call in calls], np.int32),
        departure=np.array([call[2] for call in calls], np.int32),
        board=np.array([call[3] for call in calls], bool),
        alight=np.array([call[4] for call in calls], bool),
        frequency_trip=no, frequency_start=no, frequency_end=no, headway=no,
        link_from=no, link_to=no, link_s=no,
    )  # fmt: skip


def timetable(town: Town, feed: Feed | None = None) -> tuple[Timetable, list[int]]:
    """Its timetable, and the number that each of its stops had."""
    feed = feed or feed_of(town)
    places = np.column_stack((np.arange(STOPS, dtype=np.float64), np.zeros(STOPS)))
    found = timetable_of(feed, DAY, (-5000, 5000), places, np.ones(STOPS, bool))
    number = found.places[:, 0].astype(int).tolist()
    walks = np.full((len(number), len(number)), np.nan)
    for (a, b), s in town.changes.items():
        if a in number and b in number:
            walks[number.index(a), number.index(b)] = s
    return with_walks(found, sparse(walks)), number


def sparse(minutes: np.ndarray) -> csr_array:
    """Only what is not NaN, zeros too."""
    row, column = np.nonzero(~np.isnan(minutes))
    start = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=minutes.shape[0]))))
    return csr_array((minutes[row, column].astype(np.int32), column, start), shape=minutes.shape)


def searched(
    town: Town, moments: list[int], longest: int, feed: Feed | None = None, *, arrive: bool = True
) -> list[int]:
    """Seconds from home to the place at each moment: the quicker of ride and walk."""
    found, number = timetable(town, feed)
    there, back = np.full((1, len(number)), np.nan), np.full((len(number), 1), np.nan)
    for each, s in town.to_stops.items():
        if each in number:
            there[0, number.index(each)] = s
    for each, s in town.from_stops.items():
        if each in number:
            back[number.index(each), 0] = s
    legs = sparse(there), sparse(back)

    def ridden(at: list[int], percentile: float) -> float:
        window = Window(np.array(at), arrive, longest, (percentile,))
        return min([town.walk, *(float(s[0, 0]) for _, s in ride_s(found, *legs, window))])

    lasts = [ridden([moment], 100) for moment in moments]
    for rank in range(1, len(moments) + 1):  # all moments in one search are the same journeys, in order
        assert ridden(moments, 100 * rank / len(moments)) == sorted(lasts)[rank - 1]
    return [int(each) for each in lasts]


@settings(max_examples=150, deadline=None)
@given(town=towns())
def test_every_journey_is_that_of_a_search_of_every_second(town: Town) -> None:
    moments = list(range(20, LATEST + 20, 7))
    expected = [moment - latest_departure(town, moment, moment - 81) for moment in moments]
    assert searched(town, moments, 80) == [min(each, town.walk) for each in expected]


@settings(max_examples=150, deadline=None)
@given(town=towns())
def test_who_sets_out_at_a_moment_is_there_as_early_as_by_every_second(town: Town) -> None:
    moments = list(range(0, LATEST, 7))
    expected = [earliest_arrival(town, moment) - moment for moment in moments]
    assert searched(town, moments, 80, arrive=False) == [min(each, town.walk) for each in expected]


@settings(max_examples=50, deadline=None)
@given(town=towns())
def test_a_place_with_more_arrivals_than_fit_in_memory_is_searched_in_parts(town: Town) -> None:
    moments = list(range(0, LATEST, 7))
    with mock.patch.object(journeys, "SEARCHES", 2):
        in_parts = searched(town, moments, 80, arrive=False)
    assert in_parts == searched(town, moments, 80, arrive=False)


@settings(max_examples=50, deadline=None)
@given(town=towns(), moment=st.integers(0, LATEST))
def test_who_sets_out_then_is_in_time_for_when_that_arrives(town: Town, moment: int) -> None:
    takes = searched(town, [moment], 80, arrive=False)[0]
    assert searched(town, [moment + takes], 80)[0] <= takes, "one may leave as late, or later"


def bus(*calls: tuple[int, int]) -> Trip:
    """A bus that stops at some stops at some seconds."""
    return Trip(tuple((where, moment, moment, True, True) for where, moment in calls))


HOME_TO_0 = {"to_stops": {0: 60}, "from_stops": {1: 30}, "walk": 5000}
STAY = {(each, each): 0 for each in range(STOPS)}


def test_waiting_at_the_end_is_counted() -> None:
    town = Town((bus((0, 1000), (1, 1300)),), changes=STAY, **HOME_TO_0)
    assert searched(town, [940, 800, 941], 4000, arrive=False) == [390, 530, 5000], "and at the stop"
    assert searched(town, [1330, 1400, 1329], 4000) == [390, 460, 5000], "60 + 300 + 30, and 70 of waiting"


def test_who_overtakes_is_ridden_with() -> None:
    slow, quick = bus((0, 1000), (2, 1500), (1, 2000)), bus((0, 1100), (2, 1200), (1, 1300))
    town = Town((slow, quick), changes=STAY, **HOME_TO_0)
    assert searched(town, [1330, 2030], 4000) == [290, 990]
    assert len(timetable(town)[0].trips) == 2, "they are no one pattern"


def test_where_nothing_runs_one_walks() -> None:
    town = Town((bus((0, 1000), (1, 1300)),), {0: 60}, {1: 30}, STAY, 700)
    assert searched(town, [100, 500, 900], 4000) == [700, 700, 700]


@pytest.mark.parametrize(("listed", "expected"), [(None, 250), (100, 250), (130, 5000), (NOT_POSSIBLE, 5000)])
def test_a_change_that_the_feed_times_goes_before_walking(listed: int | None, expected: int) -> None:
    first, second = bus((0, 900), (2, 930)), bus((3, 1030), (1, 1000 + 60))
    town = Town((first, second), changes=STAY | {(2, 3): 90}, **HOME_TO_0)
    feed = feed_of(town)
    if listed is not None:
        link = {"link_from": 2, "link_to": 3, "link_s": listed}
        feed = replace(feed, **{name: np.array([value], np.int32) for name, value in link.items()})
    assert searched(town, [1090], 4000, feed) == [expected]


def test_a_trip_that_ran_past_midnight_is_of_the_day_after() -> None:
    town = Town((bus((0, 86_400 + 100), (1, 86_400 + 200)),), changes=STAY, **HOME_TO_0)
    assert searched(town, [230], 4000) == [190], "60 + 100 + 30, of yesterday's service"


def test_a_headway_runs_until_it_ends() -> None:
    town = Town((bus((0, 0), (1, 100)),), changes=STAY, **HOME_TO_0)
    rows = {"frequency_trip": 0, "frequency_start": 600, "frequency_end": 1200, "headway": 300}
    feed = replace(feed_of(town), **{name: np.array([value], np.int32) for name, value in rows.items()})
    assert searched(town, [130, 730, 1030, 1330], 700, feed) == [5000, 190, 190, 490], "at 600 and 900"


def test_a_headway_of_yesterday_runs_on_after_midnight() -> None:
    town = Town((bus((0, 0), (1, 100)),), changes=STAY, **HOME_TO_0)
    hours = {"frequency_start": 23 * 3600, "frequency_end": 26 * 3600}
    rows = {"frequency_trip": 0, "headway": 600, **hours}
    feed = replace(feed_of(town), **{name: np.array([value], np.int32) for name, value in rows.items()})
    assert searched(town, [130, 730], 700, feed) == [190, 190], "at midnight, and ten minutes later"


def test_repeated_trips_are_counted_before_they_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    town = Town((bus((0, 0), (1, 100)),), changes=STAY, **HOME_TO_0)
    rows = {
        "frequency_trip": [0, 0],
        "frequency_start": [0, 0],
        "frequency_end": [9999, 9999],
        "headway": [1, 1],
    }
    feed = replace(feed_of(town), **{name: np.array(values, np.int32) for name, values in rows.items()})
    monkeypatch.setattr("geodata.transit.runs.MOST_RUNS", 1_000)
    monkeypatch.setattr("geodata.transit.runs.Runs.joined", None)  # where they would be held
    with pytest.raises(RegionError, match="1,000 at most"):
        searched(town, [730], 700, feed)


def test_one_may_set_out_before_midnight_by_a_trip_that_is_over_then() -> None:
    yesterday, today = bus((0, 86_000), (2, 86_300)), bus((2, 100), (1, 200))
    town = Town((yesterday, today), changes=STAY, **HOME_TO_0)
    assert searched(town, [230], 4000) == [60 + 400 + 200 + 30]


def test_the_median_of_three_is_a_journey_and_not_rounded_before() -> None:
    lasts = np.array([[2262, 2202, 2442]], np.int32)
    assert kept_within_s(lasts, (50, 90, 25))[0, 0] / 60 == pytest.approx(37.7)
    assert kept_within_s(lasts, (50, 90, 25))[1, 0] / 60 == pytest.approx(40.7)
    assert kept_within_s(lasts, (50, 90, 25))[2, 0] / 60 == pytest.approx(36.7)
    assert lasts.mean() / 60 == pytest.approx(38.3667, abs=1e-3)


def test_eight_of_ten_is_the_eighth_and_a_journey_that_does_not_arrive_is_beyond_them_all() -> None:
    lasts = np.array([[1, 2, 3, 4, 5, 6, 7, 8, UNREACHED, UNREACHED]], np.int32)
    assert kept_within_s(lasts, (80,))[0, 0] == 8
    assert kept_within_s(lasts, (81,))[0, 0] == np.inf
