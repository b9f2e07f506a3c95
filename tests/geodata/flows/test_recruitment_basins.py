"""Recruitment basins and overlaps of service areas, countable by eye."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import KINDS, known_kinds, members, overlap, serving, visits_between
from geodata.flows.recruitment_basins import SHARE, basins
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region

REGION = toy_region()
TOY = Assessment(REGION, default_scenario(REGION))


def basin(visits: list[int], persons: list[int], share: float = SHARE) -> list[int]:
    found = basins(csr_array(np.array([visits]).T), np.array(persons), share)
    return np.flatnonzero(found.toarray()[:, 0]).tolist()


def test_areas_that_use_the_unit_most_come_first_until_they_hold_80_percent() -> None:
    # Visits per resident: 0.4, 0.05, 0.3, 0.01. 40 + 30 are 70 of 100; the next brings it to 90.
    assert basin([40, 20, 30, 10], [100, 400, 100, 1000]) == [0, 1, 2]
    assert basin([40, 40, 20], [100, 100, 100]) == [0, 1], "80 of 100 are enough"


def test_of_equal_rates_more_visits_come_first_and_then_the_lower_area() -> None:
    assert basin([10, 20, 10], [100, 200, 100], 0.5) == [1]
    assert basin([10, 10, 10], [100, 100, 100], 0.3) == [0]


def test_an_area_where_nobody_is_said_to_live_comes_last() -> None:
    assert basin([50, 30, 20], [0, 300, 400], 0.5) == [1, 2]


def test_a_unit_without_visits_has_no_basin() -> None:
    assert basin([0, 0], [100, 100]) == []
    assert basins(csr_array((3, 2), dtype=np.int64), np.ones(3, np.int64)).nnz == 0


@given(
    arrays(np.int64, (6, 4), elements=st.integers(0, 30)),
    arrays(np.int64, 6, elements=st.integers(0, 50)),
    st.floats(0.05, 1.0),
)
def test_a_basin_holds_its_share_and_would_not_without_its_last_area(
    visits: np.ndarray, persons: np.ndarray, share: float
) -> None:
    found = basins(csr_array(visits), persons, share).toarray()
    for unit in range(4):
        count, total = visits[:, unit], visits[:, unit].sum()
        inside = found[:, unit]
        assert count[inside].sum() >= share * total * (1 - 1e-9)
        assert (count[inside] > 0).all()
        if inside.any():
            rate = np.where(persons > 0, count / np.maximum(persons, 1), -1.0)
            least = rate[inside].min()
            assert (rate[~inside & (count > 0)] <= least).all()
            # In the order taken the last is of the least rate, and of those has the fewest visits.
            last = count[inside & (rate == least)].min()
            assert count[inside].sum() - last < share * total


def test_every_kind_of_service_area_of_the_toy_region_is_as_drawn() -> None:
    assert known_kinds(TOY) == KINDS
    pairs = {
        kind: {(int(a), int(u)) for a, u in zip(*members(TOY, kind).nonzero(), strict=True)} for kind in KINDS
    }
    assert pairs["nearest"] == pairs["observed"] == {(0, 0), (1, 2), (2, 2)}
    # North: 0.08, 0.015, 0.01 a head and 115 visits: 80, then 110. South: 0.02, 0.085, 0.09 of 235: 45, then
    # 215.
    assert pairs["basin"] == {(0, 0), (1, 0), (2, 2), (1, 2)}
    assert pairs["contracted"] == {(1, 0), (0, 0)}
    limit = TOY.scenario.limit_min
    assert pairs["reachable"] == {
        (int(a), int(u))
        for a, u in zip(*np.nonzero(REGION.minutes.toarray() <= limit), strict=True)
        if u != 1
    }


def test_one_unit_stands_for_each_area_where_several_have_it() -> None:
    assert serving(TOY, "nearest").tolist() == [0, 2, 2]
    assert serving(TOY, "basin").tolist() == [0, 2, 2], "A2 is in both basins and goes mostly South"
    assert serving(TOY, "contracted").tolist() == [0, 0, -1]
    close = Assessment(REGION, replace(TOY.scenario, region=REGION, limit_min=10.0))
    assert serving(close, "reachable").tolist() == [0, -1, 2]


def test_what_a_region_lacks_is_no_kind_of_its_own() -> None:
    bare = replace(REGION, visits=None, contracted=REGION.contracted.iloc[:0])
    assessment = Assessment(bare, default_scenario(bare))
    assert known_kinds(assessment) == ("nearest", "reachable")
    for kind in ("observed", "basin", "contracted"):
        assert members(assessment, kind).nnz == 0
        assert serving(assessment, kind).tolist() == [-1, -1, -1]


def test_an_overlap_counts_residents_and_visits_in_both() -> None:
    visits = visits_between(TOY)
    found = overlap(members(TOY, "nearest"), members(TOY, "contracted"), TOY.persons, visits)
    assert (found.both, found.first, found.second) == (1000, 3500, 3000)
    assert (found.of_one, found.of_other) == (1000 / 3500, 1000 / 3000)
    assert (found.both_visits, found.visits) == (80, 350)
    south = [2]
    alone = overlap(
        members(TOY, "observed")[:, south], members(TOY, "basin")[:, south], TOY.persons, visits[:, south]
    )
    assert (alone.both, alone.of_one, alone.both_visits, alone.visits) == (2500, 1.0, 215, 235)


def test_a_kind_overlaps_wholly_with_itself_and_with_nothing_in_nothing() -> None:
    for kind in KINDS:
        one = members(TOY, kind)
        assert overlap(one, one, TOY.persons, visits_between(TOY)).of_one == 1
    none = csr_array((3, 3), dtype=bool)
    assert np.isnan(overlap(none, none, TOY.persons, none).of_one)
