from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.contract.errors import CapacityError, UnknownNameError
from geodata.region.changes import MOST, Change, written
from geodata.scenario.scenario import Scenario, default_scenario, operators, parse
from geodata.scenario.valid_changes import capacity_most
from tests.toy_region import toy_region, with_units

REGION = toy_region()
USUAL = Scenario(REGION, "gp", "2025", (), "", 15.0)


def test_the_map_opens_with_the_first_care_form_that_has_units() -> None:
    assert default_scenario(REGION) == USUAL
    only_rehab = with_units(REGION, care_form=["rehab"] * 3)
    assert default_scenario(only_rehab).care_form == "rehab"


def test_without_visits_there_is_no_period() -> None:
    assert default_scenario(replace(REGION, visits=None)).period == ""


def test_what_is_left_out_is_as_usual() -> None:
    assert parse(REGION, {}) == USUAL
    assert parse(REGION, {"period": "", "limit_min": None, "operators": "", "zoom": "7"}) == USUAL


def test_words_become_a_scenario() -> None:
    words = {
        "care_form": "rehab",
        "operators": "own, choice",
        "age_group": "0-19",
        "limit_min": "20",
        "period": "2025",
    }
    assert parse(REGION, words) == Scenario(REGION, "rehab", "2025", ("choice", "own"), "0-19", 20.0)
    assert parse(REGION, {"operators": ["own"]}).operators == ("own",)


def test_the_limit_follows_the_care_form() -> None:
    forms = dict(REGION.settings.care_forms)
    forms["rehab"] = replace(forms["rehab"], limit_min=25.0)
    region = replace(REGION, settings=replace(REGION.settings, care_forms=forms))
    assert parse(region, {"care_form": "rehab"}).limit_min == 25


def test_all_operators_there_are_is_the_same_question_as_all() -> None:
    assert parse(REGION, {"operators": "own,contract,choice"}) == USUAL
    unknown_operator = with_units(REGION, operator=["own", "", "choice"])
    assert operators(unknown_operator) == ("own", "choice", "")
    assert parse(unknown_operator, {"operators": "own,contract,choice"}).operators != ()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("care_form", "dentist", "gp, rehab"),
        ("period", "2024", "2025"),
        ("operators", "own,other", "own, contract, choice"),
        ("age_group", "80-", '"", 0-19, 20-'),
        ("limit_min", "far", "not a number"),
        ("limit_min", "nan", "not a number"),
        ("limit_min", "91", "at most 90"),
        ("limit_min", -5, "above 0"),
    ],
)
def test_what_the_region_does_not_have_is_refused_by_name(name: str, value: object, told: str) -> None:
    with pytest.raises(UnknownNameError, match=told):
        parse(REGION, {name: value})


def test_an_age_group_without_known_residents_is_no_choice() -> None:
    of_all_ages = REGION.population.assign(age_from=-1, age_to=-1)
    with pytest.raises(UnknownNameError, match="age group"):
        parse(replace(REGION, population=of_all_ages), {"age_group": "0-19"})


NEW, LARGER = Change("add", "n1", 0.0451, 10.755, 4.0), Change("size", "u-south", capacity=6.0)


@pytest.mark.parametrize(
    "changes",
    [
        (Change("add", "n1"),),
        (Change("size", "u-south", capacity=-5),),
        (Change("bogus", "u-south"),),  # type: ignore[arg-type]  what is wrong with it
        (Change("close", "nothing"),),
        (Change("add", "u-south", 0.0451, 10.755, 4.0),),
        (Change("move", "u-south", 57.0, 11.0),),
        (LARGER, LARGER),
        (LARGER, Change("close", "u-south")),
        (Change("close", "u-south"), LARGER),
        (NEW, Change("size", "n1", capacity=5)),
        (NEW, Change("move", "n1", 0.0451, 10.575)),
        (NEW, NEW),
        tuple(replace(NEW, id=f"n{number + 1}") for number in range(MOST + 1)),
    ],
    ids=lambda changes: " ".join(f"{change.kind}:{change.id}" for change in changes[:2]),
)
def test_changes_that_no_address_can_hold_make_no_scenario(changes: tuple[Change, ...]) -> None:
    with pytest.raises(UnknownNameError):
        replace(USUAL, region=REGION, changes=changes)


def test_the_same_changes_are_the_same_question_however_they_were_made() -> None:
    rough = (replace(NEW, lat=0.045099, lon=10.7549999, capacity=4.0001), replace(LARGER, lat=1.0))
    made = replace(USUAL, region=REGION, changes=rough)
    assert made == replace(USUAL, region=REGION, changes=(NEW, LARGER))
    assert made == parse(REGION, {"changes": written(made.changes)})


def test_a_capacity_has_a_ceiling_by_the_largest_of_its_care_form() -> None:
    region = toy_region()
    assert capacity_most(region, "gp") == 100, "ten times North's 10"
    for changes in ("add:n1@0.04510,10.75500*100", "size:u-north*100"):
        assert parse(region, {"changes": changes}).changes
    for changes in ("add:n1@0.04510,10.75500*100.01", "size:u-south*999999"):
        with pytest.raises(CapacityError, match="is more than 100, the most that a unit can have"):
            parse(region, {"changes": changes})
    none = replace(region, units=region.units.assign(capacity=np.nan))
    assert capacity_most(none, "gp") == 10, "where none is known"
