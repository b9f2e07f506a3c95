from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geodata.contract.errors import RegionError
from geodata.contract.problems import Problems
from geodata.geometry.world import WORLD, lonlat, world
from geodata.ground import documents
from geodata.ground.checking import checked_extract
from geodata.ground.features import read_features
from geodata.ground.ground import Ground, Square
from geodata.ground.pack import save_ground, square_content
from geodata.ground.reading import ground_of
from geodata.ground.squares import LEVELS, STEPS, degrees_around, squares_near
from tests.geodata.ground.toy_extract import write_ground
from tests.geodata.network.osm import CRS, write_extract
from tests.toy import CORNER, DEGREES, SIDE

TOY = shapely.box(
    *(
        np.array(
            [
                [CORNER[0] + SIDE * i, CORNER[1], CORNER[0] + SIDE * (i + 1), CORNER[1] + SIDE]
                for i in range(3)
            ]
        ).T
    )
)
OVERVIEW, DETAIL = (level.zoom for level in LEVELS)


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ground(tmp_path_factory.mktemp("extract") / "toy.osm")


@pytest.fixture(scope="module")
def ground(extract: Path) -> Ground:
    return ground_of(extract, TOY, CRS)


def decoded(ground: Ground, zoom: int) -> dict[Square, dict[str, Any]]:
    return {key: json.loads(gzip.decompress(text)) for key, text in ground.squares.items() if key[0] == zoom}


def metres(points: list[int], square: Square) -> np.ndarray[Any, Any]:
    """A line of a square in the region's metres."""
    zoom, column, row = square
    steps = np.cumsum(np.array(points).reshape(-1, 2), axis=0)
    degrees = lonlat((steps / STEPS + (column, row)) * WORLD / 2**zoom)
    return np.column_stack(DEGREES.transform(degrees[:, 0], degrees[:, 1], direction="INVERSE"))


def length_m(ground: Ground, zoom: int, name: str) -> float:
    lines = [
        shapely.LineString(metres(line, square))
        for square, document in decoded(ground, zoom).items()
        for line in document["lines"].get(name, [])
    ]
    return float(shapely.length(lines).sum())


def test_the_world_is_the_browsers() -> None:
    """Half the world east and none north is the middle; two turns of it lie on each other."""
    assert world(np.array([[0.0, 0.0], [180.0, 0.0]])).tolist() == [[128.0, 128.0], [256.0, 128.0]]
    there = np.array([[13.8, 58.4], [-3.5, 50.7]])
    assert np.allclose(lonlat(world(there)), there)


@pytest.mark.parametrize("zoom", [OVERVIEW, DETAIL])
def test_a_road_through_squares_keeps_its_length(ground: Ground, zoom: int) -> None:
    """28 km in the region, and at least 3 km about it; the squares that begin there are drawn whole."""
    assert 31_000 <= length_m(ground, zoom, "main") <= 48_010


def test_streets_and_stops_are_of_the_detail_alone(ground: Ground) -> None:
    assert abs(length_m(ground, DETAIL, "street") - 2_000) < 5
    assert length_m(ground, OVERVIEW, "street") == 0
    assert abs(length_m(ground, OVERVIEW, "rail") - 1_000) < 10, "not its tunnel, nor the siding, nor a tram"
    assert not any(document["stops"] for document in decoded(ground, OVERVIEW).values())


def test_stops_on_either_side_of_a_road_are_one_and_far_ones_are_none(ground: Ground) -> None:
    stops = {
        (name, kind): metres([x, y], square)[0] - CORNER
        for square, document in decoded(ground, DETAIL).items()
        for x, y, kind, name in document["stops"]
    }
    assert set(stops) == {("Torget", 0), ("Skövde C", 1)}
    assert np.allclose(stops["Torget", 0], (15_020, 5_000), atol=2)


def test_a_street_is_named_along_its_middle_and_reads_from_the_left(ground: Ground) -> None:
    """The street goes 2 km north: upwards on the map, so that its name is turned by a quarter."""
    named = [
        (name, angle, length, metres([x, y], square)[0] - CORNER, square)
        for square, document in decoded(ground, DETAIL).items()
        for x, y, angle, length, name in document["names"]
    ]
    assert [name for name, *_ in named] == ["Storgatan"]
    [(_, angle, length, middle, _)] = named
    assert 88 <= abs(angle) <= 90
    assert np.allclose(middle, (5_000, 6_000), atol=3)
    assert abs(length * 1.2535 - 2_000) < 5, "a step is 5,134 m of 4,096"
    assert not any(document["names"] for document in decoded(ground, OVERVIEW).values())


@pytest.mark.parametrize("zoom", [OVERVIEW, DETAIL])
def test_a_lake_has_its_island_and_a_pond_is_too_small(ground: Ground, zoom: int) -> None:
    """4 km2 less 1; squares overlap by 16 of 4,096 steps on each side."""
    area = 0.0
    for square, document in decoded(ground, zoom).items():
        for outer, *inner in document["water"]:
            area += shapely.Polygon(metres(outer, square), [metres(ring, square) for ring in inner]).area
    assert 2.99e6 < area < 3.2e6


def test_only_squares_about_the_region_are_there(ground: Ground) -> None:
    for level in LEVELS:
        near = set(squares_near(TOY, CRS, level))
        assert {key[1:] for key in ground.squares if key[0] == level.zoom} <= near
        west, *_ = degrees_around(TOY, CRS)
        unit = WORLD / 2**level.zoom
        assert min(column for column, _ in near) == int(world(np.array([[west, 58.4]]))[0, 0] // unit)


def test_the_index_has_a_bit_for_each_square(ground: Ground) -> None:
    for level in ground.index()["levels"]:
        bits = np.unpackbits(np.frombuffer(base64.b64decode(level["has"]), np.uint8), bitorder="little")
        has = bits[: level["rows"] * level["columns"]].reshape(level["rows"], level["columns"])
        rows, columns = np.nonzero(has)
        kinds = {
            (level["zoom"], c + level["column"], r + level["row"])
            for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
        }
        assert kinds == {key for key in ground.squares if key[0] == level["zoom"]}


def test_the_same_extract_gives_the_same_bytes_and_names_its_origin(extract: Path, ground: Ground) -> None:
    assert ground_of(extract, TOY, CRS).squares == ground.squares
    assert (ground.source.licence, ground.source.date) == ("ODbL 1.0", "2024-05-05")
    assert "OpenStreetMap" in ground.source.publisher


def test_squares_are_read_back_one_by_one(ground: Ground, tmp_path: Path) -> None:
    save_ground(ground, tmp_path)
    assert {square: square_content(tmp_path, square) for square in ground.squares} == ground.squares
    assert square_content(tmp_path, (DETAIL, 0, 0)) is None
    assert square_content(tmp_path, (30, 9_999_999, 9_999_999)) is None
    assert square_content(tmp_path / "none", (DETAIL, 0, 0)) is None


def test_a_square_that_holds_too_much_leaves_out_the_least_first(
    extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "BYTES_MOST", 120)
    small = ground_of(extract, TOY, CRS)
    assert all(len(gzip.decompress(text)) <= 120 for text in small.squares.values())
    assert length_m(small, DETAIL, "main") > 31_000, "roads stay when streets, stops and water cannot"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<osm><node", "damaged"),
        (b"no extract at all", "damaged"),
        (b'<osm version="0.6"></osm>', "holds nothing"),
    ],
)
def test_an_extract_without_ground_says_what_to_do(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.osm"
    file.write_bytes(content)
    with pytest.raises(RegionError, match=words):
        ground_of(file, TOY, CRS)


def test_an_extract_of_another_place_says_so(tmp_path: Path) -> None:
    far = write_extract(
        tmp_path / "far.osm", {"a": (200_000, 0), "b": (201_000, 0)}, [(["a", "b"], {"highway": "primary"})]
    )
    with pytest.raises(RegionError, match="covers it"):
        ground_of(far, TOY, CRS)


def test_a_region_or_an_extract_that_is_too_large_is_refused(
    extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.ground.squares.SQUARES_MOST", 3)
    with pytest.raises(RegionError, match="too large"):
        ground_of(extract, TOY, CRS)
    monkeypatch.setattr("geodata.ground.features.POINTS_MOST", 3)
    with pytest.raises(RegionError, match="too much"):
        read_features(extract, degrees_around(TOY, CRS))


def test_an_extract_of_a_whole_country_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "country.osm.pbf"
    file.touch()
    with file.open("r+b") as sparse:
        sparse.truncate(513 * 1024**2)
    problems = Problems()
    assert checked_extract(file, file.name, problems) is None
    assert [(each.code, each.value) for each in problems.found] == [("ground_too_large", "512")]
