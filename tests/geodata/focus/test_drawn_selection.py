"""A drawn selection: its corners as text, and which areas lie inside."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.assessment.assessment import assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.drawn_selection import MOST_CORNERS, areas_inside, corners, inside
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.small_region import computed_small_region

if TYPE_CHECKING:
    from geodata.region.region import Region

CASES = json.loads((Path(__file__).parents[2] / "cases" / "drawn.json").read_text("utf-8"))


def box(region: object, *positions: int) -> str:
    """Corners about some areas' points."""
    from pyproj import Transformer

    areas = region.areas.iloc[list(positions)]  # type: ignore[attr-defined]
    to_degrees = Transformer.from_crs(region.settings.crs, "EPSG:4326", always_xy=True)  # type: ignore[attr-defined]
    lon, lat = to_degrees.transform(areas["x"].to_numpy(), areas["y"].to_numpy())
    n, s, w, e = lat.max() + 0.01, lat.min() - 0.01, lon.min() - 0.01, lon.max() + 0.01
    return ";".join(f"{y:.4f},{x:.4f}" for y, x in ((n, w), (n, e), (s, e), (s, w)))


def test_the_areas_whose_point_lies_inside_are_in_focus_with_their_units() -> None:
    region = computed_small_region()
    assessment = assess(region, default_scenario(region))
    focus = place_of(assessment, "drawn", box(region, 0, 1))
    assert (focus.kind, focus.areas.tolist(), focus.units.tolist()) == ("drawn", [0, 1], [0])
    whole = place_of(assessment, "drawn", box(region, 0, 1, 2, 3))
    assert whole.areas.tolist() == [0, 1, 2, 3]
    assert whole.units.tolist() == [0, 1], "the third has no place"


def test_nothing_inside_is_no_focus() -> None:
    region = computed_small_region()
    assessment = assess(region, default_scenario(region))
    with pytest.raises(UnknownNameError, match="no area"):
        place_of(assessment, "drawn", "0,0;0,1;1,1")


@pytest.mark.parametrize(
    "text",
    ["", "x", "57,12;58,12", "57;58;59", "57,12;58,12;95,13", "57,12;nan,12;57,13", "57,12,1;1,1,1;2,2,2"],
)
def test_what_is_no_selection_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(UnknownNameError, match="latitude,longitude"):
        corners(text)


def test_corners_are_rounded_and_bounded() -> None:
    assert corners("57.123456,11.9;58,12;57,13")[0].tolist() == [57.1235, 11.9]
    many = ";".join(f"57,{12 + i / 100}" for i in range(MOST_CORNERS + 1))
    with pytest.raises(UnknownNameError):
        corners(many)


DEGREES = st.integers(0, 100_000).map(lambda at: at / 10_000)  # as corners are: four decimals


@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=3, max_size=9), st.integers(0, 99))
def test_inside_is_what_shapely_finds(ring: list[tuple[float, float]], seed: int) -> None:
    shape = shapely.Polygon(ring)
    points = np.random.default_rng(seed).random((50, 2)) * 10
    if not shape.is_valid:  # one that crosses itself has no inside that all agree on
        return
    clear = shapely.distance(shapely.points(points), shape.boundary) > 1e-6
    found = inside(*points.T, *np.array(ring).T)
    assert (found == shapely.contains_xy(shape, *points.T))[clear].all()


def test_a_bow_tie_holds_both_its_halves() -> None:
    ring_x, ring_y = np.array([0.0, 10, 10, 0]), np.array([0.0, 10, 0, 10])
    found = inside(np.array([9.0, 1, 5]), np.array([5.0, 5, 9]), ring_x, ring_y)
    assert found.tolist() == [True, True, False]


def test_the_map_and_the_server_count_the_same_areas() -> None:
    region = computed_small_region()
    assert areas_inside(region, corners(box(region, 2))).tolist() == [2]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_shape_holds_the_points_that_the_map_counts(case: dict[str, Any]) -> None:
    points = np.array(case["points"])
    region = SimpleNamespace(
        settings=SimpleNamespace(crs="EPSG:4326"), areas={"x": points[:, 0], "y": points[:, 1]}
    )
    assert areas_inside(cast("Region", region), np.array(case["corners"])).tolist() == case["inside"]
