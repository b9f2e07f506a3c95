"""The geography that the demo ships: areas of one county or the country, and what lies around."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.demo.municipalities import COUNTIES

FOLDER = Path(__file__).parent / "geography"
METRES = "EPSG:3006"
DEGREES = "EPSG:4326"
COUNTRY = "00"
MARGIN = 0.75  # of the region's own width and height, on every side of it
NEAR_BORDER = 2_000.0  # metres; land outside keeps the region's exact border this far
COARSE_TOLERANCE = 300.0  # metres; land outside
GRID_M = 10.0
SMALLEST_ISLAND = 1_000_000.0  # m2; of land outside


@dataclass(frozen=True, eq=False)
class Geography:
    """Real geography of the demo.

    Attributes
    ----------
    areas : GeoDataFrame
        Of the region, ascending `area_id`; in degrees.
    beyond : GeoDataFrame
        Areas of the other counties; in degrees.
    places : DataFrame
        GeoNames places of all Sweden: `name`, `longitude`, `latitude`, `persons`, largest first.
    """

    county: str
    areas: gpd.GeoDataFrame
    beyond: gpd.GeoDataFrame
    places: pd.DataFrame


def geography(county: str) -> Geography:
    """Geography of a county, by its two-digit code, or of the country ("00").

    Raises
    ------
    ValueError
        If there is no such county.
    """
    if county not in COUNTIES and county != COUNTRY:
        known = ", ".join(f"{code} {name}" for code, name in COUNTIES.items())
        raise ValueError(f"No county has the code {county!r}. There are 00 Sverige, {known}.")
    table = gpd.read_parquet(FOLDER / "areas.parquet").sort_values("area_id", ignore_index=True)
    inside = table["area_id"].str.startswith(county) | (county == COUNTRY)
    return Geography(
        county,
        table[inside].reset_index(drop=True),
        table[~inside].reset_index(drop=True),
        swedish_places(),
    )


def swedish_places() -> pd.DataFrame:
    """Swedish places of at least 500 persons: `name`, `longitude`, `latitude`, `persons`.

    Source: GeoNames (CC BY 4.0).
    """
    return pd.read_csv(FOLDER / "places.csv")


def background(geo: Geography) -> gpd.GeoDataFrame:
    """Land and water around the region: `kind` and geometry, in metres, which do not overlap it.

    One polygon a row: land of the other counties, each apart; land of the neighbouring countries
    and their lakes. Sweden's own lakes are holes in its land.
    """
    own = geo.areas.to_crs(METRES)
    west, south, east, north = own.total_bounds
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    window = shapely.box(west - wide, south - high, east + wide, north + high)
    abroad = gpd.read_parquet(FOLDER / "around.parquet").to_crs(METRES)
    counties = _counties(geo, own, window)
    kinds = ["land"] * len(counties) + list(abroad["kind"])
    shapes = shapely.make_valid(np.array(counties + list(abroad.geometry)))
    table = gpd.GeoDataFrame({"kind": kinds}, geometry=shapely.intersection(shapes, window), crs=METRES)
    table["geometry"] = shapely.set_precision(table.geometry.to_numpy(), GRID_M)
    polygons = table.explode(ignore_index=True)
    polygons = polygons[(polygons.geom_type == "Polygon") & ~polygons.is_empty]
    return polygons.reset_index(drop=True)


def _counties(geo: Geography, own: gpd.GeoDataFrame, window: shapely.Polygon) -> list[shapely.Geometry]:
    """Land of the other counties in the window: exact along the region's border, else coarse."""
    metres = geo.beyond.to_crs(METRES)
    groups = metres[metres.intersects(window)].groupby("county")
    whole = [shapely.coverage_union_all(group.geometry.to_numpy()) for _name, group in groups]
    if not whole:
        return []
    region = shapely.coverage_union_all(own.geometry.to_numpy())
    rim = shapely.simplify(region, NEAR_BORDER / 2).buffer(NEAR_BORDER, quad_segs=2)
    coarse = shapely.coverage_simplify(np.array(whole), COARSE_TOLERANCE)
    shapes: list[shapely.Geometry] = []
    for exact, rough in zip(whole, coarse, strict=True):
        parts = shapely.get_parts(rough)
        large = parts[shapely.area(parts) >= SMALLEST_ISLAND]
        shapes.append(shapely.union_all([*large, exact.intersection(rim)]))
    return shapes
