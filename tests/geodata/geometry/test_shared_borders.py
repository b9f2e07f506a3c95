from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from geodata.geometry.shared_borders import OUTSIDE, SCALE, Topology, topology

Geometries = NDArray[np.object_]


def squares(*corners: tuple[float, float, float, float]) -> Geometries:
    """Boxes in grid units."""
    return np.array([shapely.box(*(np.array(box) * SCALE)) for box in corners])


def rebuilt(drawn: Topology, area: int) -> shapely.MultiPolygon:
    """An area put together again from its arcs, as the map does."""
    polygons = []
    for polygon in drawn.areas[area]:
        rings = []
        for ring in polygon:
            runs = [drawn.arcs[ref] if ref >= 0 else drawn.arcs[~ref][::-1] for ref in ring]
            for run, following in zip(runs, runs[1:] + runs[:1], strict=True):
                assert (run[-1] == following[0]).all(), "each arc begins where the one before it ends"
            rings.append(np.concatenate([run[:-1] for run in runs]) * SCALE)
        polygons.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.MultiPolygon(polygons)


def all_rebuilt(drawn: Topology) -> Geometries:
    return np.array([rebuilt(drawn, area) for area in range(len(drawn.areas))])


def borders(drawn: Topology) -> dict[frozenset[int], float]:
    """Length of border between each two areas, grid units."""
    lengths: dict[frozenset[int], float] = {}
    for arc, sides in zip(drawn.arcs, drawn.sides.tolist(), strict=True):
        pair = frozenset(sides)
        lengths[pair] = lengths.get(pair, 0) + np.hypot(*np.diff(arc, axis=0).T).sum()
    return lengths


def test_two_squares_share_one_border_that_stands_once() -> None:
    drawn = topology(squares((0, 0, 10, 10), (10, 0, 20, 10)))
    assert borders(drawn) == {frozenset({0, 1}): 10, frozenset({0, OUTSIDE}): 30, frozenset({1, OUTSIDE}): 30}
    assert len(drawn.arcs) == 3


def test_the_left_side_of_an_arc_is_the_area_to_its_left() -> None:
    drawn = topology(squares((0, 0, 10, 10), (10, 0, 20, 10)))
    (shared,) = np.flatnonzero((drawn.sides != OUTSIDE).all(axis=1))
    upwards = drawn.arcs[shared][-1, 1] > drawn.arcs[shared][0, 1]
    assert drawn.sides[shared].tolist() == ([0, 1] if upwards else [1, 0])


def test_an_enclave_shares_its_whole_ring_with_the_area_around_it() -> None:
    inner = squares((4, 4, 6, 6))[0]
    outer = squares((0, 0, 10, 10))[0].difference(inner)
    drawn = topology(np.array([outer, inner]))
    assert len(drawn.arcs) == 2
    assert borders(drawn) == {frozenset({0, OUTSIDE}): 40, frozenset({0, 1}): 8}
    assert shapely.equals(all_rebuilt(drawn), [outer, inner]).all()


def test_four_squares_that_meet_in_a_corner_make_eight_arcs() -> None:
    drawn = topology(squares((0, 0, 9, 9), (9, 0, 18, 9), (0, 9, 9, 18), (9, 9, 18, 18)))
    assert len(drawn.arcs) == 8  # four inner borders, four outer corners
    assert sum(len(arc) for arc in drawn.arcs) == 4 * 2 + 4 * 3


def test_an_area_smaller_than_the_grid_keeps_a_ring_of_its_own() -> None:
    tiny = shapely.box(5.2 * SCALE, 5.2 * SCALE, 5.4 * SCALE, 5.4 * SCALE)
    outer = squares((0, 0, 10, 10))[0].difference(tiny)
    drawn = topology(np.array([outer, tiny]))
    assert rebuilt(drawn, 1).area == pytest.approx(SCALE**2)
    assert rebuilt(drawn, 0).area == pytest.approx(100 * SCALE**2)


def test_a_neck_that_rounding_closes_leaves_the_border_to_those_beside_it() -> None:
    hourglass = shapely.Polygon(
        np.array([(0, 0), (10, 0), (10, 4.9), (20, 4.9), (20, 0), (30, 0), (30, 10), (20, 10), (20, 5.1),
                  (10, 5.1), (10, 10), (0, 10)]) * SCALE
    )  # fmt: skip
    below, above = squares((10, 0, 20, 4.9), (10, 5.1, 20, 10))
    drawn = topology(np.array([hourglass, below, above]))
    assert borders(drawn)[frozenset({1, 2})] == 10
    assert rebuilt(drawn, 0).area == pytest.approx(200 * SCALE**2)


def test_borders_that_do_not_match_become_two_arcs_towards_the_outside() -> None:
    drawn = topology(squares((0, 0, 10, 10), (10, 3, 20, 7)))
    assert frozenset({0, 1}) not in borders(drawn)
    assert [polygon.area for polygon in all_rebuilt(drawn)] == pytest.approx([100 * SCALE**2, 40 * SCALE**2])


def test_areas_that_overlap_are_still_drawn_whole() -> None:
    drawn = topology(squares((0, 0, 10, 10), (0, 0, 10, 20)))
    assert [polygon.area for polygon in all_rebuilt(drawn)] == pytest.approx([100 * SCALE**2, 200 * SCALE**2])


@pytest.mark.parametrize("name", ["leeds", "devon"])
def test_real_areas_come_back_from_their_arcs_within_a_grid_unit(shared: Path, name: str) -> None:
    geometry = gpd.read_file(shared / "england" / name / "areas.geojson").geometry.to_numpy()
    drawn = topology(geometry)
    again = all_rebuilt(drawn)
    assert shapely.area(again).sum() == pytest.approx(shapely.area(geometry).sum(), rel=0.01)
    # Every vertex drawn lies within half a grid unit, each way, of a vertex of the area itself.
    for again_drawn, original in zip(again, geometry, strict=True):
        given = shapely.get_coordinates(original)
        near = np.unique(np.rint(given / SCALE).astype(int), axis=0)
        back = np.unique(np.rint(shapely.get_coordinates(again_drawn) / SCALE).astype(int), axis=0)
        assert {tuple(point) for point in back} <= {tuple(point) for point in near}


@pytest.mark.parametrize("name", ["leeds", "devon"])
def test_no_stretch_of_border_stands_in_two_arcs(shared: Path, name: str) -> None:
    drawn = topology(gpd.read_file(shared / "england" / name / "areas.geojson").geometry.to_numpy())
    stretches = [
        tuple(sorted([tuple(begin), tuple(end)]))
        for arc in drawn.arcs
        for begin, end in zip(arc[:-1].tolist(), arc[1:].tolist(), strict=True)
    ]
    assert len(stretches) == len(set(stretches))
