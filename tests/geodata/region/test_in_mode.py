"""A region of several ways of travelling: in each all is the same but minutes and what rests on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.assessment.assessment import assess
from geodata.checks import check
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.contract.errors import UnknownNameError
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.audience import Audience
from geodata.region.in_mode import in_mode, modes_of
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from geodata.versions.figures import usual_assessment
from tests.toy import CORNER, SIDE, to_degrees, write_toy_region
from tests.toy_modes import MODES_TOML, toy_of_two_modes


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return toy_of_two_modes(tmp_path_factory.mktemp("modes"))


def nearest(region: Region, mode: str) -> list[float]:
    found = assess(region, parse(region, {"mode": mode})).access.nearest_min
    return np.round(found, 1).tolist()


def test_each_way_has_its_own_minutes_and_the_first_is_usual(region: Region) -> None:
    assert modes_of(region) == ("car", "bicycle")
    assert nearest(region, "car")[2] == nearest(region, "")[2] == 13.0
    assert nearest(region, "bicycle")[2] == 52.0


@pytest.mark.parametrize(("own", "longest"), [("", 90), ("longest_min = 100\n", 100)])
def test_a_way_counts_journeys_as_far_as_its_limit(
    own: str, longest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can be asked who is within ninety minutes of what is counted for sixty."""
    limits = f"limit_min = 90\n{own}"
    monkeypatch.setattr("tests.toy_modes.MODES_TOML", MODES_TOML.replace("limit_min = 20\n", limits))
    by_bicycle = toy_of_two_modes(tmp_path).in_mode("bicycle")
    assert by_bicycle.settings.travel.longest_min == longest
    assert by_bicycle.usual is not None
    assert by_bicycle.usual.settings.travel.longest_min == 60


def test_each_way_has_its_own_limit(region: Region) -> None:
    assert {mode: parse(region, {"mode": mode}).limit_min for mode in ("", "car", "bicycle")} == {
        "": 15,
        "car": 15,
        "bicycle": 20,
    }
    reached = assess(region, parse(region, {"mode": "bicycle"}))
    assert reached.at_published_rules is reached
    assert reached.region.settings.travel.mode == "bicycle"


def test_the_usual_way_is_one_question_however_it_is_written(region: Region) -> None:
    assert parse(region, {"mode": "car"}) == default_scenario(region)
    assert assess(region, parse(region, {"mode": "car"})) is assess(region, default_scenario(region))


def test_the_usual_question_is_the_same_whichever_way_the_region_is_in(region: Region) -> None:
    bicycle = region.in_mode("bicycle")
    assert default_scenario(bicycle) == default_scenario(region)
    assert usual_assessment(bicycle, "vc") is usual_assessment(region, "vc")


def test_from_one_way_to_another_and_back_is_the_same_region(region: Region) -> None:
    bicycle = region.in_mode("bicycle")
    assert bicycle is in_mode(bicycle, "bicycle") is region.in_mode("bicycle")
    assert bicycle.in_mode("car") is bicycle.in_mode("") is region
    question = parse(region, {"mode": "bicycle"})
    assert assess(bicycle, question) is assess(region, question)


def test_a_way_that_the_region_does_not_have_is_refused(region: Region) -> None:
    with pytest.raises(UnknownNameError, match="it has car, bicycle"):
        in_mode(region, "transit")
    with pytest.raises(UnknownNameError, match="mode"):
        parse(region, {"mode": "transit"})


def test_what_is_changed_is_travelled_to_in_the_same_way(region: Region) -> None:
    lon, lat = to_degrees(CORNER[0] + 2.5 * SIDE, CORNER[1] + 0.9 * SIDE)  # 4 km from the middle of 0201
    changes, minutes = f"add:n1@{lat:.5f},{lon:.5f}*4", {"car": 5.2, "bicycle": 20.8}
    for mode in ("car", "bicycle"):
        after = assess(region, parse(region, {"mode": mode, "changes": changes}))
        before = after.without_changes
        assert before is assess(region, parse(region, {"mode": mode}))
        assert after.access.nearest_min[2] == pytest.approx(minutes[mode], abs=0.01)


def test_a_version_holds_every_way(region: Region, tmp_path: Path) -> None:
    publish(region, tmp_path)
    opened = open_snapshot(tmp_path)
    assert opened.settings == region.settings
    for mode in modes_of(region):
        there, given = opened.in_mode(mode), region.in_mode(mode)
        assert there.minutes is not None
        assert given.minutes is not None
        np.testing.assert_array_equal(there.minutes.toarray(), given.minutes.toarray())
        assert there.choice_models == given.choice_models
        assert there.settings == given.settings


def test_what_is_hidden_is_hidden_in_every_way(region: Region) -> None:
    hidden = AccessSettings({"resident": RoleAccess(hide_tables=("visits",))})
    shut = replace(region, settings=replace(region.settings, access=hidden))
    shown = shut.for_audience(Audience("resident"))
    for mode in modes_of(region):
        there = shown.in_mode(mode)
        assert there.visits is None
        assert there.choice_models == ()
        assert there.minutes is not None


def test_a_region_of_one_way_has_no_name_for_it(tmp_path: Path) -> None:
    write_toy_region(tmp_path)
    checked = check(tmp_path)
    assert checked.region is not None
    assert modes_of(checked.region) == ("",)
    assert computed(checked.region).in_mode("").other_modes == {}
