"""A new unit has a name, an organisation and an operator where they are told, and they count."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.publish.build import computed
from geodata.region.changes import NAME_MOST
from geodata.region.unit_places import unit_places
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

REGION = computed(toy_region())
LON, LAT = unit_places(REGION.units, REGION.settings.crs)
AT_NORTH = f"{LAT[0]:.5f},{LON[0]:.5f}"
"""Where North stands, in A1, which reaches no other organisation than its One."""


def after(told: str = "", **asked: str) -> Assessment:
    return assess(REGION, parse(REGION, {"limit_min": 10, "changes": f"add:n1@{AT_NORTH}*4{told}", **asked}))


def test_a_new_unit_is_called_what_it_is_called() -> None:
    unit = after("/choice/Three/Nya").units.iloc[-1]
    assert (unit["name"], unit["organisation"], unit["operator"]) == ("Nya", "Three", "choice")
    unnamed = after().units.iloc[-1]
    assert unnamed["name"].startswith("+")
    assert (unnamed["organisation"], unnamed["operator"]) == ("", "")


@pytest.mark.parametrize(("organisation", "more"), [("One", 0), ("Three", 1), ("", 1)])
def test_a_real_choice_is_between_organisations(organisation: str, more: int) -> None:
    today = assess(REGION, parse(REGION, {"limit_min": 10})).access.organisations
    found = after(f"/own/{organisation}/Nya").access.organisations
    assert (found - today).tolist() == [more, 0, 0]


def test_two_new_units_of_one_organisation_are_no_choice_between_each_other() -> None:
    changes = ";".join(f"add:n{at}@{AT_NORTH}*4//Three/" for at in (1, 2))
    found = assess(REGION, parse(REGION, {"limit_min": 10, "changes": changes})).access.organisations
    assert (found == after("//Three/").access.organisations).all()


def test_it_counts_with_its_operator_or_with_all_while_nobody_has_said() -> None:
    for told, operators, counts in (
        ("/own//", "own", True),
        ("/own//", "choice", False),
        ("", "choice", True),
    ):
        assert bool(after(told, operators=operators).supply.available[-1]) == counts, (told, operators)


def test_where_no_unit_names_its_organisation_a_new_one_does_not_make_them_known() -> None:
    silent = replace(REGION, units=REGION.units.assign(organisation=""))
    changes = f"add:n1@{AT_NORTH}*4//Three/"
    assert not assess(silent, parse(silent, {"changes": changes})).supply.organisations_known


@pytest.mark.parametrize("name", ["x" * (NAME_MOST + 1), "a\nb", "a\u202eb", "a\x00b"])
def test_a_name_is_bounded_and_of_signs_that_show(name: str) -> None:
    for told in (f"///{quote(name)}", f"//{quote(name)}/"):
        with pytest.raises(UnknownNameError):
            after(told)
