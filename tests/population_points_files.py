"""The toy region with points in its areas, written in kilometres east and north of the corner of the first.

Its areas are exact squares of 10 km here: Alby (0101) is 0 to 10 km east with 1,000 residents, Berga (0102)
10 to 20 with 2,000, Ceby (0201) 20 to 30 with 500.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from geodata.region.population_points import PopulationPoints
from geodata.region.region import Region
from tests.toy import AREAS, CORNER, SIDE, write_toy_region

EVERYBODY = ((2, 5, 750), (6, 5, 250), (15, 5, 2000), (25, 5, 500))
"""All residents: those of Alby at two points, three in four at the western; the others in the middle."""

TABLE = '\n[tables.population_points]\nfile = "points.csv"\n'


def squares_in_metres() -> list[shapely.Polygon]:
    x, y = CORNER
    return [shapely.box(x + i * SIDE, y, x + (i + 1) * SIDE, y + SIDE) for i in range(3)]


def write_areas(folder: Path, shapes: Sequence[shapely.Geometry]) -> None:
    """The toy's areas with these shapes, in metres."""
    lines = ["area_id,name,municipality_id,municipality,geometry"]
    lines += [f'{",".join(row)},"{shape.wkt}"' for row, shape in zip(AREAS, shapes, strict=True)]
    (folder / "areas.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def region_with_points(
    folder: Path, points: Sequence[tuple[float, float, float]] = EVERYBODY, more: str = ""
) -> Path:
    """Folder of the toy region with points: east km, north km, persons; `more` settings of their table."""
    write_toy_region(folder)
    write_areas(folder, squares_in_metres())
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    toml = toml.replace('file = "areas.geojson"', 'file = "areas.csv"\ncrs = "EPSG:3006"')
    (folder / "region.toml").write_text(toml + TABLE + more, encoding="utf-8")
    write_points(folder, "x,y,persons", [(*metres(east, north), each) for east, north, each in points])
    return folder


def write_points(folder: Path, head: str, rows: Sequence[Sequence[object]]) -> None:
    """A table of points."""
    lines = [head, *(",".join(str(value) for value in row) for row in rows)]
    (folder / "points.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def metres(east_km: float, north_km: float) -> tuple[float, float]:
    """Place in the region's CRS."""
    return CORNER[0] + 1000 * east_km, CORNER[1] + 1000 * north_km


def points_of(region: Region) -> PopulationPoints:
    """The region's points, of which there are some."""
    assert region.points is not None
    return region.points


def told(points: PopulationPoints) -> list[tuple[int, float, float, float]]:
    """Each point as its area, east and north km, and all its persons."""
    persons = np.bincount(points.people["point"], points.people["persons"], len(points.x))
    east, north = (points.x - CORNER[0]) / 1000, (points.y - CORNER[1]) / 1000
    return list(zip(points.area.tolist(), east.tolist(), north.tolist(), persons.tolist(), strict=True))
