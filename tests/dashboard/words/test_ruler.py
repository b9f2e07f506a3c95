"""What lies between two places is said in metres and minutes, with the model; what is not known is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pandas import DataFrame

from dashboard.words.ruler import ruler_answer
from dashboard.words.travel import travel_sentence
from dashboard.words.words import LANGUAGES, words
from geodata.publish.manifest import current_version
from geodata.region.region import Region
from tests.dashboard.question.test_line import across
from tests.dashboard.site import Site, site_of
from tests.geodata.travel.test_minutes_between import with_kinds
from tests.geodata.travel.test_model import with_roads  # noqa: F401  a fixture
from tests.toy_modes import toy_of_two_modes
from tests.toy_region import toy_region

NEAR, FAR = (9e3, 5e3), (11e3, 5e3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_has_its_length_its_minutes_and_its_model(language: str) -> None:
    text, region = words(language), toy_region()
    answer = ruler_answer(region, (NEAR, FAR), text)
    assert answer["distance"] == text("ruler.kilometres", length=text.number(2.0, 1))
    assert answer["minutes"] == [text("ruler.same", minutes=text.minutes(2.6))]
    assert answer["model"] == travel_sentence(region, text)
    short = ruler_answer(region, (NEAR, (9e3, 5_420.0)), text)
    assert short["distance"] == text("ruler.metres", length="420")


def test_both_ways_are_told_where_they_differ() -> None:
    text = words("sv")
    assert ruler_answer(with_kinds(), (NEAR, FAR), text)["minutes"] == [
        "Restid från 1 till 2: 2,6\u00a0min",
        "Restid från 2 till 1: 8,0\u00a0min",
    ]


def test_what_is_out_of_reach_is_said_to_be(with_roads: Region) -> None:  # noqa: F811
    text = words("sv")
    (far,) = ruler_answer(toy_region(), (NEAR, (200e3, 0.0)), text)["minutes"]
    assert far == "Restid: ingen inom räckhåll, resan är längre än 90\u00a0min"
    x, y = with_roads.areas[["x", "y"]].to_numpy(float)[0]
    (off,) = ruler_answer(with_roads, ((x, y), (x, y + 3_000)), text)["minutes"]
    assert off.startswith("Restid: ingen inom räckhåll. ")


def test_a_table_of_travel_times_has_none_between_any_two_places() -> None:
    times = DataFrame({"area": [0], "unit": [0], "mode": "car", "minutes": [7.0]})
    answer = ruler_answer(replace(toy_region(), travel_times=times), (NEAR, FAR), words("en"))
    assert answer["minutes"] == [words("en")("ruler.unknown")]
    assert answer["distance"] == "2.0 km as the crow flies"


def test_the_route_answers_for_a_line_of_the_region_alone(site: Site) -> None:
    version = current_version(site.out)
    found = site.json(f"/ruler/{version}?lang=en&line={across(site.region)}")
    assert set(found) == {"distance", "minutes", "model"}
    for path in (
        f"/ruler/{version}?line=far",
        f"/ruler/{version}",
        f"/ruler/nothing?line={across(site.region)}",
    ):
        assert site.client.get(path).status_code == 404


def test_the_route_answers_in_the_way_of_travelling_that_is_chosen(tmp_path: Path) -> None:
    """By bicycle it takes four times as long as by car."""
    site = site_of(toy_of_two_modes(tmp_path / "data"), tmp_path / "out")
    path, text = f"/ruler/{site.region.version}?lang=en&line={across(site.region)}", words("en")
    for mode in ("car", "bicycle"):
        there = site.region.in_mode(mode)
        found = site.json(f"{path}&mode={mode}")
        assert found["model"] == travel_sentence(there, text)
    car, bicycle, usual = (site.json(f"{path}&mode={mode}") for mode in ("car", "bicycle", "boat"))
    assert car["minutes"] != bicycle["minutes"]
    assert car == usual, "what the region does not have is as usual"
