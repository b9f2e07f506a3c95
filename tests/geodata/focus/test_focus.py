from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place
from geodata.focus.places import beside, place_of, same_place
from geodata.geometry.degrees import to_degrees
from geodata.region.changes import Change
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_region import toy_region, with_units

REGION = toy_region()
ASSESSMENT = Assessment(REGION, default_scenario(REGION))


def test_the_region_is_all_areas_and_all_units() -> None:
    focus = place_of(ASSESSMENT, "region")
    assert focus.areas.tolist() == [0, 1, 2]
    assert focus.units.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "id", "areas", "units", "basis"),
    [
        ("municipality", "M1", [0, 1], [0, 2], ""),
        ("area", "A3", [2], [1], ""),
        ("unit", "u-south", [1, 2], [2], "observed"),
        ("zone", "A3", [2], [1], ""),
    ],
)
def test_a_place_is_its_areas_and_units(
    kind: str, id: str, areas: list[int], units: list[int], basis: str
) -> None:
    focus = place_of(ASSESSMENT, kind, id)
    assert (focus.kind, focus.id, focus.basis) == (kind, id, basis)
    assert focus.areas.tolist() == areas
    assert focus.units.tolist() == units


def test_a_unit_without_visits_has_the_areas_it_is_nearest_to_or_else_stands_in() -> None:
    bare = replace(REGION, visits=None)
    near = place_of(Assessment(bare, default_scenario(bare)), "unit", "u-north")
    assert (near.areas.tolist(), near.basis) == ([0], "nearest")
    rehab = place_of(ASSESSMENT, "unit", "u-rehab")  # of another care form
    assert (rehab.areas.tolist(), rehab.basis) == ([2], "stands_in")
    outside = with_units(REGION, area=[0, -1, 1])
    nobody = place_of(Assessment(outside, default_scenario(outside)), "unit", "u-rehab")
    assert (nobody.areas.tolist(), nobody.basis) == ([], "")


@pytest.mark.parametrize(
    ("kind", "id"),
    [("municipality", "M9"), ("area", "A0"), ("area", "Z"), ("unit", "A1"), ("zone", "A1"), ("county", "14")],
)
def test_what_is_not_there_is_refused(kind: str, id: str) -> None:
    with pytest.raises(UnknownNameError):
        place_of(ASSESSMENT, kind, id)


def test_a_unit_that_a_scenario_closes_is_told_of_those_who_went_to_it_on_both_sides() -> None:
    after = assess(REGION, parse(REGION, {"changes": "close:u-south"}))
    closed = place_of(after, "unit", "u-south")
    other, today = beside(after, closed) or pytest.fail("a scenario is told beside today")
    assert (closed.areas.tolist(), closed.basis) == ([1, 2], "observed")
    assert today.areas.tolist() == closed.areas.tolist()
    assert other is after.without_changes
    longer = after.effects(closed.areas).longer.persons
    assert longer == 2500, "all of A2 (12 to 15 minutes) and A3 (8 to 35)"


def test_a_zone_keeps_its_id_and_its_areas_whatever_the_ages_asked_about() -> None:
    """All lack something at a limit of 1 minute. Most people live in A2, most of the young in A1."""
    people = REGION.population.copy()
    people.loc[(people["area"] == 0) & (people["age_to"] == 19), "persons"] = 950
    people.loc[(people["area"] == 0) & (people["age_from"] == 20), "persons"] = 50
    region = replace(
        REGION, population=people, settings=replace(REGION.settings, underserved_from=1), visits=None
    )
    for age in ("", "0-19", "20-"):
        found = assess(region, parse(region, {"limit_min": 1, "age_group": age}))
        assert {zone.id for zone in found.lacking.zones} == {"A2", "A3"}, age
        assert place_of(found, "zone", "A1").id == "A2", "the area A1 lies in the zone of A2"


def test_a_zone_that_the_changes_lift_is_still_the_areas_it_was() -> None:
    lifted = assess(REGION, parse(REGION, {"changes": "size:u-south*60", "limit_min": 15}))
    today = lifted.without_changes
    zone = today.lacking.zone("A3")
    assert "A3" not in {each.id for each in lifted.lacking.zones}
    focus = place_of(lifted, "zone", "A3")
    assert (focus.id, focus.areas.tolist()) == ("A3", zone.areas.tolist())
    assert same_place(today, focus).areas.tolist() == zone.areas.tolist()


# --- a place beside other questions ---------------------------------------------------------------


def _at(x: float, y: float = 5e3) -> tuple[float, float]:
    """Degrees, latitude first, of a point on the row of areas."""
    lon, lat = to_degrees(REGION.settings.crs).transform(x, y)
    return round(float(lat), 5), round(float(lon), 5)


def _with(*changes: Change) -> Assessment:
    return assess(REGION, replace(ASSESSMENT.scenario, region=REGION, changes=changes))


QUESTIONS = {
    "today": ASSESSMENT,
    "one opened in A1": _with(Change("add", "n1", *_at(5e3), 2.0)),
    "another opened in A3, the south resized": _with(
        Change("size", "u-south", capacity=6), Change("add", "n2", *_at(25e3), 2.0)
    ),
    "the north moved to A3": _with(Change("move", "u-north", *_at(25e3))),
    "the south moved to A3 and two opened": _with(
        Change("move", "u-south", *_at(24e3)),
        Change("add", "n2", *_at(25e3), 1.0),
        Change("add", "n1", *_at(26e3), 1.0),
    ),
}
DRAWN = ";".join("{},{}".format(*_at(x, y)) for x, y in ((21e3, 1e3), (21e3, 9e3), (29e3, 9e3), (29e3, 1e3)))


def _places(assessment: Assessment) -> list[Place]:
    region = assessment.region
    ids = {
        "region": [""],
        "municipality": ["M1", "M2"],
        "area": region.areas.index,
        "unit": assessment.units.index,
        "zone": [zone.id for zone in assessment.without_changes.lacking.zones],
        "drawn": [DRAWN],
    }
    return [place_of(assessment, kind, id_) for kind, each in ids.items() for id_ in each]


@pytest.mark.parametrize("there", QUESTIONS)
@pytest.mark.parametrize("here", QUESTIONS)
def test_a_place_has_the_units_that_stand_in_it_under_each_question(here: str, there: str) -> None:
    """Also where a unit's position in the one question's table is another's in the other's."""
    other = QUESTIONS[there]
    stands = other.units["area"].to_numpy()
    for place in _places(QUESTIONS[here]):
        same = same_place(other, place)
        at = (place.kind, place.id)
        assert (same.kind, same.id, len(same.of_unit)) == (*at, len(same.units)), at
        if place.is_unit:
            assert other.units.index[same.units].tolist() == [
                id_ for id_ in other.units.index if id_ == place.id
            ], at
        else:
            assert same.areas.tolist() == place.areas.tolist(), at
            assert same.units.tolist() == [at for at, area in enumerate(stands) if area in place.areas], at
