from __future__ import annotations

import pytest

from geodata.ground.classes import LINES, SPARED, STATION, STOP, is_water, line_class, stop_kind
from geodata.ground.squares import LEVELS


@pytest.mark.parametrize(
    ("tags", "drawn"),
    [
        ({"highway": "motorway"}, "main"),
        ({"highway": "motorway", "tunnel": "yes"}, "main"),
        ({"highway": "trunk_link"}, "road"),
        ({"highway": "tertiary"}, "road"),
        ({"highway": "unclassified"}, "street"),
        ({"highway": "service"}, "street"),
        ({"highway": "service", "service": "parking_aisle"}, None),
        ({"highway": "pedestrian", "area": "yes"}, None),
        ({"highway": "cycleway"}, "path"),
        ({"highway": "cycleway", "tunnel": "yes"}, None),
        ({"highway": "footway", "bicycle": "designated"}, "path"),
        ({"highway": "footway"}, None),
        ({"highway": "track"}, None),
        ({"railway": "light_rail"}, "rail"),
        ({"railway": "subway", "tunnel": "yes"}, None),
        ({"railway": "tram"}, None),
        ({"railway": "rail", "service": "yard"}, None),
        ({"waterway": "river"}, "river"),
        ({"waterway": "river", "tunnel": "culvert"}, None),
        ({"waterway": "ditch"}, None),
        ({}, None),
    ],
)
def test_ways_are_of_few_classes(tags: dict[str, str], drawn: str | None) -> None:
    assert line_class(tags) == drawn


def test_levels_and_what_is_spared_know_every_class() -> None:
    assert set(LEVELS[-1].classes) == set(LINES)
    assert set(LINES) - set(SPARED) == {"main"}


def test_water_and_stops_are_told_by_their_tags() -> None:
    assert is_water({"natural": "water"})
    assert is_water({"waterway": "riverbank"})
    assert not is_water({"natural": "wetland"})
    assert stop_kind({"highway": "bus_stop", "name": "Torget"}) == STOP
    assert stop_kind({"railway": "tram_stop", "name": "Torget"}) == STOP
    assert stop_kind({"railway": "halt", "name": "Väring"}) == STATION
    assert stop_kind({"highway": "bus_stop", "name": " "}) is None
    assert stop_kind({"highway": "crossing", "name": "Torget"}) is None
