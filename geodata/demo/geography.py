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


def places_within(geo: Geography) -> pd.DataFrame:
    """The places that lie in the region, largest first."""
    points = gpd.points_from_xy(geo.places["longitude"], geo.places["latitude"])
    found = shapely.STRtree(geo.areas.geometry.to_numpy()).query(points, predicate="within")[0]
    return geo.places.iloc[np.unique(found)].reset_index(drop=True)


def background(geo: Geography) -> gpd.GeoDataFrame:
    """Land and water around the region: `kind` and geometry, in degrees.

    One row of land a county, so that a map may draw the lines between them; the neighbouring
    countries and their lakes as they were shipped.
    """
    west, south, east, north = geo.areas.total_bounds
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    window = shapely.box(west - wide, south - high, east + wide, north + high)
    around = gpd.read_parquet(FOLDER / "around.parquet")
    abroad = gpd.clip(around, window).explode(ignore_index=True)
    abroad = abroad[abroad.geometry.geom_type == "Polygon"]
    kinds, shapes = list(abroad["kind"]), list(abroad.geometry)
    counties = _counties(geo, window)
    kinds = ["land"] * len(counties) + kinds
    return gpd.GeoDataFrame({"kind": kinds}, geometry=counties + shapes, crs=DEGREES)


def _counties(geo: Geography, window: shapely.Polygon) -> list[shapely.Geometry]:
    """Land of the other counties within the window: exact along the region's border, else coarse."""
    near = geo.beyond[geo.beyond.intersects(window)]
    if near.empty:
        return []
    metres = near.to_crs(METRES)
    region = shapely.coverage_union_all(geo.areas.to_crs(METRES).geometry.to_numpy())
    rim_of_region = shapely.simplify(region, NEAR_BORDER / 2).buffer(NEAR_BORDER, quad_segs=2)
    whole = [shapely.coverage_union_all(group.geometry.to_numpy()) for _name, group in metres.groupby("county")]
    coarse = shapely.coverage_simplify(np.array(whole), COARSE_TOLERANCE)
    shapes = []
    for exact, rough in zip(whole, coarse, strict=True):
        parts = shapely.get_parts(rough)
        rough = shapely.union_all(parts[shapely.area(parts) >= SMALLEST_ISLAND])
        rim = exact.intersection(rim_of_region)
        shapes.append(shapely.union_all([rough, rim]))
    drawn = gpd.GeoSeries(shapes, crs=METRES).to_crs(DEGREES).intersection(window)
    rounded = shapely.set_precision(drawn.to_numpy(), 1e-4)
    return [shape for shape in rounded if not shape.is_empty]
