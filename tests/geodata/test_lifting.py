"""What lifts the toy region's only zone, A3: one organisation in reach, and 56 % of the mean access.

Twice the capacity of the south unit gives A3 `10 / 2080` per resident of a mean of `20 / 3500`, 84 %:
above the rule's 80, so one rule is left where two make a zone. A unit in A3 gives it a second choice.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.errors import IndexMismatchError
from geodata.lifting import Change, Effect, Situation, effect, smallest
from geodata.settings import Rule
from tests.toy_region import MINUTES, PERSONS, VISITS

SOUTH, A3 = 1, np.array([2])
RULES = {
    key: Rule(key, limit, True, {})  # type: ignore[arg-type]
    for key, limit in (("too_far", None), ("too_little", 0.8), ("no_choice", 2.0), ("too_few", 0.6))
}
NOW = Situation(
    persons=PERSONS,
    minutes=csr_array(MINUTES),
    offered=np.array([10.0, 5.0]),
    organisation=np.array([0, 1]),
    rules=RULES,
    limit_min=15.0,
    underserved_from=2,
    visits=VISITS.sum(axis=1),
    expected=PERSONS * 350 / 3500,
)
HERE = np.array([26.0, 13.0, 1e-4])


def test_the_zone_is_underserved_as_it_stands() -> None:
    assert NOW.underserved().tolist() == [False, False, True]


def test_more_at_the_nearest_unit_gives_the_zone_enough() -> None:
    assert effect(NOW, A3, Change("grow", SOUTH, 5)) == Effect(Change("grow", SOUTH, 5), 0)
    assert effect(NOW, A3, Change("grow", SOUTH, 1)).left == 500, "6 / 2080 of 16 / 3500 is 63 %"


def test_a_unit_of_its_own_gives_the_zone_a_choice() -> None:
    opened = effect(NOW, A3, Change("open", 2, 7.5), HERE)
    assert opened.lifts
    assert NOW.with_unit(HERE, 7.5).minutes.toarray()[:, 2].tolist() == HERE.tolist()


def test_a_unit_out_of_reach_lifts_nothing() -> None:
    far = np.array([1.0, np.inf, np.inf])
    assert not effect(NOW, A3, Change("open", 0, 7.5), far).lifts
    assert NOW.with_unit(far, 7.5).minutes.nnz == NOW.minutes.nnz + 1


def test_the_change_that_adds_least_is_named_and_none_where_none_lifts() -> None:
    open_5, open_9, grow_5 = Change("open", 2, 5), Change("open", 2, 9), Change("grow", 1, 5)
    tried = [Effect(open_5, 0), Effect(open_9, 0), Effect(grow_5, 0)]
    assert smallest(tried) == Effect(grow_5, 0)
    assert smallest(tried[:2]) == Effect(open_5, 0)
    assert smallest([Effect(grow_5, 40), Effect(open_9, 0)]) == Effect(open_9, 0)
    assert smallest([Effect(grow_5, 40)]) is None
    assert smallest([]) is None


def test_a_unit_is_not_opened_without_minutes_to_it() -> None:
    with pytest.raises(IndexMismatchError, match="3 areas have residents, 0 have minutes"):
        effect(NOW, A3, Change("open", 2, 5))
