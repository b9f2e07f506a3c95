"""A gap is two single answers, one less the other, to the last digit: of every measure in every place."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, place_of, same_place
from geodata.measures.gap import NOISE, area_gaps, better_side, gap
from geodata.measures.registry import measures_of
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

REGION = toy_region()


def of(changes: str = "", rules: str = "") -> Assessment:
    return assess(REGION, parse(REGION, {"changes": changes, "rules": rules}))


PAIRS = {
    "moved and opened": (of("move:u-north@0.04510,10.75500"), of("add:n1@0.04510,10.57500*4")),
    "closed and today": (of("close:u-north"), of()),
    "rules alone": (of(), of(rules="no_choice:off")),
}
PLACES = [("region", ""), ("municipality", "M2"), ("area", "A3"), ("unit", "u-north"), ("zone", "A3")]


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_gap_is_the_difference_of_two_single_answers(name: str, place: tuple[str, str]) -> None:
    first, second = PAIRS[name]
    focus = same_place(first, place_of(of(), *place))
    for measure in measures_of(REGION).values():
        found = gap(measure, first, second, focus)
        left, right = measure.read(first, focus), measure.read(second, same_place(second, focus))
        assert (found.first, found.second) == (left, right), measure.key
        if left.value is None or right.value is None:
            assert (found.value, found.better) == (None, "")
        elif math.isinf(left.value) and math.isinf(right.value):
            assert found.value == 0
        else:
            apart = left.value - right.value
            expected = 0.0 if math.isclose(left.value, right.value, rel_tol=NOISE) else apart
            assert found.value == expected, measure.key


def test_neither_is_better_by_the_order_that_sums_were_made_in() -> None:
    """The mean access is 100 in both by its definition, and not to the last digit in either."""
    first, second = PAIRS["moved and opened"]
    place = place_of(first, "region")
    access = measures_of(REGION)["access"]
    values = [access.read(each, place).value for each in (first, second)]
    assert values[0] != values[1]
    found = gap(access, first, second, place)
    assert (found.value, found.better) == (0.0, "")


@pytest.mark.parametrize("name", PAIRS)
def test_the_gaps_of_all_areas_are_those_of_each(name: str) -> None:
    first, second = PAIRS[name]
    for measure in measures_of(REGION).values():
        if "area" not in measure.kinds:
            continue
        found = area_gaps(measure, first, second)
        for at, id_ in enumerate(every(first, "area").ids):
            alone = gap(measure, first, second, place_of(first, "area", id_)).value
            assert math.isnan(found[at]) if alone is None else found[at] == alone, (measure.key, id_)


def test_the_other_way_round_is_the_same_with_its_sign_and_its_side_turned() -> None:
    first, second = PAIRS["moved and opened"]
    turned = {"first": "second", "second": "first", "": ""}
    for measure in measures_of(REGION).values():
        left, right = (
            gap(measure, a, b, place_of(a, "region")) for a, b in ((first, second), (second, first))
        )
        if left.value is not None:
            assert right.value == -left.value
            assert right.better == turned[left.better]


def test_less_is_better_where_the_measure_says_so_and_nothing_where_it_says_nothing() -> None:
    assert (better_side(-1.0, "lower"), better_side(-np.inf, "lower")) == ("first", "first")
    assert (better_side(-1.0, "higher"), better_side(1.0, "lower")) == ("second", "second")
    assert (better_side(1.0, ""), better_side(0.0, "lower")) == ("", "")
