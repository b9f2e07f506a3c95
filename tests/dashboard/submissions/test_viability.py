"""Which units a case leaves with less, on the toy whose visits are countable."""

from __future__ import annotations

from dataclasses import replace

from dashboard.submissions.case import Draft
from dashboard.submissions.effect import changed_assessment
from dashboard.submissions.viability import UnitLoad, Viability, _sorted, viability_of
from geodata.region.region import Region
from tests.dashboard.submissions.conftest import draft, middle

NEW = {"name": "Nya", "care_form": "vc", "place": middle(1), "capacity": "20"}


def new_unit() -> Draft:
    return draft(kind="application", unit="", care_form="vc", before={}, after=NEW)


def with_floor(region: Region, floor: int) -> Region:
    facts = replace(region.settings.unit_facts, viable_from={"vc": floor})
    return replace(region, settings=replace(region.settings, unit_facts=facts))


def test_a_new_unit_takes_visits_from_the_others_as_the_what_if_moves_them(toy: Region) -> None:
    """Of 125 visits to v1 and 235 to v2, the new one between them takes 18 and 63."""
    found, assessment = viability_of(toy, new_unit()), changed_assessment(toy, new_unit())
    assert found is not None
    assert assessment is not None
    assert assessment.use.visits_by_unit is not None
    loads = [(load.unit, load.before, load.after) for load in found.losing]
    assert loads == [("v2", 235, 172), ("v1", 125, 107)]
    assert assessment.use.visits_by_unit.tolist() == [107, 172, 80], "as Planera has them, in whole visits"
    assert (found.floor, found.below, found.more) == (None, (), 0)


def test_where_a_floor_is_stated_who_falls_below_it_is_told(toy: Region) -> None:
    found = viability_of(with_floor(toy, 200), new_unit())
    assert found is not None
    assert [load.unit for load in found.below] == ["v2"]
    assert [load.unit for load in found.losing] == ["v1"], "it was below already"


def test_what_changes_no_supply_takes_from_nobody(toy: Region) -> None:
    assert viability_of(toy, draft()) is None


LOADS = [UnitLoad("a", "A", 1000, 900), UnitLoad("b", "B", 4100, 3900), UnitLoad("c", "C", 5000, 4000)]


def test_below_is_who_had_enough_and_has_not_any_more() -> None:
    found = _sorted("vc", 4000, LOADS)
    assert [load.unit for load in found.below] == ["b"], "who had too little already falls below nothing"
    assert [load.unit for load in found.losing] == ["c", "a"]
    assert _sorted("vc", None, LOADS).below == ()


def test_the_units_that_lose_most_are_listed_and_the_rest_are_counted() -> None:
    loads = [UnitLoad(f"u{number}", "", 1000, 1000 - number) for number in range(1, 12)]
    found = _sorted("vc", None, loads)
    assert [load.unit for load in found.losing] == [f"u{number}" for number in range(11, 3, -1)]
    assert found.more == 3


def test_what_the_history_keeps_says_the_same() -> None:
    found = _sorted("vc", 4000, LOADS)
    kept = found.details()
    loads = {key: tuple(UnitLoad(*each) for each in kept[key]) for key in ("below", "losing")}
    assert Viability(kept["care_form"], kept["floor"], loads["below"], loads["losing"], kept["more"]) == found
