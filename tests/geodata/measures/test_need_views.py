"""Years, ages and units of the need to come, on the toy region, where one can count them."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.need import need_measures
from geodata.measures.need_ages import Pyramid, pyramid
from geodata.measures.need_units import units_ahead
from geodata.measures.need_years import use_over_years
from geodata.scenario.scenario import default_scenario
from tests.toy_projection import looking_back_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = looking_back_toy_region()
    return assess(region, default_scenario(region))


def test_use_goes_on_from_what_was_counted_to_the_horizon(toy: Assessment) -> None:
    found = use_over_years(toy, place_of(toy, "region"))
    assert found.observed == {2020: 210, 2025: 350}
    assert found.years == (2025, 2030, 2035)
    assert found.use.tolist() == [350, 340, 560]
    assert {key: use.tolist() for key, use in found.variants.items()} == {"high": [350, 374, 616]}
    assert not found.futures
    soon = use_over_years(toy, place_of(toy, "region"), (("horizon", "2030"),))
    assert soon.use.tolist() == [350, 340]


def test_futures_that_are_chosen_stand_in_place_of_other_variants_and_are_told_as_each_is_by_itself(
    toy: Assessment,
) -> None:
    place = place_of(toy, "region")
    chosen = use_over_years(toy, place, (("futures", "high/none/none;main/none/none"),))
    assert not chosen.variants
    for future, use in chosen.futures:
        alone = use_over_years(toy, place, (("health", future.health), ("variant", future.variant)))
        assert use.tolist() == alone.use.tolist()
    assert [use[-1] for _, use in chosen.futures] == [616, chosen.use[-1]]


def test_of_an_area_and_a_municipality_it_is_their_own(toy: Assessment) -> None:
    area, municipality = (place_of(toy, kind, id_) for kind, id_ in (("area", "A1"), ("municipality", "M2")))
    assert use_over_years(toy, area).observed == {2020: 60, 2025: 100}
    assert use_over_years(toy, municipality).observed == {2020: 30, 2025: 50}
    assert use_over_years(toy, municipality).use[-1] == 30


def test_five_outcomes_in_ten_lie_within_eight_in_ten_and_the_base_year_is_sure(toy: Assessment) -> None:
    place = place_of(toy, "region")
    found = use_over_years(toy, place)
    widths = [low[1:] for low in (found.most.low, found.half.low)]
    assert (widths[0] < widths[1]).all()
    assert (found.half.low[1:] < found.use[1:]).all()
    assert (found.use[1:] < found.half.high[1:]).all()
    assert (found.half.high[1:] < found.most.high[1:]).all()
    assert {band[0] for each in (found.half, found.most) for band in each} == {350}
    ends = [need_measures()[f"use_ahead_{end}"].read(toy, place).value for end in ("low", "high")]
    assert [found.most.low[-1], found.most.high[-1]] == np.rint(np.array(ends, float)).tolist()


def test_what_the_method_told_before_stands_beside_it(toy: Assessment) -> None:
    look = use_over_years(toy, place_of(toy, "area", "A1")).earlier
    assert look is not None
    assert (look.year_from, look.base, look.year_to, look.projected, look.observed) == (
        2020,
        60,
        2025,
        120,
        100,
    )
    assert look.error == pytest.approx(0.2)


def test_residents_by_age_today_and_at_the_horizon(toy: Assessment) -> None:
    found = pyramid(toy, place_of(toy, "region"))
    assert (found.ages, found.sexes, found.years) == ((0, 20), ("",), (2025, 2035))
    assert (found.now.tolist(), found.then.tolist()) == ([[800, 2700]], [[750, 4850]])
    assert [found.name(at) for at in range(2)] == ["0–19", "20+"]
    assert found.more_old is None


def test_the_old_are_counted_where_a_class_begins_with_them() -> None:
    counts = np.array([[10.0, 4, 2], [9.0, 5, 3]])
    found = Pyramid((0, 80, 85), ("1", "2"), counts, counts + np.array([0, 1, 2]), (2025, 2035))
    assert found.more_old == 6


def test_units_have_what_they_carry_and_what_is_free_or_missing(toy: Assessment) -> None:
    found = units_ahead(toy, place_of(toy, "region"))
    assert toy.units.index[found.units].tolist() == ["u-south", "u-north"], "most missing first"
    assert found.now.tolist() == [235, 115]
    assert found.carried.tolist() == [117, 233], "350 visits by 15 of capacity are 23 1/3 each"
    assert found.then.tolist() == [360, 200]
    assert found.lacking.tolist() == [244, 0], "360 1/2 less 116 2/3, rounded once"
    assert found.free.tolist() == [0, 118]


@pytest.mark.parametrize("standard", ["regional", "own", "20", "72"])
def test_units_miss_and_run_out_as_the_key_figures_say(toy: Assessment, standard: str) -> None:
    words = (("standard", standard),)
    figures = need_measures(words)
    for kind, id_ in (("region", ""), ("municipality", "M1"), ("area", "A1")):
        place = place_of(toy, kind, id_)
        found = units_ahead(toy, place, words)
        assert found.short.sum() == figures["units_short_ahead"].read(toy, place).value
    every = units_ahead(toy, place_of(toy, "region"), words)
    for unit, lacking in zip(toy.units.index[every.units], every.lacking, strict=True):
        beyond = figures["beyond_ahead"].read(toy, place_of(toy, "unit", unit)).value
        assert beyond is not None
        assert lacking == np.rint(beyond)


def test_units_of_a_place_are_those_that_stand_there(toy: Assessment) -> None:
    found = units_ahead(toy, place_of(toy, "area", "A1"))
    assert toy.units.index[found.units].tolist() == ["u-north"]
    assert not len(units_ahead(toy, place_of(toy, "area", "A3")).units), "its unit is of another kind of care"
