from __future__ import annotations

import pytest

from geodata.network.profiles import profile_of
from geodata.network.speeds import (
    WALKING,
    bicycle_speed,
    car_speed,
    crossing_min,
    foot_speed,
    signed_speed,
)


@pytest.mark.parametrize(
    ("said", "kmh"),
    [
        ("50", 50), ("50 km/h", 50), ("30 mph", 48.28032), ("60;80", 60), ("none", None), ("SE:urban", None),
        ("walk", None), ("", None), ("500", None), ("0", None),
    ],
)  # fmt: skip
def test_a_signed_speed_is_read_and_what_is_none_is_left(said: str, kmh: float | None) -> None:
    assert signed_speed(said) == kmh


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("00:20", 20), ("1:05", 65), ("01:05:30", 65.5), ("PT20M", 20), ("PT1H5M", 65), ("20", 20),
        ("0", None), ("", None), ("a while", None),
    ],
)  # fmt: skip
def test_a_crossings_duration_is_read_in_every_way_it_is_written(said: str, minutes: float | None) -> None:
    assert crossing_min(said) == minutes


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ({"highway": "primary"}, 75),
        ({"highway": "primary_link"}, 75 * 0.85),
        ({"highway": "primary", "maxspeed": "40"}, 40),
        ({"highway": "primary", "maxspeed": "70", "surface": "gravel"}, 60),
        ({"highway": "residential", "surface": "cobblestone"}, 17.5),
        ({"highway": "tertiary", "junction": "roundabout"}, 25),
        ({"highway": "service", "service": "parking_aisle"}, 15),
        ({"highway": "track", "tracktype": "grade2", "surface": "gravel"}, 7.5),
        ({"highway": "track", "surface": "asphalt", "tracktype": "grade1"}, 20),
        ({"highway": "track"}, WALKING),
        ({"highway": "footway", "maxspeed": "30"}, None),
    ],
)
def test_a_car_goes_as_fast_as_is_signed_else_as_is_usual_on_such_roads(
    tags: dict[str, str], kmh: float | None
) -> None:
    assert car_speed(tags, "forward") == kmh


def test_a_car_goes_slower_where_roads_lie_dense_unless_its_speed_is_signed() -> None:
    street = {"highway": "residential"}
    assert car_speed(street, "forward", dense=True) == 30
    assert car_speed({**street, "maxspeed": "50"}, "forward", dense=True) == 50
    assert car_speed({"highway": "living_street"}, "forward", dense=True) == 10


def test_each_direction_may_have_a_limit_of_its_own() -> None:
    tags = {"highway": "secondary", "maxspeed": "80", "maxspeed:backward": "50"}
    assert (car_speed(tags, "forward"), car_speed(tags, "backward")) == (80, 50)


def test_a_bicycle_is_ridden_where_it_may_be_and_led_where_not() -> None:
    assert bicycle_speed({"highway": "cycleway"}) == 18
    assert (
        bicycle_speed({"highway": "footway"})
        == bicycle_speed({"highway": "path", "bicycle": "dismount"})
        == 5.1
    )
    assert bicycle_speed({"highway": "footway", "bicycle": "yes"}) == 13
    assert bicycle_speed({"highway": "footway", "bicycle": "designated"}) == 18
    assert bicycle_speed({"highway": "steps"}) == foot_speed({"highway": "steps"}) == 2


def test_a_bicycle_goes_slower_on_a_rough_surface_but_never_slower_than_it_is_led() -> None:
    assert bicycle_speed({"highway": "residential", "surface": "compacted"}) == pytest.approx(14.4)
    assert bicycle_speed({"highway": "cycleway", "surface": "grass"}) == WALKING
    assert bicycle_speed({"highway": "footway", "surface": "gravel"}) == WALKING


def test_nobody_sets_out_from_a_motorway_a_tunnel_or_a_ferry() -> None:
    for tags in (
        {"highway": "motorway"},
        {"highway": "primary", "tunnel": "yes"},
        {"route": "ferry", "motor_vehicle": "yes"},
    ):
        profile = profile_of(tags)
        assert profile is not None
        assert not profile.beside
    road = profile_of({"highway": "primary"})
    assert road is not None
    assert road.beside


def test_what_nobody_may_use_has_no_profile() -> None:
    assert profile_of({"highway": "construction"}) is None
    assert profile_of({"highway": "residential", "access": "no"}) is None
    assert profile_of({"route": "bus"}) is None
