from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.contract.errors import IndexMismatchError
from geodata.needs.base import Base
from geodata.needs.need import Ahead, need
from geodata.needs.outlook import Outlook
from geodata.needs.units import destinations, unit_use
from tests.geodata.needs.small_need import futures

Future = tuple[Base, Ahead, Outlook]


def test_shares_of_an_area_by_hand() -> None:
    goes = destinations(csr_array(np.array([[3.0, 1.0], [0.0, 0.0]])), np.array([4.0, 0.0]))
    assert goes.units.toarray().tolist() == [[0.375, 0.125], [0, 0]]
    assert goes.outside.tolist() == [0.5, 0]
    assert goes.unserved.tolist() == [0, 1]


def test_who_is_turned_away_is_unserved() -> None:
    goes = destinations(csr_array(np.array([[3.0, 1.0]])), np.array([2.0]), np.array([2.0]))
    assert goes.units.toarray().tolist() == [[0.375, 0.125]]
    assert (goes.outside.tolist(), goes.unserved.tolist()) == ([0.25], [0.25])


@given(futures(), st.integers(0, 2**32 - 1))
def test_units_and_outside_and_unserved_sum_to_the_areas(future: Future, seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = need(*future)
    areas = len(found.base)
    flows = csr_array(rng.integers(0, 3, (areas, 4)).astype(float))
    units = unit_use(found, destinations(flows, rng.integers(0, 2, areas).astype(float)))
    np.testing.assert_allclose(units.use.sum(axis=1) + units.outside + units.unserved, found.use.sum(axis=1))
    assert (units.interval.low <= units.use).all()
    assert (units.use <= units.interval.high).all()


@given(futures(), st.integers(0, 2**32 - 1))
def test_units_keep_their_shares_where_areas_change_alike(future: Future, seed: int) -> None:
    base, ahead, _ = future
    flows = csr_array(np.random.default_rng(seed).integers(1, 9, (len(base.use), 4)).astype(float))
    people = np.repeat(1.5 * base.persons[None], len(ahead.years), axis=0)
    found = need(base, Ahead(ahead.years, people), Outlook(2026))
    units = unit_use(found, destinations(flows, np.zeros(len(base.use))))
    np.testing.assert_allclose(units.use, 1.5 * np.tile(units.base, (len(ahead.years), 1)))


@given(futures())
def test_a_scenario_sends_the_use_to_come_elsewhere_and_leaves_today_as_it_is(future: Future) -> None:
    found = need(*future)
    areas = len(found.base)
    both, first = np.ones((areas, 2)), np.tile([1.0, 0.0], (areas, 1))
    today, closed = (destinations(csr_array(flows), np.zeros(areas)) for flows in (both, first))
    units = unit_use(found, closed, today)
    np.testing.assert_allclose(units.base, found.base.sum() / 2)
    np.testing.assert_allclose(units.use[:, 0], found.use.sum(axis=1))
    assert (units.use[:, 1] == 0).all()


def test_flows_of_other_areas_are_refused() -> None:
    with pytest.raises(IndexMismatchError, match="2 areas"):
        destinations(csr_array(np.ones((2, 1))), np.ones(3))
