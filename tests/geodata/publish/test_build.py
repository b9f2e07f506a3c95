from __future__ import annotations

from dataclasses import replace

import numpy as np
from geopandas import GeoSeries
from pandas import DataFrame
from shapely import MultiPolygon, Point, Polygon, box

from geodata.publish.build import computed, neighbours
from tests.toy_region import CRS, toy_region


def beside(*shapes: object) -> list[list[int]]:
    return neighbours(GeoSeries(list(shapes), crs=CRS)).toarray().tolist()


def test_areas_that_share_a_border_are_neighbours_and_a_corner_is_none() -> None:
    south_west, south_east, north_west = box(0, 0, 9, 9), box(9, 0, 18, 9), box(0, 9, 9, 18)
    shapes = [Polygon(np.array(one.exterior.coords) * 100) for one in (south_west, south_east, north_west)]
    assert beside(*shapes) == [[0, 1, 1], [1, 0, 0], [1, 0, 0]]


def test_a_border_drawn_twice_with_a_gap_or_an_overlap_of_a_metre_is_one_border() -> None:
    assert beside(box(0, 0, 900, 900), box(901, 0, 1800, 900)) == [[0, 1], [1, 0]]
    assert beside(box(0, 0, 900, 900), box(899, 0, 1800, 900)) == [[0, 1], [1, 0]]
    assert beside(box(0, 0, 900, 900), box(950, 0, 1800, 900)) == [[0, 0], [0, 0]]


def test_an_island_has_none_and_one_of_several_pieces_is_enough() -> None:
    spread = MultiPolygon([box(0, 0, 900, 900), box(5000, 0, 5900, 900)])
    assert beside(spread, box(5900, 0, 7000, 900), box(0, 9000, 900, 9900)) == [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 0],
    ]


def test_an_area_within_another_is_beside_it() -> None:
    around = box(0, 0, 3000, 3000).difference(box(1000, 1000, 2000, 2000))
    assert beside(around, box(1000, 1000, 2000, 2000)) == [[0, 1], [1, 0]]


def test_a_region_is_computed_once_with_minutes_to_all_units_that_have_a_place() -> None:
    bare = replace(toy_region(), minutes=None, neighbours=None)
    bare.units.loc["u-rehab", "geometry"] = None
    region = computed(bare)
    # 10 km x 1.3 at 1 km a minute; nothing to the unit without a place
    assert region.minutes is not None
    assert region.minutes.toarray().round(3).tolist() == [[0, 0, 13], [13, 0, 0], [26, 0, 13]]
    assert region.minutes.nnz == 6
    assert region.neighbours is not None
    assert region.neighbours.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]


def test_a_region_without_units_or_with_none_in_reach_has_no_minutes() -> None:
    toy = toy_region()
    none = replace(toy, units=toy.units.iloc[:0])
    assert computed(none).minutes.shape == (3, 0)
    far = replace(toy, units=toy.units.set_geometry([Point(9e6, 9e6)] * 3, crs=CRS))
    assert computed(far).minutes.nnz == 0


def test_the_regions_own_travel_times_replace_the_model() -> None:
    times = DataFrame({"area": [0, 2], "unit": [0, 2], "mode": "car", "minutes": [7.0, 8.0]})
    minutes = computed(replace(toy_region(), travel_times=times)).minutes
    assert minutes.toarray().tolist() == [[7, 0, 0], [0, 0, 0], [0, 0, 8]]
