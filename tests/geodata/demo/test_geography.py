"""The shipped geography: all of Sweden, without gaps, overlaps or water."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.demo.geography import FOLDER, background, geography
from geodata.demo.municipalities import lov_status, municipalities


@pytest.fixture(scope="module")
def sweden() -> gpd.GeoDataFrame:
    return gpd.read_parquet(FOLDER / "areas.parquet")


def test_sweden_has_3363_areas_in_290_municipalities_and_21_counties(sweden: gpd.GeoDataFrame) -> None:
    assert len(sweden) == sweden["area_id"].nunique() == 3363
    assert sweden["municipality_id"].nunique() == 290
    assert sweden["county"].nunique() == 21
    assert (sweden["area_id"].str[:4] == sweden["municipality_id"]).all()


def test_vastra_gotaland_has_601_areas_in_49_municipalities() -> None:
    areas = geography("14").areas
    assert len(areas) == 601
    assert areas["municipality_id"].nunique() == 49


def test_no_area_lacks_a_name_or_shares_it_with_another_of_its_municipality(sweden: gpd.GeoDataFrame) -> None:
    assert (sweden["name"].str.strip() != "").all()
    assert not sweden["name"].str.contains("(", regex=False).any()
    assert not sweden.duplicated(["municipality_id", "name"]).any()


def test_neighbouring_areas_share_their_vertices(sweden: gpd.GeoDataFrame) -> None:
    assert sweden.geometry.is_valid.all()
    assert not sweden.geometry.is_empty.any()
    assert shapely.coverage_is_valid(sweden.geometry.to_numpy())


def test_coordinates_have_four_decimals(sweden: gpd.GeoDataFrame) -> None:
    corners = shapely.get_coordinates(sweden.geometry.to_numpy())
    assert np.abs(corners - corners.round(4)).max() < 1e-9


def test_the_land_is_about_as_large_as_sweden(sweden: gpd.GeoDataFrame) -> None:
    square_km = sweden.to_crs("EPSG:3006").area.sum() / 1e6
    assert (
        405_000 < square_km < 432_000
    )  # 407,000 of land, the rest lakes under a square kilometre and rivers


@pytest.mark.parametrize(
    ("water", "longitude", "latitude"),
    [
        ("Vänern", 13.3, 58.9),
        ("Vättern", 14.5, 58.3),
        ("Mälaren", 17.3, 59.45),
        ("Siljan", 14.8, 60.85),
        ("Kattegatt", 11.6, 57.5),
        ("Östersjön", 18.0, 57.9),
    ],
)
def test_there_is_no_land_in(sweden: gpd.GeoDataFrame, water: str, longitude: float, latitude: float) -> None:
    assert not sweden.geometry.intersects(shapely.Point(longitude, latitude)).any(), water


def test_lakes_have_no_straight_edges_along_meridians_or_parallels(sweden: gpd.GeoDataFrame) -> None:
    """Edges of map tiles run due north and due east; a natural shore of a kilometre does not."""
    box = shapely.box(12.0, 58.0, 15.0, 59.4)  # Vänern and Vättern
    land = shapely.coverage_union_all(sweden[sweden.intersects(box)].geometry.to_numpy())
    holes = [ring for part in shapely.get_parts(land) for ring in part.interiors]
    steps = np.concatenate([np.diff(shapely.get_coordinates(ring), axis=0) for ring in holes])
    straight = (np.abs(steps).min(axis=1) < 1e-9) & (np.abs(steps).max(axis=1) > 0.015)
    assert straight.sum() == 0


def test_no_islet_is_under_two_hectares(sweden: gpd.GeoDataFrame) -> None:
    south = sweden[sweden["county"].isin(["Västra Götalands län", "Hallands län"])]
    land = gpd.GeoSeries(
        shapely.get_parts(shapely.coverage_union_all(sweden.geometry.to_numpy())), crs=sweden.crs
    )
    assert len(south)
    assert land.to_crs("EPSG:3006").area.min() > 19_000


def test_the_background_leaves_the_region_to_its_own_areas() -> None:
    geo = geography("09")
    around = background(geo)
    assert set(around["kind"]) <= {"land", "water"}
    assert around.geometry.is_valid.all()
    own = shapely.union_all(geo.areas.to_crs(around.crs).geometry.to_numpy())
    assert around[around["kind"] == "land"].geometry.intersection(own).area.sum() < 1e-3 * own.area


def test_an_unknown_county_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="14 Västra Götalands län"):
        geography("99")


def test_lov_2010_counts_as_in_the_final_report() -> None:
    status = lov_status()
    counts = {word: list(status.values()).count(word) for word in set(status.values())}
    assert counts == {
        "in_operation": 68,
        "decided": 85,
        "investigating": 35,
        "declined": 24,
        "no_grant_applied_for": 78,
    }


def test_municipalities_of_the_lov_table_are_those_of_the_map(sweden: gpd.GeoDataFrame) -> None:
    names = sweden.drop_duplicates("municipality_id").set_index("municipality_id")["municipality"]
    assert names.to_dict() == municipalities()
