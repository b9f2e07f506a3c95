"""What units are paid, by eye on the toy: 1,393,000 and 2,560,000; by the flat model 1.3 and 2.6 million."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import OPERATORS
from geodata.focus.places import every, place_of
from geodata.measures.payment import FIGURES, payment_measures
from geodata.measures.payment_fifths import fifth_weights, paid_by_fifth
from geodata.measures.payment_groups import paid_by_municipality, paid_by_operator, paid_by_part
from geodata.measures.reform_of_units import Words, pays, tariff_of, unit_reform, why_no_reform
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_payment import toy_payment_region
from tests.toy_region import toy_region

FLAT: Words = (("model", "flat"),)
NORTH, SOUTH = 0, 2


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return of(toy_payment_region())


def of(region: Region, **values: str) -> Assessment:
    return assess(region, parse(region, values) if values else default_scenario(region))


def value(
    assessment: Assessment, key: str, kind: str = "region", id_: str = "", words: Words = FLAT
) -> float:
    found = payment_measures(words)[key].read(assessment, place_of(assessment, kind, id_)).value
    assert found is not None, key
    return found


WHOLE = {
    "payment_before": 3_953_000,
    "payment_after": 3_900_000,
    "payment_change": -53_000,
    "payment_change_share": -53_000 / 3_953_000,
    "payment_change_per_listed": -53 / 3,
    "payment_per_listed": 1300,
    "payment_listed": 3000,
    "payment_moved": 40_000,  # of 133,000 that changes 53,000 is a cut; half of the rest moves
    "payment_moved_share": 40_000 / 3_953_000,
    "units_moving_2": 1,  # 6.7 % and 1.6 %
    "units_moving_5": 1,
    "units_moving_10": 0,
    "payment_change_own": -93_000,
    "payment_change_choice": 40_000,
    "payment_fit_ratio": 3_913_000 / 3_953_000,
    "payment_fit_median": (1 + 2_520 / 2_560) / 2,
    "payment_fit_within_2": 1.0,
}


@pytest.mark.parametrize("key", WHOLE)
def test_the_region_s_figures_are_those_that_one_can_count(toy: Assessment, key: str) -> None:
    assert value(toy, key) == pytest.approx(WHOLE[key], rel=1e-12)


def test_of_how_many_units_move_is_told(toy: Assessment) -> None:
    reading = payment_measures(FLAT)["units_moving_5"].read(toy, place_of(toy, "region"))
    assert reading.denominator == 2


@pytest.mark.parametrize(
    ("kind", "id_", "change"),
    [
        ("unit", "u-north", -93_000),
        ("unit", "u-south", 40_000),
        ("area", "A1", -93_000),
        ("area", "A2", 40_000),
        ("municipality", "M1", -53_000),
        ("several", "A1,A2", -53_000),
    ],
)
def test_a_place_has_the_units_that_stand_in_it(toy: Assessment, kind: str, id_: str, change: float) -> None:
    assert value(toy, "payment_change", kind, id_) == change


def test_where_no_unit_is_paid_there_is_a_reason(toy: Assessment) -> None:
    for key in FIGURES:
        for kind, id_ in (("area", "A3"), ("municipality", "M2"), ("unit", "u-rehab")):
            reading = payment_measures(FLAT)[key].read(toy, place_of(toy, kind, id_))
            assert reading.value is None, key
            assert reading.why == "why.no_paid_units", key


def test_the_current_model_without_edits_changes_nothing_anywhere(toy: Assessment) -> None:
    for key in ("payment_change", "payment_moved", "units_moving_2"):
        assert value(toy, key, words=()) == 0
    assert not unit_reform(toy).change.any()


def test_parts_of_both_models_are_told_in_order_with_their_prices(toy: Assessment) -> None:
    found = {part.key: part for part in paid_by_part(toy, place_of(toy, "region"), FLAT)}
    assert {key: part.before / 100 for key, part in found.items() if part.before} == {
        "age": 3_180_000,
        "cni": 600_000,
        "places": 30_000,
        "visits": 130_000,
        "leaving": -7_000,
        "base": 20_000,
    }
    assert (found["each"].before, found["each"].after) == (0, 390_000_000)
    assert (found["each"].price_before, found["each"].price_after) == (None, 1300)
    assert sum(part.change for part in found.values()) == -5_300_000


def test_an_edited_part_has_both_prices(toy: Assessment) -> None:
    found = {part.key: part for part in paid_by_part(toy, place_of(toy, "region"), (("prices", "base:0"),))}
    assert (found["base"].price_before, found["base"].price_after) == (10_000, 0)
    off = {part.key: part for part in paid_by_part(toy, place_of(toy, "region"), (("prices", "base:off"),))}
    assert off["base"].price_after is None
    assert off["base"].change == -2_000_000


def test_groups_add_up_to_the_whole(toy: Assessment) -> None:
    whole = place_of(toy, "region")
    for found in (
        paid_by_operator(toy, whole, FLAT),
        paid_by_municipality(toy, whole, FLAT),
        paid_by_fifth(toy, whole, FLAT),
    ):
        assert found is not None
        assert found.before.sum() == 395_300_000
        assert found.change.sum() == -5_300_000
        assert found.units.sum() == 2
        assert found.persons.sum() == 3000


def test_who_runs_the_units_and_where_they_stand(toy: Assessment) -> None:
    run_by = paid_by_operator(toy, place_of(toy, "region"), FLAT)
    assert run_by.keys == ("own", "choice")
    assert run_by.change.tolist() == [-9_300_000, 4_000_000]
    assert run_by.change_per_listed.tolist() == [-93, 20]
    assert paid_by_municipality(toy, place_of(toy, "region"), FLAT).keys == ("M1",)
    alone = paid_by_operator(toy, place_of(toy, "unit", "u-south"), FLAT)
    assert alone.keys == ("choice",)


def test_fifths_are_of_the_listed_by_the_weight_that_follows_people(toy: Assessment) -> None:
    """South has 0.75 and 2000 of 3000, whose middle is a third in: the second fifth; north is in the last."""
    assert fifth_weights(toy) == ("cni",)
    found = paid_by_fifth(toy, place_of(toy, "region"), FLAT)
    assert found is not None
    assert found.keys == ("1", "2", "3", "4", "5")
    assert found.persons.tolist() == [0, 2000, 0, 0, 1000]
    assert found.change.tolist() == [0, 4_000_000, 0, 0, -9_300_000]


def test_units_without_the_weight_are_told_beside(toy: Assessment) -> None:
    rows = toy.region.unit_weights
    assert rows is not None
    some = of(replace(toy.region, unit_weights=rows[~((rows["unit"] == NORTH) & (rows["weight"] == "cni"))]))
    found = paid_by_fifth(some, place_of(some, "region"), FLAT)
    assert found is not None
    assert found.keys[-1] == ""
    assert found.units.tolist()[-1] == 1


def test_only_units_of_the_question_s_operators_are_told(toy: Assessment) -> None:
    own = of(toy.region, care_form="gp", operators="own")
    assert value(own, "payment_change") == -93_000
    assert payment_measures(FLAT)["payment_change_choice"].read(own, place_of(own, "region")).value is None


def test_a_region_without_models_tells_why(toy: Assessment) -> None:
    bare = of(toy_region())
    assert pays(toy.region)
    assert not pays(bare.region)
    for key, measure in payment_measures(FLAT).items():
        reading = measure.read(bare, place_of(bare, "region"))
        assert reading.value is None, key
        assert reading.why.startswith("why."), key


def test_a_care_form_without_a_model_and_ages_tell_why(toy: Assessment) -> None:
    assert why_no_reform(of(toy.region, care_form="rehab"))
    assert why_no_reform(of(toy.region, care_form="gp", age_group="0-19")) == "why.payment_of_all"


def test_a_budget_that_cannot_be_kept_tells_why(toy: Assessment) -> None:
    small = (("budget", "1"), ("scaled", "cni"))
    assert why_no_reform(toy, small) == "why.budget_too_small"
    reading = payment_measures(small)["payment_after"].read(toy, place_of(toy, "region"))
    assert (reading.value, reading.why) == (None, "why.budget_too_small")


def test_a_neutral_budget_is_kept_to_the_hundredth(toy: Assessment) -> None:
    neutral: Words = (("budget", "neutral"), ("prices", "cni:400"), ("scaled", "age"))
    assert value(toy, "payment_change", words=neutral) == 0
    assert value(toy, "payment_moved", words=neutral) == value(toy, "payment_change_own", words=neutral) > 0


def test_words_that_the_care_form_cannot_answer_are_as_usual(toy: Assessment) -> None:
    assert tariff_of(toy, (("model", "gone"),)) == tariff_of(toy)


def test_of_few_listed_no_share_is_told_where_lists_are_protected(toy: Assessment) -> None:
    lists = toy.region.lists
    assert lists is not None
    persons = np.where(lists["unit"] == NORTH, lists["persons"] / 200, lists["persons"])  # 5 of 1000
    few = of(replace(toy.region, lists=lists.assign(persons=persons)))
    units = every(few, "unit")
    plain = payment_measures(FLAT)["payment_change_per_listed"].counts(few, units)
    assert plain.why[NORTH] == ""
    hidden = of(protected(few.region))
    found = payment_measures(FLAT)["payment_change_per_listed"].counts(hidden, every(hidden, "unit"))
    assert found.why.tolist()[NORTH] == "why.too_few"
    assert found.why.tolist()[SOUTH] == ""


def protected(region: Region) -> Region:
    """The same, whose settings say that its counts are protected."""
    return replace(region, settings=replace(region.settings, disclosure="protected"))


def test_every_figure_is_a_measure_of_every_region_under_the_usual_tariff(toy: Assessment) -> None:
    known = measures_of(toy.region)
    assert set(payment_measures()) <= set(known)
    assert {f"payment_change_{operator}" for operator in OPERATORS} <= set(known)
