"""An extract becomes a graph, the graph a file, the file the roads of one mode."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geodata.contract.errors import RegionError
from geodata.contract.travel_modes import MODES
from geodata.network.extract import read_extract
from geodata.network.files import read_network, save_network
from geodata.network.graph import Network, network_of
from geodata.network.roads import Roads, roads_of
from geodata.network.snapping import snapped
from tests.geodata.network.osm import CRS, write_extract
from tests.toy import CORNER

# +----- D           A cross: A-B-C from west to east, D-B-E from north to south, 1 km each arm.
# A -- B -- C
#      E
CROSS = {"A": (0, 1000), "B": (1000, 1000), "C": (2000, 1000), "D": (1000, 2000), "E": (1000, 0)}
ROAD = {"highway": "primary", "maxspeed": "60"}
ARMS = ((("A", "B", "C"), ROAD), (("D", "B", "E"), ROAD))


def network(folder: Path, *arguments: object) -> Network:
    file = write_extract(folder / "hand.osm", *arguments)  # type: ignore[arg-type]
    return network_of(read_extract(file), {"source": file.name})


def test_ways_are_cut_where_they_meet_and_an_edge_is_as_long_as_the_road(tmp_path: Path) -> None:
    cross = network(tmp_path, CROSS, ARMS)
    assert cross.nodes == 5
    assert len(cross.ends) == 4
    np.testing.assert_allclose(cross.metres, 1000, rtol=1e-3)  # the projection's own scale is 0.03 % off
    assert cross.kilometres() == pytest.approx({"car": 4, "bicycle": 4, "foot": 4}, rel=1e-3)


def test_points_that_only_bend_a_road_are_no_junctions_and_those_in_line_are_not_kept(tmp_path: Path) -> None:
    bend = {"A": (0, 0), "b": (500, 0), "c": (1000, 0), "d": (1000, 700), "E": (1000, 1000)}
    road = network(tmp_path, bend, ((tuple(bend), ROAD),))
    assert road.nodes == 2
    assert road.metres.tolist() == pytest.approx([2000], rel=1e-3)
    assert len(road.places) == 3  # begin, corner, end


def test_a_way_that_leaves_the_extract_is_kept_in_the_pieces_that_are_inside(tmp_path: Path) -> None:
    places = {"A": (0, 0), "B": (1000, 0), "E": (4000, 0), "F": (5000, 0)}
    ways = ((("A", "B", "gone", "E", "F"), ROAD), (("far", "away"), ROAD))
    file = write_extract(tmp_path / "cut.osm", places, ways)
    read = read_extract(file)
    assert len(read.profile) == 2
    assert read.cut_off == 1
    assert read.newest == "2024-05-03"
    cut = network_of(read, {})
    assert cut.nodes == 4
    np.testing.assert_allclose(cut.metres, 1000, rtol=1e-3)


def test_a_bollard_stops_cars_alone_wherever_it_stands(tmp_path: Path) -> None:
    for at in ("B", "b"):  # at a crossing; between crossings
        places = {**CROSS, "b": (500, 1000)}
        ways = ((("A", "b", "B", "C"), ROAD), (("D", "B", "E"), ROAD))
        stopped = network(tmp_path, places, ways, {at: {"barrier": "bollard"}})
        pieces = [_pieces(roads_of(stopped, mode, CRS)) for mode in MODES]
        assert pieces[0] > 1
        assert pieces[1:] == [1, 1]


def _pieces(roads: Roads) -> int:
    """Into how many pieces the roads fall."""
    states = len(roads.indptr) - 1
    graph = csr_array((roads.ms, roads.indices, roads.indptr), shape=(states, states))
    used = np.unique(np.concatenate((roads.begins, roads.arrives)))
    _, piece = connected_components(graph)
    return len(np.unique(piece[used]))


def test_a_network_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    cross = network(tmp_path, CROSS, ARMS)
    save_network(cross, tmp_path / "cross.npz")
    read = read_network(tmp_path / "cross.npz")
    assert read.profiles == cross.profiles
    assert read.about == cross.about == {"source": "hand.osm"}
    for name in ("ends", "metres", "profile", "start", "places", "signals", "forbidden"):
        np.testing.assert_array_equal(getattr(read, name), getattr(cross, name))
    assert [each.name for each in tmp_path.glob("*.npz")] == ["cross.npz"]


def test_a_network_by_an_older_program_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr("geodata.network.files.FORMAT", 1)
        then.setattr("geodata.network.files._ARRAYS", ("ends", "metres", "profile", "start", "places"))
        save_network(network(tmp_path, CROSS, ARMS), tmp_path / "old.npz")
    with pytest.raises(RegionError, match="another version of the program: make it again"):
        read_network(tmp_path / "old.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nonsense" * 99])
def test_what_is_no_network_or_no_extract_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    (tmp_path / "bad.osm.pbf").write_bytes(content)
    with pytest.raises(RegionError, match=r"bad\.npz is no network"):
        read_network(tmp_path / "bad.npz")
    with pytest.raises(RegionError, match=r"bad\.osm\.pbf"):
        read_extract(tmp_path / "bad.osm.pbf")
    with pytest.raises(RegionError, match="There is no file"):
        read_extract(tmp_path / "none.osm.pbf")
    with pytest.raises(RegionError, match="There is no network"):
        read_network(tmp_path / "none.npz")


def test_an_extract_without_roads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match="has no roads"):
        network(tmp_path, CROSS, ((("A", "B"), {"natural": "coastline"}),))


def test_a_network_without_roads_of_the_mode_or_of_the_region_is_refused(tmp_path: Path) -> None:
    path = network(tmp_path, CROSS, ((("A", "B"), {"highway": "footway"}),))
    with pytest.raises(RegionError, match="no roads for car"):
        roads_of(path, "car", CRS)
    with pytest.raises(RegionError, match="an extract that covers it"):
        roads_of(path, "foot", CRS, (0.0, 0.0, 1000.0, 1000.0))


def test_a_place_comes_onto_the_nearest_road_that_leads_somewhere(tmp_path: Path) -> None:
    places = {**CROSS, "x": (300, 1300), "y": (400, 1300)}
    scrap = (("x", "y"), ROAD)  # 100 m of road that meets no other
    roads = roads_of(network(tmp_path, places, (*ARMS, scrap)), "car", CRS)
    beside = np.array([[350.0, 1290.0], [1500.0, 990.0], [1000.0, 2500.0], [np.nan, np.nan]])
    found = snapped(roads, beside + CORNER, 400)
    np.testing.assert_allclose(found.metres, [290, 10, np.inf, np.inf], atol=0.1)
    np.testing.assert_allclose(found.along[:2], [0.35, 0.5], atol=1e-3)
    assert found.part.tolist() == [0, 0, -1, -1]
    assert found.on_road.tolist() == [True, True, False, False]
    assert snapped(roads, beside[2:3] + CORNER, 500.5).on_road.tolist() == [True]
