"""Minutes along roads that one can work out by hand, and that do not depend on how they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.settings import TravelSettings
from geodata.network.extract import read_extract
from geodata.network.graph import network_of
from geodata.network.roads import roads_of
from geodata.travel import RoadNetwork
from tests.geodata.network.osm import CRS, Place, Turn, Way, write_extract
from tests.toy import CORNER

KILOMETRE = 1.0
"""Minutes by car at 60 km/h."""
ROAD = {"highway": "primary", "maxspeed": "60"}
ONE_WAY = {**ROAD, "oneway": "yes"}
# D --- C     One way around, A to B to C to D to A, 1 km a side.
# A --- B
SQUARE = {"A": (0, 0), "B": (1000, 0), "C": (1000, 1000), "D": (0, 1000)}
AROUND = (("A", "B", "C", "D", "A"), ONE_WAY)

Travelling = Callable[..., RoadNetwork]


@pytest.fixture
def travelling(tmp_path: Path) -> Travelling:
    """From homes to units along the roads of a hand-made extract; places in its own metres."""

    def make(
        places: dict[str, Place],
        ways: list[Way],
        homes: list[Place],
        units: list[Place],
        mode: str = "car",
        tags: dict[str, dict[str, str]] | None = None,
        turns: Sequence[Turn] = (),
    ) -> RoadNetwork:
        extract = write_extract(tmp_path / "hand.osm", places, ways, tags, turns=turns)
        network = network_of(read_extract(extract), {})
        settings = TravelSettings(mode, 1.3, 50.0, 60.0, {}, longest_snap_m=400.0)
        roads = roads_of(network, mode, CRS)
        return RoadNetwork(np.array(homes) + CORNER, np.array(units) + CORNER, roads, settings)

    return make


def minutes(travel: RoadNetwork) -> np.ndarray:
    found = travel.pairs().toarray()
    return np.where(found > 0, found, np.inf)


def test_on_a_one_way_street_it_is_near_one_way_and_far_the_other(travelling: Travelling) -> None:
    corners = list(SQUARE.values())
    found = minutes(travelling(SQUARE, [AROUND], corners, corners))
    sides = np.array([[0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1], [1, 2, 3, 0]]) * KILOMETRE
    np.testing.assert_allclose(found, sides, atol=2e-3)


def test_a_street_that_is_one_way_against_its_drawing_leads_the_other_way(travelling: Travelling) -> None:
    back = (AROUND[0], {**ROAD, "oneway": "-1"})
    found = minutes(travelling(SQUARE, [back], [SQUARE["A"]], [SQUARE["B"], SQUARE["D"]]))
    np.testing.assert_allclose(found, [[3, 1]], atol=2e-3)


def test_bicycles_may_go_against_the_traffic_where_a_sign_says_so(travelling: Travelling) -> None:
    street = (AROUND[0], {**ONE_WAY, "oneway:bicycle": "no"})
    ends = [SQUARE["A"]], [SQUARE["B"], SQUARE["D"]]
    np.testing.assert_allclose(minutes(travelling(SQUARE, [street], *ends)), [[1, 3]], atol=2e-3)
    ridden = minutes(travelling(SQUARE, [street], *ends, mode="bicycle"))
    np.testing.assert_allclose(ridden, [[60 / 18, 60 / 18]], rtol=1e-3)
    walked = minutes(travelling(SQUARE, [AROUND], *ends, mode="foot"))
    np.testing.assert_allclose(walked, [[60 / 5.1, 60 / 5.1]], rtol=1e-3)


def test_neighbours_in_a_one_way_street_go_around_the_block_one_way_only(travelling: Travelling) -> None:
    near, far = (200.0, 0.0), (700.0, 0.0)
    found = minutes(travelling(SQUARE, [AROUND], [near, far], [near, far]))
    np.testing.assert_allclose(found, [[0, 0.5], [3.5, 0]], atol=2e-3)


def test_the_way_to_the_road_is_driven_at_25_and_walked_at_5(travelling: Travelling) -> None:
    homes, units = [(0.0, 300.0)], [(1000.0, -100.0)]
    line = {"A": (0, 0), "B": (1000, 0)}
    street = [(("A", "B"), ROAD)]
    drive, walk = (minutes(travelling(line, street, homes, units, mode))[0, 0] for mode in ("car", "foot"))
    assert drive == pytest.approx(1 + 0.4 / 25 * 60, rel=1e-3)
    assert walk == pytest.approx(1.4 / 5.1 * 60, rel=1e-3)


CROSS = {"A": (0, 0), "B": (1000, 0), "C": (2000, 0), "D": (1000, 1000), "E": (1000, -1000)}
FOUR_ARMS: list[Way] = [((arm, "B"), ROAD) for arm in "ACDE"]


def test_a_turn_takes_a_car_seconds_by_its_angle_and_going_straight_on_none(travelling: Travelling) -> None:
    to = [CROSS["C"], CROSS["E"], CROSS["D"]]  # from A: straight on, to the right, to the left
    found = minutes(travelling(CROSS, FOUR_ARMS, [CROSS["A"]], to))
    np.testing.assert_allclose(found[0] * 60 - 120, [0.01, 2.1, 5.4], atol=0.1)
    ridden = minutes(travelling(CROSS, FOUR_ARMS, [CROSS["A"]], to, "bicycle"))
    np.testing.assert_allclose(ridden[0] * 60 - 400, 1, atol=0.3)


def test_a_signal_holds_a_car_two_seconds_where_ways_meet_or_where_it_is_for_one_direction(
    travelling: Travelling,
) -> None:
    ends = [CROSS["A"]], [CROSS["C"]]
    free = minutes(travelling(CROSS, FOUR_ARMS, *ends))
    signal = {"highway": "traffic_signals"}
    held = minutes(travelling(CROSS, FOUR_ARMS, *ends, tags={"B": signal}))
    assert (held - free)[0, 0] * 60 == pytest.approx(2)
    line = {**CROSS, "s": (500.0, 0.0)}
    ways: list[Way] = [(("A", "s", "B"), ROAD), *FOUR_ARMS[1:]]
    for towards, seconds in ({}, 0), ({"traffic_signals:direction": "forward"}, 2), (
        {"traffic_signals:direction": "backward"}, 0,
    ):  # fmt: skip
        held = minutes(travelling(line, ways, *ends, tags={"s": signal | towards}))
        assert (held - free)[0, 0] * 60 == pytest.approx(seconds, abs=2e-3)


def test_a_car_does_not_turn_where_it_is_forbidden_and_a_bicycle_may(travelling: Travelling) -> None:
    # From A over B to D is a left turn. It is forbidden: on to C, around, and to the right.
    no_left: Turn = ({"from": 1, "via": "B", "to": 3}, {"restriction": "no_left_turn"})
    ends = [CROSS["A"]], [CROSS["D"], CROSS["C"], CROSS["E"]]
    found = minutes(travelling(CROSS, FOUR_ARMS, *ends, turns=[no_left]))
    assert 4 < found[0, 0] < 4.6
    np.testing.assert_allclose(found[0, 1:], 2, atol=0.05)
    back = minutes(travelling(CROSS, FOUR_ARMS, [CROSS["D"]], [CROSS["A"]], turns=[no_left]))
    assert back[0, 0] == pytest.approx(2, abs=0.1)
    ridden = minutes(travelling(CROSS, FOUR_ARMS, *ends, "bicycle", turns=[no_left]))
    np.testing.assert_allclose(ridden[0], ridden[0, 0], rtol=1e-3)
    freed = (no_left[0], no_left[1] | {"except": "bus; motorcar"})
    assert minutes(travelling(CROSS, FOUR_ARMS, *ends, turns=[freed]))[0, 0] < 2.1


def test_where_one_may_only_go_straight_on_all_other_ways_are_closed(travelling: Travelling) -> None:
    only: Turn = ({"from": 1, "via": "B", "to": 2}, {"restriction": "only_straight_on"})
    found = minutes(
        travelling(CROSS, FOUR_ARMS, [CROSS["A"]], [CROSS["C"], CROSS["D"], CROSS["E"]], turns=[only])
    )
    assert found[0, 0] == pytest.approx(2, abs=0.01)
    assert (found[0, 1:] > 4).all()


def test_nobody_turns_around_on_a_road_that_goes_on(travelling: Travelling) -> None:
    # A to B to C in a row: whoever may not go straight on at B does not turn around there.
    places = {**CROSS, "F": (900.0, 100.0)}
    ways: list[Way] = [(("A", "B"), ROAD), (("B", "C"), ROAD), (("F", "A"), ONE_WAY)]
    found = minutes(travelling(places, ways, [(500.0, 0.0)], [(400.0, 0.0)]))
    assert found[0, 0] == pytest.approx(0.1, abs=2e-3)  # the other way from the start
    no: Turn = ({"from": 1, "via": "B", "to": 2}, {"restriction": "no_straight_on"})
    ways[0] = (("A", "B"), ONE_WAY)
    around = minutes(travelling(places, ways, [CROSS["A"]], [CROSS["C"]], turns=[no]))
    assert np.isinf(around).all()


def test_a_ring_without_a_junction_is_gone_around(travelling: Travelling) -> None:
    ring: list[Way] = [(("A", "B", "C"), ROAD), (("C", "D", "A"), ROAD)]
    found = minutes(travelling(SQUARE, ring, [SQUARE["A"], SQUARE["B"]], [SQUARE["C"], SQUARE["D"]]))
    np.testing.assert_allclose(found, [[2, 1], [1, 2]], atol=2e-3)


MAINLAND: list[Way] = [(("A", "B"), ROAD)]
ISLAND: list[Way] = [(("I", "J"), ROAD)]
COAST = {"A": (0, 0), "B": (3000, 0), "I": (3000, 2000), "J": (3000, 4000), "P": (3000, 1000)}
HOMES = [(100.0, 0.0), (3000.0, 3900.0)]


def test_an_island_without_a_ferry_reaches_only_itself(travelling: Travelling) -> None:
    travel = travelling(COAST, [*MAINLAND, *ISLAND], HOMES, [COAST["B"], COAST["J"]])
    np.testing.assert_allclose(minutes(travel), [[2.9, np.inf], [np.inf, 0.1]], atol=2e-3)
    assert travel.areas_on_roads.part.tolist() == [0, 1]


def test_a_ferry_takes_as_long_as_it_says_and_takes_those_it_says(travelling: Travelling) -> None:
    line = {"route": "ferry", "duration": "00:12", "motor_vehicle": "yes"}
    ways: list[Way] = [*MAINLAND, *ISLAND, (("B", "P", "I"), line)]
    found = minutes(travelling(COAST, ways, HOMES, [COAST["B"], COAST["J"]]))
    np.testing.assert_allclose(found, [[2.9, 2.9 + 12 + 2], [0.1 + 1.8 + 12, 0.1]], atol=5e-3)
    on_foot = (("B", "P", "I"), {"route": "ferry", "duration": "00:12"})
    assert np.isinf(minutes(travelling(COAST, [*MAINLAND, *ISLAND, on_foot], HOMES, [COAST["J"]]))[0, 0])


def test_a_ferry_that_does_not_say_goes_at_eight_knots(travelling: Travelling) -> None:
    ways: list[Way] = [*MAINLAND, *ISLAND, (("B", "P", "I"), {"route": "ferry", "motorcar": "yes"})]
    found = minutes(travelling(COAST, ways, HOMES, [COAST["I"]]))
    assert found[0, 0] == pytest.approx(2.9 + 2 / 15 * 60, rel=1e-3)


def test_a_place_off_the_map_reaches_nothing_and_nothing_reaches_it(travelling: Travelling) -> None:
    travel = travelling(COAST, MAINLAND, [HOMES[0], (0.0, 900.0)], [COAST["B"], (np.nan, np.nan), (9e5, 9e5)])
    assert np.isfinite(minutes(travel)).tolist() == [[True, False, False], [False] * 3]
    assert np.isinf(travel.to_unit(1)).all()
    assert np.isinf(travel.to_unit(2)).all()


def test_the_longest_journey_is_in_reach_and_a_longer_one_is_not(travelling: Travelling) -> None:
    line = {"A": (0, 0), "B": (70_000, 0)}
    found = minutes(travelling(line, [(("A", "B"), ROAD)], [(0.0, 0.0)], [(59_900.0, 0.0), (60_200.0, 0.0)]))
    assert np.isfinite(found).tolist() == [[True, False]]


@given(
    st.lists(st.tuples(st.floats(-300, 2300), st.floats(-300, 2300)), min_size=2, max_size=6),
    st.sampled_from(["car", "bicycle", "foot"]),
)
def test_all_pairs_one_unit_and_a_new_place_agree_to_the_bit(places: list[Place], mode: str) -> None:
    travel = TOWN[mode]
    units = np.array(places) + CORNER
    travel = RoadNetwork(travel.origins, units, travel.roads, travel.settings)
    found = minutes(travel)
    for unit in range(len(units)):
        np.testing.assert_array_equal(found[:, unit], travel.to_unit(unit))
        np.testing.assert_array_equal(found[:, unit], travel.to(*units[unit]))


def town(folder: Path) -> dict[str, RoadNetwork]:
    """Nine blocks of 700 m, every other street one way, 40 homes."""
    places = {f"{i}{j}": (700.0 * i, 700.0 * j) for i in range(4) for j in range(4)}
    ways: list[Way] = []
    for k in range(4):
        tags = ONE_WAY if k % 2 else ROAD
        ways.append(([f"{i}{k}" for i in range(4)], tags))
        ways.append(([f"{k}{i}" for i in range(4)], tags))
    network = network_of(read_extract(write_extract(folder / "town.osm", places, ways)), {})
    homes = np.random.default_rng(2).uniform(-200, 2300, (40, 2)) + CORNER
    return {
        mode: RoadNetwork(
            homes,
            homes,
            roads_of(network, mode, CRS),
            TravelSettings(mode, 1.3, 50.0, 20.0, {}, longest_snap_m=300.0),
        )
        for mode in ("car", "bicycle", "foot")
    }


TOWN: dict[str, RoadNetwork] = {}


@pytest.fixture(autouse=True, scope="module")
def _town(tmp_path_factory: pytest.TempPathFactory) -> None:
    TOWN.update(town(tmp_path_factory.mktemp("town")))
