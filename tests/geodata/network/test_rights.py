from __future__ import annotations

import pytest

from geodata.contract.travel_modes import MODES
from geodata.network.rights import directions, may_use, passes


def who(tags: dict[str, str]) -> str:
    """First letters of the modes that may use a way."""
    return "".join(mode[0] for mode in MODES if may_use(tags, mode))


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ({"highway": "residential"}, "cbf"),
        ({"highway": "motorway"}, "c"),
        ({"highway": "trunk", "motorroad": "yes"}, "c"),
        ({"highway": "footway"}, "bf"),
        ({"highway": "bridleway"}, ""),
        ({"highway": "bridleway", "foot": "yes"}, "f"),
        ({"highway": "residential", "access": "no"}, ""),
        ({"highway": "residential", "access": "private"}, ""),
        ({"highway": "residential", "access": "no", "foot": "yes"}, "f"),
        ({"highway": "residential", "vehicle": "no"}, "f"),
        ({"highway": "residential", "vehicle": "no", "bicycle": "yes"}, "bf"),
        ({"highway": "residential", "motor_vehicle": "destination"}, "cbf"),
        ({"highway": "residential", "motor_vehicle": "no", "motorcar": "yes"}, "cbf"),
        ({"highway": "service", "access": "yes", "motor_vehicle": "no"}, "bf"),
        ({"highway": "primary", "bicycle": "use_sidepath", "foot": "no"}, "c"),
        ({"highway": "motorway", "access": "yes"}, "c"),
        ({"highway": "footway", "motorcar": "yes"}, "bf"),
        ({"highway": "construction", "access": "yes"}, ""),
        ({"highway": "pedestrian", "area": "yes"}, "f"),
        ({"route": "ferry"}, "bf"),
        ({"route": "ferry", "ferry": "secondary"}, "cbf"),
        ({"route": "ferry", "motor_vehicle": "yes"}, "cbf"),
        ({"route": "ferry", "motorcar": "yes", "foot": "no"}, "cb"),
        ({"route": "ferry", "access": "no"}, ""),
    ],
)
def test_the_tag_nearest_to_the_mode_decides_who_may_go_there(tags: dict[str, str], modes: str) -> None:
    assert who(tags) == modes


FORWARD, BACKWARD, BOTH, NEITHER = (True, False), (False, True), (True, True), (False, False)


@pytest.mark.parametrize(
    ("tags", "car", "bicycle"),
    [
        ({"highway": "primary"}, BOTH, BOTH),
        ({"highway": "primary", "oneway": "yes"}, FORWARD, FORWARD),
        ({"highway": "primary", "oneway": "1"}, FORWARD, FORWARD),
        ({"highway": "primary", "oneway": "-1"}, BACKWARD, BACKWARD),
        ({"highway": "motorway"}, FORWARD, FORWARD),
        ({"highway": "motorway_link"}, FORWARD, FORWARD),
        ({"highway": "motorway", "oneway": "no"}, BOTH, BOTH),
        ({"highway": "tertiary", "junction": "roundabout"}, FORWARD, FORWARD),
        ({"highway": "tertiary", "oneway": "reversible"}, NEITHER, NEITHER),
        ({"highway": "tertiary", "oneway": "yes", "oneway:bicycle": "no"}, FORWARD, BOTH),
        ({"highway": "tertiary", "oneway": "yes", "cycleway": "opposite_lane"}, FORWARD, BOTH),
        ({"highway": "tertiary", "oneway": "yes", "cycleway:left": "opposite"}, FORWARD, BOTH),
        ({"highway": "tertiary", "oneway": "yes", "cycleway": "lane"}, FORWARD, FORWARD),
        ({"highway": "cycleway", "oneway:bicycle": "-1"}, BOTH, BACKWARD),
        ({"highway": "cycleway", "oneway:bicycle": "yes"}, BOTH, FORWARD),
    ],
)
def test_one_way_is_as_signed_or_as_the_kind_of_road_implies(
    tags: dict[str, str], car: tuple[bool, bool], bicycle: tuple[bool, bool]
) -> None:
    assert directions(tags, "car") == car
    assert directions(tags, "bicycle") == bicycle


def test_walkers_go_both_ways_unless_the_sign_is_for_them() -> None:
    assert directions({"highway": "primary", "oneway": "yes"}, "foot") == BOTH
    assert directions({"highway": "footway", "oneway:foot": "yes"}, "foot") == FORWARD


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ({"barrier": "bollard"}, "bf"),
        ({"barrier": "gate"}, "cbf"),
        ({"barrier": "gate", "access": "private"}, ""),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, "f"),
        ({"barrier": "block", "motor_vehicle": "yes"}, "cbf"),
        ({"barrier": "fence"}, ""),
        ({"highway": "crossing"}, "cbf"),
    ],
)
def test_a_gate_lets_all_through_and_a_bollard_those_who_walk_or_ride(
    tags: dict[str, str], modes: str
) -> None:
    assert "".join(mode[0] for mode in MODES if passes(tags, mode)) == modes
