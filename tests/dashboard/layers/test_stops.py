"""The map of how well people are served by stops; the toy's areas have a home each, 10 km apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.layers import layers_of
from dashboard.layers.stops import Stops
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, place_of
from geodata.measures.registry import measures_of
from geodata.measures.stops import STOPS
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from geodata.transit.stop_quality import StopQuality
from tests.toy_modes import toy_of_two_modes
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """An area 200 m from a stop of category II, one 400 m from one of IV, one far from any."""
    toy = toy_of_two_modes(tmp_path_factory.mktemp("stops"))
    homes = toy.areas[["x", "y"]].to_numpy(float)[:2]
    rings = np.array([300.0, 500.0, 750.0, 1000.0])
    stops = StopQuality(homes + np.array([[200.0, 0.0], [0.0, 400.0]]), np.array([2, 4], np.int8), rings)
    return replace(toy, stops=stops)


def asked(region: Region, **values: object) -> Assessment:
    return assess(region, parse(region, values))


def test_residents_are_counted_by_class_and_all_of_them_once(region: Region) -> None:
    assessment = asked(region)
    whole = place_of(assessment, "region", "")
    found = {key: measure.read(assessment, whole).numerator for key, measure in STOPS.items()}
    persons = assessment.persons.tolist()
    assert found == {"a": persons[0], "b": 0, "c": 0, "d": persons[1], "none": persons[2]}
    areas = every(assessment, "area")
    assert sum(measure.counts(assessment, areas).value for measure in STOPS.values()).tolist() == [1, 1, 1]


def test_the_map_its_legend_and_its_table_say_the_same_in_every_way_of_travelling(region: Region) -> None:
    for mode in ("car", "bicycle"):
        assessment = asked(region, mode=mode)
        assert Stops().values(assessment, place_of(assessment, "region", "")).classes.tolist() == [0, 3, 4]
        assert [swatch.count for swatch in Stops().legend(assessment).swatches] == [1, 0, 0, 1, 1]
        table = Stops().table(assessment, place_of(assessment, "region", ""))
        assert np.asarray(table.values["stops_a"], float).tolist() == [1, 0, 0]
        assert np.asarray(table.values["stops_none"], float).tolist() == [0, 0, 1]


def test_of_an_age_group_those_of_that_age_are_counted(region: Region) -> None:
    assessment = asked(region, age_group="0-19")
    reading = STOPS["none"].read(assessment, place_of(assessment, "region", ""))
    assert (reading.numerator, reading.denominator) == (100, 800)


def test_a_version_keeps_the_stops(region: Region, tmp_path: Path) -> None:
    publish(region, tmp_path / "out")
    opened = open_snapshot(tmp_path / "out").stops
    assert opened is not None
    np.testing.assert_array_equal(opened.places, region.stops.places)
    assert opened.category.tolist() == [2, 4]
    assert opened.distances_m.tolist() == [300, 500, 750, 1000]


def test_a_region_without_a_timetable_has_neither_map_nor_figures() -> None:
    assert Stops() not in layers_of(toy_region())
    assert not {measure.key for measure in STOPS.values()} & set(measures_of(toy_region()))
    assert not Stops().available(asked(toy_region()))
