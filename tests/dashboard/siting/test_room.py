"""`utbudskarta site --room` says where new units with only so much room should stand, as text and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.siting.room import room_json, room_text
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.contract.errors import SitingError
from geodata.publish.build import computed
from geodata.scenario.scenario import parse
from geodata.siting.candidates import area_candidates
from geodata.siting.capacitated import CapacitatedSiting
from geodata.siting.placing import place_with_room
from tests.toy import write_toy_region
from tests.toy_region import toy_region

pytestmark = pytest.mark.long

REGION = computed(toy_region())
NEAR = assess(REGION, parse(REGION, {"limit_min": 10}))  # 500 residents, in the third area, are beyond it
SITES = area_candidates(REGION)
EN, SV = words("en"), words("sv")


def test_the_answer_names_the_site_whom_it_has_room_for_and_whom_not() -> None:
    told = room_text(place_with_room(NEAR, "coverage", 1, SITES, 300), 300, SITES, NEAR, EN)
    assert told[0] == "Toy, gp, 2025"
    assert told[1].endswith("within the travel time limit, 300 at each new unit")
    assert "1. Ceby (A3)" in told
    assert "They have room for 300 residents who otherwise have no unit within the limit." in " ".join(told)
    assert "Another 200 live within 10 min of them" in " ".join(told)
    assert told[-1] == "Proven: no other choice among the 3 candidate sites is better."


def test_as_data_it_is_the_same_with_coordinates() -> None:
    told = room_json(place_with_room(NEAR, "coverage", 1, SITES, 300), 300, SITES, NEAR, SV)
    assert (told["placed"], told["bound"], told["turned_away"], told["room"]) == (300, 300, 200, 300)
    assert (told["proven"], told["gap"], told["persons"]) == (True, 0, 3500)
    assert [site["id"] for site in told["sites"]] == ["A3"]  # type: ignore[attr-defined]
    assert set(told["sites"][0]) >= {"longitude", "latitude", "area_id"}  # type: ignore[index]


def test_an_answer_cut_short_says_how_far_it_may_be_from_the_best() -> None:
    found = CapacitatedSiting((2,), 400.0, 500.0, proven=False, stopped=True, turned_away=0.0)
    told = room_text(found, 400, SITES, NEAR, EN)
    assert told[-2:] == [
        "The search was stopped before it finished.",
        "Not proven: no choice of sites can do better than 500. The difference is at most 25%.",
    ]
    assert room_json(found, 400, SITES, NEAR, EN)["gap"] == 0.25


@pytest.mark.parametrize("room", [0.0, -5.0, float("inf"), float("nan")])
def test_room_that_is_no_number_of_residents_is_refused(room: float) -> None:
    with pytest.raises(SitingError, match="above 0"):
        place_with_room(NEAR, "coverage", 1, SITES, room)


def test_the_command_prints_it_and_refuses_another_objective(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_toy_region(tmp_path / "toy"))
    asked = ["site", folder, "--limit-min", "10", "--room", "300", "--lang", "en"]
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["placed"] == 300
    assert main(asked) == 0
    assert "They have room for 300 residents" in capsys.readouterr().out
    assert main([*asked, "--objective", "all"]) == 1
    assert "as many as possible are to be covered" in capsys.readouterr().err
