"""What the browser says of a unit that is carried is what the server answers when it is dropped there."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pandas import DataFrame

from dashboard.layers.change import classes
from dashboard.plan.carry_documents import homes_document, may_be_carried, unit_document
from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.carried import carried
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import whole_region
from geodata.geometry.degrees import to_degrees
from geodata.measures.coverage import BEYOND, COVERED
from geodata.publish.build import computed, with_minutes
from geodata.region.audience import Audience
from geodata.region.changes import Change
from geodata.region.for_audience import for_audience
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from geodata.travel.minutes_from_anywhere import paces_as_the_crow_flies
from tests.dashboard.site import site_of
from tests.geodata.travel.test_model import with_roads  # noqa: F401  a fixture
from tests.points import with_points
from tests.toy_region import toy_region

SCRIPT = Path(__file__).with_name("carry.mjs")
MANY = 40


def browser(assessment: Assessment, unit: str, places: Sequence[Sequence[float]]) -> Any:
    """What the scripts answer at some places, latitude and longitude."""
    region = assessment.region
    text = json.dumps(
        {
            "homes": json.loads(homes_document(region, assessment.scenario.age_group)),
            "unit": json.loads(unit_document(assessment, unit)),
            "places": places,
        }
    )
    done = subprocess.run(["node", SCRIPT], input=text, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def dropped(assessment: Assessment, unit: str, lat: float, lon: float) -> Assessment:
    """The server's answer with the unit at a place: what the address says then."""
    changes = assessment.scenario.changes
    own = [change for change in changes if change.id == unit and change.kind in ("add", "move")]
    moved = replace(own[0], lat=lat, lon=lon) if own else Change("move", unit, lat, lon)
    others = [moved if change in own else change for change in changes]
    return assess(
        assessment.region,
        replace(
            assessment.scenario,
            region=assessment.region,
            changes=tuple(others if own else [*others, moved]),
        ),
    )


def on_land(region: Region, count: int) -> list[list[float]]:
    """Places about the region, as an address holds them."""
    west, south, east, north = region.areas.total_bounds.tolist()
    rng = np.random.default_rng(7)
    x, y = rng.uniform(west, east, count), rng.uniform(south, north, count)
    lon, lat = to_degrees(region.settings.crs).transform(x, y)
    return np.column_stack((np.round(lat, 5), np.round(lon, 5))).tolist()


def assert_same(answer: Any, expected: Assessment) -> None:
    """Every class and figure, none of them nearly."""
    whole = whole_region(expected)
    effects = expected.effects(whole.areas)
    assert answer["classes"] == classes(expected).tolist()
    found = {key: answer[key] for key in ("within", "beyond", "reached", "lost")}
    assert found == {key: getattr(effects, key) for key in found}
    assert (answer["shorter"], answer["longer"]) == (effects.shorter.persons, effects.longer.persons)
    assert answer["covered"] / answer["persons"] == COVERED.read(expected, whole).value
    assert answer["persons"] - answer["covered"] == BEYOND.read(expected, whole).value
    today = COVERED.read(expected.without_changes, whole)
    assert answer["today"] / answer["persons"] == today.value
    assert answer["gain"] == answer["covered"] - answer["today"]
    minutes = [np.inf if each is None else each for each in answer["areaMin"]]
    np.testing.assert_allclose(minutes, expected.access.nearest_min, rtol=1e-6)
    limit = expected.scenario.limit_min
    near = [each.access.nearest_min <= limit for each in (expected.without_changes, expected)]
    passes = np.flatnonzero((near[0] != near[1]) & (expected.persons > 0))
    assert sorted(answer["passing"]) == passes.tolist()


def on_a_line(region: Region) -> Region:
    """The toy region, its minutes the straight line's rather than made up."""
    return with_minutes(replace(region, minutes=None))


def scattered() -> Region:
    """The toy region with five residences an area, and a young few at each."""
    rng = np.random.default_rng(11)
    points = [
        (float(x), float(y), area, float(persons))
        for area in range(3)
        for x, y, persons in zip(
            area * 10_000 + rng.uniform(0, 10_000, 5),
            rng.uniform(0, 10_000, 5),
            rng.integers(0, 40, 5),
            strict=True,
        )
    ]
    return with_points(toy_region(), points, [persons // 3 for _, _, _, persons in points])


REGIONS: dict[str, Callable[[], Region]] = {
    "a point an area": lambda: on_a_line(toy_region()),
    "points": scattered,
}
QUESTIONS: dict[str, tuple[dict[str, str], str]] = {
    "as it is": ({}, "u-north"),
    "another limit": ({"limit_min": "7"}, "u-south"),
    "the other is closed": ({"changes": "close:u-north"}, "u-south"),
    "a new one": ({"changes": "add:n1@0.05000,10.65000*4;close:u-south"}, "n1"),
    "moved before": ({"changes": "move:u-north@0.05000,10.65000;size:u-north*2"}, "u-north"),
    "the young": ({"age_group": "0-19"}, "u-north"),
    "of other operators": ({"operators": "choice"}, "u-north"),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("kind", REGIONS)
def test_a_unit_in_hand_is_answered_as_the_server_does_when_it_is_dropped(kind: str, question: str) -> None:
    region = REGIONS[kind]()
    values, unit = QUESTIONS[question]
    assessment = assess(region, parse(region, values))
    places = on_land(region, MANY)
    answers = browser(assessment, unit, places)
    assert json.loads(homes_document(region, ""))["exact"]
    for answer, (lat, lon) in zip(answers, places, strict=True):
        assert_same(answer, dropped(assessment, unit, lat, lon))
    if question == "as it is":
        assert len({tuple(answer["classes"]) for answer in answers}) > 3, "places differ"
    if question == "another limit" and kind == "points":
        assert {answer["gain"] > 0 for answer in answers} == {True, False}
    if question == "of other operators":
        assert {answer["shorter"] + answer["longer"] for answer in answers} == {0}, "nobody goes there"


def test_along_roads_what_is_told_is_a_guess_and_says_so(with_roads: Region) -> None:  # noqa: F811
    region = computed(with_roads)
    document = json.loads(homes_document(region, ""))
    assert not document["exact"]
    # 10 km in a straight line take 10 minutes between the two areas: the island goes at the same pace.
    np.testing.assert_allclose(paces_as_the_crow_flies(region), 1000, rtol=0.01)
    unit = json.loads(unit_document(assess(region, parse(region, {})), "v1"))
    assert unit["counts"]


def test_a_unit_that_is_not_there_cannot_be_carried() -> None:
    region = on_a_line(toy_region())
    for changes, unit in (("", "none"), ("close:u-north", "u-north"), ("", "")):
        with pytest.raises(UnknownNameError):
            carried(assess(region, parse(region, {"changes": changes})), unit)


def test_who_may_not_see_the_answer_is_not_sent_what_it_is_made_of() -> None:
    region = on_a_line(toy_region())
    assert may_be_carried(region)
    for hidden in (
        RoleAccess(hide_measures=("covered",)),
        RoleAccess(hide_measures=("beyond",)),
        RoleAccess(hide_measures=("nearest",)),
        RoleAccess(hide_measures=("difference",)),
        RoleAccess(hide_measures=("residents",)),
        RoleAccess(hide_layers=("change",)),
    ):
        assert not may_be_carried(replace(region, hidden=hidden)), hidden
    table = DataFrame({"area": [0], "unit": [0], "minutes": [5.0]})
    assert not may_be_carried(replace(region, travel_times=table)), "a table knows no other places"


def test_only_so_many_homes_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    region = scattered()
    monkeypatch.setattr("dashboard.plan.carry_documents.HOMES_MOST", 15)
    assert may_be_carried(region)
    monkeypatch.setattr("dashboard.plan.carry_documents.HOMES_MOST", 14)
    assert not may_be_carried(region)


def test_the_documents_are_asked_for_by_question_and_kept_by_their_tag(tmp_path: Path) -> None:
    region = on_a_line(toy_region())
    site = site_of(region, tmp_path)
    region, client = site.region, site.client
    for part in ("homes.json?form=gp", "unit.json?form=gp&carried=u-north"):
        address = f"/carry/{region.version}/{part}"
        first = client.get(address)
        assert first.status_code == 200
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
    other = client.get(f"/carry/{region.version}/unit.json?form=gp&carried=u-north&changes=close:u-south")
    assert other.headers["ETag"] != first.headers["ETag"]
    for part in ("unit.json", "unit.json?carried=none", "unit.json?carried=" + "x" * 5000):
        assert client.get(f"/carry/{region.version}/{part}").status_code == 204
    assert client.get(f"/carry/{region.version}/else.json").status_code == 404
    assert client.get("/carry/none/homes.json").status_code == 404


def test_who_may_not_see_where_people_live_is_sent_the_areas_alone() -> None:
    region = scattered()
    hidden = AccessSettings({"resident": RoleAccess(hide_tables=("population_points",))})
    region = replace(region, settings=replace(region.settings, access=hidden))
    seen = for_audience(region, Audience("resident"))
    sent, every = (json.loads(homes_document(each, "")) for each in (seen, region))
    assert np.frombuffer(b64decode(sent["begins"]), "<u4").tolist() == [0, 1, 2, 3]
    assert np.frombuffer(b64decode(every["begins"]), "<u4").tolist() == [0, 5, 10, 15]
    people = np.frombuffer(b64decode(sent["persons"]), "<u4").tolist()
    assert people == assess(seen, parse(seen, {})).persons.tolist()
