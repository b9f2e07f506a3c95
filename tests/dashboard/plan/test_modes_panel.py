"""What stands beside the map of who needs a car; see `tests.toy_modes` for what there is to count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.kpis import kpis_of
from dashboard.plan.modes_panel import modes_panel
from dashboard.plan.rail import rail
from dashboard.texts.travel_names import mode_name
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.transit_settings import TransitSettings
from geodata.focus.places import place_of
from geodata.region.in_mode import mode_travel
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy_modes import toy_of_two_modes


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return toy_of_two_modes(tmp_path_factory.mktemp("modes"))


def with_a_bus(region: Region, *percentiles: float) -> Region:
    """The same with a bus as quick as the car at its first percentile, as the bicycle at others."""
    bicycle = next(each for each in region.settings.travel_modes if each.key == "bicycle")
    ways, minutes = list(region.settings.travel_modes), dict(region.other_modes)
    for number, percentile in enumerate(percentiles):
        key = f"bus_{percentile:g}" if number else "bus"
        window = TransitSettings(date(2026, 3, 10), 420, 480, percentile)
        of = "bus" if number else ""
        ways.append(replace(bicycle, key=key, mode="public_transport", transit=window, variant_of=of))
        minutes[key] = minutes["bicycle"] if number else mode_travel(region)
    return replace(region, settings=replace(region.settings, travel_modes=tuple(ways)), other_modes=minutes)


def shown(
    region: Region, language: str = "sv", place: tuple[str, str] = ("region", ""), **asked: object
) -> str:
    assessment: Assessment = assess(region, parse(region, asked))
    return json.dumps(
        modes_panel(assessment, place_of(assessment, *place), words(language)), ensure_ascii=False
    )


def told(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("mode", ["car", "bicycle"])
def test_each_way_is_told_with_its_limit_and_whom_it_reaches(region: Region, mode: str) -> None:
    found = told(shown(region, mode=mode))
    for part in ("15 min", "20 min", "3 500", "3 000", "Bil", "Cykel", "14 % av invånarna"):
        assert part in found, part
    assert "Något av" not in found, "one other way is not any of several"
    assert found.count("is-chosen") == 3


def test_municipalities_where_most_need_a_car_stand_by_the_whole_region_alone(region: Region) -> None:
    name = region.municipalities.names[region.municipalities.of_area[2]]
    found = told(shown(region))
    assert name in found
    assert "100 % av kommunen" in found
    assert "av kommunen" not in shown(region, place=("area", "0201"))
    assert "Ingen behöver bil" in shown(region, mode="bicycle", limit_min=60)


def test_a_way_by_timetable_is_told_at_each_percentile_or_at_its_only_one(region: Region) -> None:
    several = with_a_bus(region, 80, 50, 95)
    found = told(shown(several, mode="bus"))
    parts = [
        found.index(part) for part in ("5 av 10 avgångar", "8 av 10 avgångar", "Alla utom de sämsta 5 %")
    ]
    assert parts == sorted(parts)
    assert "Något av de 2" in found
    assert "for one share of departures: 8 of 10" in shown(with_a_bus(region, 80), "en")
    assert "departures" not in shown(region, "en")


def test_a_window_that_stands_for_all_ways_makes_none_of_them_one_by_timetable(region: Region) -> None:
    settings = with_a_bus(region, 80).settings
    window = settings.travel_modes[-1].transit
    inherited = tuple(replace(each, transit=window) for each in settings.travel_modes)
    common = replace(region, settings=replace(settings, travel_modes=inherited[:-1]))
    assert "departures" not in shown(common, "en", mode="bicycle")


def test_the_percentile_that_is_asked_decides_who_needs_a_car(region: Region) -> None:
    several = with_a_bus(region, 80, 50)
    assert "0 % av invånarna" in told(shown(several, mode="bus"))
    assert "14 % av invånarna" in told(shown(several, mode="bus_50"))


def test_the_limit_that_is_asked_holds_at_every_percentile(region: Region) -> None:
    found = told(shown(with_a_bus(region, 80, 50), mode="bus_50", limit_min=12))
    assert "Kollektivtrafik inom 12 min" in found
    assert "12–20 min" in found, "any of two that have each its own"


def test_every_figure_of_the_panel_stands_among_the_key_figures(region: Region) -> None:
    keys = {measure.key for measure in kpis_of(with_a_bus(region, 80, 50))}
    assert {"reached_by_car", "reached_by_bicycle", "reached_by_bus", "reached_by_bus_50"} <= keys
    assert {"by_car_alone", "reached_without_car"} <= keys


def test_the_rail_offers_each_way_once_and_its_percentiles_apart(region: Region) -> None:
    several = with_a_bus(region, 80, 50)
    text = json.dumps(rail(several, words("sv")).to_plotly_json(), default=lambda each: each.to_plotly_json())
    assert text.count('"data-value": "bus_50"') == 1
    assert text.count('"data-value": "bus"') == 2, "the way, and the usual of its percentiles"
    assert '"data-of-modes": "bus_50,bus"' in text
    assert words("sv").of(mode_name(several.in_mode("bus_50"))) == "kollektivtrafik (5 av 10 avgångar)"


def test_a_number_of_a_hundred_is_told_as_people_say_it(region: Region) -> None:
    def name(percentile: float) -> str:
        bus = with_a_bus(region, percentile, 1).in_mode("bus")
        return words("en").of(mode_name(bus)).removeprefix("public transport ")

    assert [name(each) for each in (75, 90, 95, 100)] == [
        "(75 of 100 departures)", "(9 of 10 departures)", "(all but the worst 5%)", "(all departures)",
    ]  # fmt: skip


def test_no_panel_is_asked_of_a_folder_with_one_way(tmp_path: Path) -> None:
    one = toy_of_two_modes(tmp_path)
    alone = replace(one, settings=replace(one.settings, travel_modes=()), other_modes={})
    assert not {each.key for each in kpis_of(alone)} & {"by_car_alone", "reached_without_car", "reached_by_"}
