"""After a change nobody takes in more than they may, and nobody disappears."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.choice.limits import Limits, within_limits
from geodata.choice.pivot import Moved, moved, pivot

# Two areas, three units, all ten minutes away and equally large. 90 visits from the first area, as 60, 20
# and 10; 50 from the second, all to the second unit. Loads 60, 70 and 10.
VISITS = np.array([[60.0, 20.0, 10.0], [0.0, 50.0, 0.0]])
NEAR = np.full((2, 3), 10.0)
SUPPLY = np.array([4.0, 4.0, 4.0])
NO_LIMIT = np.inf


def closed(
    unit: int, most: list[float], served: np.ndarray | None = None, visits: np.ndarray = VISITS
) -> Moved:
    """Flows after one unit has closed."""
    before = pivot(csr_array(visits), 1.0, 2.0, SUPPLY, NEAR)
    changed, supply = np.array([unit]), np.where(np.arange(3) == unit, 0.0, SUPPLY)
    found = moved(before, changed, supply[changed], NEAR[:, changed])
    limits = Limits(np.array(most)) if served is None else Limits(np.array(most), *np.nonzero(served))
    return within_limits(found, before, limits, changed, supply, NEAR[:, changed])


def table(found: Moved) -> np.ndarray:
    told = np.zeros((2, 3))
    np.add.at(told, (found.area, found.unit), found.visits)
    return told


def test_without_limits_people_go_where_they_would_like() -> None:
    # 60 from the first area, as 20 to 10.
    assert table(closed(0, [NO_LIMIT] * 3)) == pytest.approx(np.array([[0, 60, 30], [0, 50, 0]]))


def test_a_closed_list_takes_nobody_new_and_keeps_who_is_there() -> None:
    assert table(closed(0, [60, 70, NO_LIMIT])) == pytest.approx(np.array([[0, 20, 70], [0, 50, 0]]))


def test_a_unit_takes_in_up_to_its_most_and_the_rest_go_on() -> None:
    # The second may take 20 more, the other 40 - 20 = 20 go on beside the 20 that the third gets first.
    assert table(closed(0, [60, 90, NO_LIMIT])) == pytest.approx(np.array([[0, 40, 50], [0, 50, 0]]))


def test_who_none_has_room_for_has_nowhere_to_go() -> None:
    found = closed(0, [60, 90, 25])
    assert table(found) == pytest.approx(np.array([[0, 40, 25], [0, 50, 0]]))
    assert found.unmet == pytest.approx([25, 0])


def test_those_whose_own_units_have_no_room_choose_among_the_others_by_the_model() -> None:
    # The second area knows the second unit alone: when it closes, half go to each of the two others.
    found = closed(1, [60, 70, NO_LIMIT])
    assert table(found)[1] == pytest.approx([0, 0, 50])
    assert table(found)[0] == pytest.approx([60, 0, 30])
    assert not found.unmet.any()


def test_at_home_a_unit_serves_its_contracted_areas_alone() -> None:
    # The third is contracted for the second area, the second for both; the first has no contract.
    served = np.array([[False, True, False], [False, True, True]])
    assert table(closed(0, [NO_LIMIT] * 3, served)) == pytest.approx(np.array([[0, 80, 10], [0, 50, 0]]))
    assert table(closed(1, [NO_LIMIT] * 3, served))[0] == pytest.approx([80, 0, 10])


def test_a_new_unit_that_is_full_leaves_the_others_where_they_were() -> None:
    before = pivot(csr_array(VISITS), 1.0, 2.0, SUPPLY, NEAR)
    changed, supply, near = np.array([3]), np.append(SUPPLY, 4.0), np.full((2, 1), 10.0)
    found = moved(before, changed, np.array([4.0]), near)
    assert found.visits[found.unit == 3].sum() == pytest.approx(140 / 4)
    limited = within_limits(found, before, Limits(np.array([60, 70, 10, 14.0])), changed, supply, near)
    told = np.zeros((2, 4))
    np.add.at(told, (limited.area, limited.unit), limited.visits)
    assert told.sum(axis=0) == pytest.approx([60 - 6, 70 - 7, 10 - 1, 14])


@given(st.integers(0, 2**32 - 1))
def test_visits_are_conserved_nobody_is_above_and_who_was_there_stays(seed: int) -> None:
    rng = np.random.default_rng(seed)
    areas, units = int(rng.integers(1, 7)), int(rng.integers(2, 7))
    visits = (rng.poisson(5, (areas, units)) * rng.integers(0, 2, (areas, units))).astype(float)
    minutes = np.where(rng.random((areas, units)) < 0.8, rng.uniform(2, 50, (areas, units)), np.inf)
    supply = rng.uniform(1, 9, units)
    before = pivot(csr_array(visits), 1.0, 2.0, supply, minutes)
    changed = np.flatnonzero(rng.random(units) < 0.4)
    after = np.where(np.isin(np.arange(units), changed), supply * rng.integers(0, 2, units), supply)
    found = moved(before, changed, after[changed], minutes[:, changed])
    most = np.where(rng.random(units) < 0.7, visits.sum(axis=0) * rng.uniform(1, 1.5, units), np.inf)
    served = rng.random((areas, units)) < (0.6 if rng.random() < 0.5 else 0.0)
    limits = Limits(most, *np.nonzero(served))
    limited = within_limits(found, before, limits, changed, after, minutes[:, changed])
    told = np.zeros((areas, units))
    np.add.at(told, (limited.area, limited.unit), limited.visits)
    assert len(np.unique(limited.area * units + limited.unit)) == len(limited.area)
    assert told.sum(axis=1) + limited.unmet == pytest.approx(visits.sum(axis=1))
    assert (told >= -1e-9).all()
    assert (told.sum(axis=0) <= np.maximum(most, 0) + 1e-6).all()
    free = np.zeros((areas, units))
    np.add.at(free, (found.area, found.unit), found.visits)
    assert (told >= np.minimum(visits, free) - 1e-6).all(), "nobody who would stay is turned away"
    refused = served.any(axis=0) & ~served
    assert (told[refused] <= visits[refused] + 1e-6).all(), "no unit serves areas outside its contract"
