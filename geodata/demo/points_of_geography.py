"""Points of geography in the demo: a long way to a hospital or a town, few people around, an island."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.sites import places_in_metres

HOSPITAL_TOWN, TOWN = 30_000, 8_000  # residents of a place
AWAY_KM = (5.0, 10.0, 17.0, 25.0, 35.0, 50.0)  # to a town of each kind: a point for each that is passed
SPARSE_KM2 = (80.0, 55.0, 35.0, 22.0, 12.0, 6.0)  # residents around: a point for each that is not reached
AROUND_M = 15_000.0
ISLAND_POINTS = 4
LEAST_MAINLAND_M2 = 5_000e6  # land apart that is smaller is an island: Gotland is

Floats = NDArray[np.float64]


def points_of_geography(places: pd.DataFrame, people: gpd.GeoDataFrame, units: pd.DataFrame) -> Floats:
    """Points of each unit, 0 to 22; 0 without a place.

    Parameters
    ----------
    places : DataFrame
        Of all Sweden, as `geodata.demo.geography.Geography` has them.
    people : GeoDataFrame
        As `geodata.demo.residents.residents` gives them.
    units : DataFrame
        With `x`, `y`: metres, NaN without a place.
    """
    placed = units["x"].notna().to_numpy()
    spots = units.loc[placed, ["x", "y"]].to_numpy(float)
    towns, size = places_in_metres(places), places["persons"].to_numpy(float)
    away = [cKDTree(towns[size >= least]).query(spots)[0] / 1000 for least in (HOSPITAL_TOWN, TOWN)]
    homes = people[["x", "y"]].to_numpy(float)
    persons = people["persons"].to_numpy(float)
    near = cKDTree(homes).query_ball_point(spots, AROUND_M)
    density = np.array([persons[each].sum() for each in near]) / (np.pi * (AROUND_M / 1000) ** 2)
    found = np.zeros(len(units))
    found[placed] = (
        sum(np.searchsorted(AWAY_KM, each) for each in away)
        + (density[:, None] < np.array(SPARSE_KM2)).sum(axis=1)
        + ISLAND_POINTS * _on_island(people, spots)
    )
    return found


def _on_island(people: gpd.GeoDataFrame, spots: Floats) -> NDArray[np.bool_]:
    """Whether land of the areas that hangs together around each spot is small."""
    land = shapely.get_parts(shapely.coverage_union_all(people.geometry.to_numpy()))
    nearest = shapely.STRtree(land).nearest(shapely.points(spots))
    return np.asarray(shapely.area(land)[nearest] < LEAST_MAINLAND_M2)
