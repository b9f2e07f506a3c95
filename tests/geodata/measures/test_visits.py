"""Measures of visits on numbers that can be added up by eye, and what always holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.place import Place, single
from geodata.focus.places import every, place_of, whole_region
from geodata.focus.visits import exchange_of
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.measures.tally import Reading
from geodata.scenario.scenario import default_scenario
from tests.region_of_flows import assessment_of_flows
from tests.toy_region import MINUTES, VISITS, toy_region

TOY = assess(toy_region(), default_scenario(toy_region()))


def measure(assessment: Assessment, key: str) -> Measure:
    return measures_of(assessment.region)[key]


def read(assessment: Assessment, key: str, kind: str = "region", id: str = "") -> Reading:
    return measure(assessment, key).read(assessment, place_of(assessment, kind, id))


@pytest.mark.long
@given(arrays(np.int64, (5, 4), elements=st.integers(0, 30)), st.integers(0, 9), st.data())
@settings(max_examples=40)
def test_an_exchange_conserves_every_visit(matrix: np.ndarray, unknown: int, data: st.DataObject) -> None:
    placed = data.draw(arrays(bool, 4))
    found = assessment_of_flows(matrix, unknown=unknown, placed=placed.tolist())
    areas = np.array(sorted(data.draw(st.sets(st.integers(0, 4)))), np.int64)
    units = np.array(sorted(data.draw(st.sets(st.integers(0, 3)))), np.int64)
    units = units[placed[units]]  # those that stand in a place stand somewhere
    one = exchange_of(found, single("drawn", "", areas, units))
    assert one.residents == matrix[areas].sum() == one.inside + one.outflow + one.placeless
    assert one.placeless == matrix[areas][:, ~placed].sum()
    assert one.to_units == one.inside + one.inflow == matrix[:, units].sum() + (unknown if 0 in units else 0)


@pytest.mark.long
@given(arrays(np.int64, (5, 4), elements=st.integers(0, 30)), arrays(bool, 4))
@settings(max_examples=25)
def test_every_share_of_every_place_is_between_nothing_and_all(
    matrix: np.ndarray, placed: np.ndarray
) -> None:
    found = assessment_of_flows(
        matrix, unknown=3, placed=placed.tolist(), municipality=["a", "a", "b", "b", "c"]
    )
    for one in measures_of(found.region).values():
        if one.unit == "share" and one.key != "use_change":
            for kind in ("region", "municipality", "area", "unit"):
                tally = one.counts(found, every(found, kind))
                assert ((tally.value >= 0) & (tally.value <= 1) | ~tally.known).all(), (one.key, kind)


def test_bypass_counts_visits_beyond_the_nearest_and_what_they_cost() -> None:
    found = read(TOY, "bypass")
    assert (found.numerator, found.denominator) == (55, 350)
    assert found.value == pytest.approx(55 / 350)
    assert read(TOY, "extra_minutes").value == pytest.approx((20 * 20 + 30 * 3 + 5 * 27) / 55)
    west = read(TOY, "bypass", "municipality", "M1")
    assert (west.numerator, west.denominator) == (50, 300)
    north = read(TOY, "bypass", "unit", "u-north")
    assert (north.numerator, north.denominator) == (35, 115)


def test_a_journey_out_of_reach_passes_and_is_in_the_mean_where_the_model_knows_its_minutes() -> None:
    far = assessment_of_flows(np.array([[1, 3]]), np.array([[5.0, 0.0]]))  # 0 is not stored
    assert read(far, "bypass").numerator == 3
    mean = read(far, "travel_mean")
    assert mean.denominator == 4
    assert mean.numerator == pytest.approx(5 + 3 * 0.0, abs=1e-3), "both stand where the residents are"
    assert read(far, "travel_p90").value == np.inf, "nine in ten keep within no minutes that are shown"


def test_minutes_are_weighed_by_visits_and_stand_against_the_nearest() -> None:
    assert read(TOY, "travel_mean").value == pytest.approx((900 + 2490 + 535) / 350)
    assert read(TOY, "nearest_mean").value == pytest.approx((100 * 5 + 200 * 12 + 50 * 8) / 350)
    # 80 at 5, 45 at 8, 170 at 12, 30 at 15, 20 at 25, 5 at 35: the 315th is at 15.
    assert (read(TOY, "travel_p90").value, read(TOY, "nearest_p90").value) == (15, 12)
    east = read(TOY, "travel_mean", "area", "A3")
    assert (east.denominator, east.value) == (50, pytest.approx(535 / 50))
    assert read(TOY, "travel_p90", "area", "A3").value == 8


def test_without_visits_of_its_own_a_place_has_no_minutes() -> None:
    quiet = assessment_of_flows(np.array([[0, 0], [3, 1]]))
    for key in ("travel_mean", "travel_p90", "nearest_mean", "stays_here", "stays", "concentration"):
        found = read(quiet, key, "area", "A0")
        assert (found.value, found.why) == (None, "why.no_visits_here"), key


def test_market_shares_are_of_all_visits_by_the_residents() -> None:
    assert read(TOY, "largest_unit", "municipality", "M1").value == 190 / 300
    assert read(TOY, "largest_organisation", "municipality", "M1").value == 190 / 300
    assert read(TOY, "unit_share", "unit", "u-north").value == 110 / 300


def test_use_is_a_rate_against_the_region_s() -> None:
    index = measure(TOY, "penetration").counts(TOY, every(TOY, "area"))
    assert index.value == pytest.approx([100, 100, 100])
    visits = np.array([[40, 0], [10, 0]])
    uneven = assessment_of_flows(visits, persons=[200, 100])
    assert read(uneven, "penetration", "area", "A0").value == pytest.approx(100 * (40 / 200) / (50 / 300))
    empty = assessment_of_flows(visits, persons=[200, 0])
    assert read(empty, "penetration", "area", "A1").why == "why.nobody"


def test_what_two_measures_with_one_name_once_had_in_common_is_told_apart() -> None:
    area = place_of(TOY, "area", "A1")
    assert measure(TOY, "stays").read(TOY, area).value == 1, "all stay in the municipality"
    assert measure(TOY, "stays_here").read(TOY, area).value == 0.8, "80 of 100 in the area itself"


def test_the_minutes_of_the_toy_region_are_those_it_was_made_from() -> None:
    assert TOY.access.nearest_min.tolist() == MINUTES.min(axis=1).tolist()
    assert VISITS.sum() == 350


def places(assessment: Assessment) -> list[Place]:
    return [every(assessment, kind) for kind in ("municipality", "area", "unit", "zone")]


def test_a_place_has_the_same_figure_alone_as_among_all_of_its_kind() -> None:
    for key, one in measures_of(TOY.region).items():
        for all_of_it in (*places(TOY), whole_region(TOY)):
            together = one.counts(TOY, all_of_it)
            for at in range(all_of_it.count):
                alone = one.counts(TOY, all_of_it.only(at))
                for column in ("value", "part", "whole", "why"):
                    found, expected = getattr(together, column)[at], getattr(alone, column)[0]
                    same = found == expected or (found != found and expected != expected)
                    assert same, (key, all_of_it.kind, all_of_it.ids[at], column)
