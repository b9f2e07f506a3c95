"""A place lies in the area that the map draws there, whatever the data's own border says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.geometry.degrees import to_degrees
from geodata.geometry.world import world
from geodata.publish.build import computed
from geodata.publish.map_documents import shapes
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.area_at import area_at, areas_at
from geodata.region.region import Region
from tests.small_region import CRS, EAST, NORTH, small_region
from tests.toy_region import toy_region

POINTS = 30_000


def with_a_fine_border() -> Region:
    """Two areas whose border bends more finely than a map draws it: waves 300 metres long and 80 high."""
    y = np.linspace(0, 10_000, POINTS)
    border = np.column_stack([5_000 + 40 * np.sin(2 * np.pi * y / 300), y])
    west = shapely.Polygon([(0, 10_000), (0, 0), *border])
    east = shapely.Polygon([(10_000, 0), (10_000, 10_000), *border[::-1]])
    moved = shapely.transform(np.array([west, east]), lambda xy: xy + np.array([EAST, NORTH]))
    areas = gpd.GeoDataFrame(
        {"name": ["West", "East"], "municipality_id": "M1", "municipality": "Lilla",
         "x": [EAST + 2_500, EAST + 7_500], "y": NORTH + 5_000},
        index=pd.Index(["A1", "A2"], name="area_id"), geometry=moved, crs=CRS,
    )  # fmt: skip
    region = small_region()
    people = region.population[region.population["area"] < 2]
    units = region.units.assign(area=np.array([0, -1, -1], dtype=np.int32))
    return replace(region, areas=areas, population=people, units=units, visits=None)


def under(document: dict[str, Any], x: float, y: float) -> int:
    """The area that assets/map/hit.js finds at a world position: borders crossed to the east of it."""
    arcs = [
        world(np.cumsum(np.reshape(arc, (-1, 2)), axis=0) * document["scale"]) for arc in document["arcs"]
    ]
    for area, parts in enumerate(document["areas"]):
        crossed = 0
        for ref in [ref for rings in parts for refs in rings for ref in refs]:
            (x0, y0), (x1, y1) = (
                side.T for side in (arcs[ref if ref >= 0 else ~ref][i] for i in (slice(-1), slice(1, None)))
            )
            there = (y0 > y) != (y1 > y)
            at = np.divide((x0 - x1) * (y - y1), y0 - y1, where=there, out=np.full(len(y0), -np.inf)) + x1
            crossed += int((there & (x < at)).sum())
        if crossed % 2:
            return area
    return -1


def along_the_border() -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.column_stack([EAST + 5_000 + rng.uniform(-60, 60, 60), NORTH + rng.uniform(100, 9_900, 60)])


@pytest.mark.parametrize("published", [False, True])
def test_a_place_near_a_border_lies_in_the_area_that_the_browser_finds(
    tmp_path: Path, *, published: bool
) -> None:
    region = with_a_fine_border()
    document, places = shapes(region), along_the_border()
    own = [
        int(region.areas.sindex.query(shapely.Point(place), predicate="intersects")[0]) for place in places
    ]
    if published:
        publish(computed(region), tmp_path)
        region = open_snapshot(tmp_path)
    drawn = [under(document, *world(np.array([to_degrees(CRS).transform(*place)]))[0]) for place in places]
    assert areas_at(region, *places.T).tolist() == drawn
    assert own != drawn, "the data's borders would say otherwise"


def test_the_first_of_those_that_share_a_border_and_none_outside() -> None:
    x, y = np.array([5e3, 25e3, 31e3]), np.full(3, 5e3)
    assert areas_at(toy_region(), x, y).tolist() == [0, 2, -1]
    assert area_at(toy_region(), 5e3, 5e3) == 0
    assert area_at(toy_region(), np.inf, np.inf) == -1
