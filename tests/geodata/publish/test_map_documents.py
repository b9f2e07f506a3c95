from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.geometry.shared_borders import SCALE
from geodata.publish.map_documents import compact_json, drawable, shapes, units
from tests.small_region import small_region

pytestmark = pytest.mark.long


def test_shapes_hold_what_a_map_needs_of_each_area() -> None:
    drawn = shapes(small_region())
    assert drawn["ids"] == ["A1", "A2", "A3", "A4"]
    assert drawn["names"] == ["Ett", "Två", "Tre", "Fyra"]
    assert drawn["municipality"] == [0, 0, 1, 1]
    assert drawn["municipalities"] == [{"id": "M1", "name": "Lilla"}, {"id": "M2", "name": "Stora"}]
    assert drawn["persons"] == [100, 200, 300, 0]  # of 2025, the latest year
    west, south, east, north = drawn["bounds"]
    assert all(west < lon < east and south < lat < north for lon, lat in drawn["points"])


def test_arcs_are_a_first_point_and_differences() -> None:
    drawn = shapes(small_region())
    corners = np.concatenate([np.cumsum(np.reshape(arc, (-1, 2)), axis=0) for arc in drawn["arcs"]]) * SCALE
    assert corners.min(axis=0).tolist() == pytest.approx(drawn["bounds"][:2], abs=SCALE)
    assert corners.max(axis=0).tolist() == pytest.approx(drawn["bounds"][2:], abs=SCALE)


def test_background_and_places_come_along() -> None:
    drawn = shapes(small_region())
    assert drawn["background"]["land"] == []
    ((ring,),) = drawn["background"]["water"]
    assert len(ring) == 8  # four corners, the first not repeated
    lon, lat = drawn["points"][0]
    assert drawn["places"] == [{"name": "Ekby", "lon": lon, "lat": lat, "persons": 80}]


def test_a_unit_without_a_place_has_no_coordinates_but_is_there() -> None:
    listed = units(small_region())
    assert listed["ids"] == ["U1", "U2", "U3"]
    assert listed["lon"][2] is None
    assert listed["lat"][2] is None
    assert listed["forms"] == [{"key": "gp", "shape": "circle"}, {"key": "rehab", "shape": "square"}]
    assert [listed["operators"][code] for code in listed["operator"]] == ["own", "choice", ""]
    assert 55 < listed["lat"][0] < 60


def test_both_documents_are_json_that_browsers_read() -> None:
    for document in (shapes(small_region()), units(small_region())):
        assert json.loads(compact_json(document)) == document
    with pytest.raises(ValueError, match="not JSON compliant"):
        compact_json({"minutes": float("nan")})


def test_gaps_between_areas_are_closed_before_they_are_drawn() -> None:
    left = shapely.Polygon([(0, 0), (1000, 0), (995, 500), (1000, 1000), (0, 1000)])
    closed, _ = drawable(np.array([left, shapely.box(1000, 0, 2000, 1000)]))
    assert shapely.equals(shapely.union_all(closed), shapely.box(0, 0, 2000, 1000))


def test_finer_borders_than_a_map_needs_are_simplified_together() -> None:
    angle = np.linspace(0, 2 * np.pi, 30_000, endpoint=False)
    circle = shapely.Polygon(np.column_stack([np.cos(angle), np.sin(angle)]) * 50_000)
    around = shapely.box(-60_000, -60_000, 60_000, 60_000).difference(circle)
    drawn, tolerance = drawable(np.array([circle, around]))
    assert tolerance > 0
    assert shapely.get_num_coordinates(drawn).sum() <= 20_000
    assert shapely.coverage_is_valid(drawn)
    assert shapely.area(drawn).sum() == pytest.approx(120_000**2)


def test_england_is_drawn_without_slivers_between_areas(shared: Path) -> None:
    areas = gpd.read_file(shared / "england" / "devon" / "areas.geojson").to_crs("EPSG:27700")
    drawn, _ = drawable(areas.geometry.to_numpy())
    assert shapely.coverage_is_valid(drawn)
    together = shapely.get_parts(shapely.union_all(drawn))
    assert shapely.get_num_interior_rings(together).sum() == 0
    changed = shapely.area(shapely.symmetric_difference(drawn, shapely.make_valid(areas.geometry.to_numpy())))
    assert (changed / areas.area).max() < 0.01
