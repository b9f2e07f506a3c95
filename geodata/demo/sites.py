"""Where the demo's units stand, by rule."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.geography import DEGREES, METRES

Floats = NDArray[np.float64]

TOWNWARD = 2.5  # how strongly units keep to towns


def sites(people: gpd.GeoDataFrame, residents_each: float, fewest: float, near: float) -> NDArray[np.int64]:
    """Positions of the areas where units stand, most needed first; an area may have several.

    Each municipality gets one where most of its residents are. Then, one by one, a unit is put
    where most residents within reach still lack one, until each unit has its number of residents.
    Sparse country never gathers enough of them, and lacks supply as it does in reality.

    Parameters
    ----------
    people : GeoDataFrame
        As `geodata.demo.residents.residents` gives it.
    residents_each : float
        Residents for each unit.
    fewest : float
        A place where fewer residents than this lack a unit gets none.
    near : float
        Metres within which a unit serves.
    """
    homes = people[["x", "y"]].to_numpy(float)
    persons = people["persons"].to_numpy(float)
    town = np.exp(-TOWNWARD * people["rural"].to_numpy(float))
    tree = cKDTree(homes)
    reach = tree.sparse_distance_matrix(tree, near, output_type="coo_matrix").tocsr()
    reach.data = np.exp(-0.5 * (reach.data / (near / 3)) ** 2)
    reach.setdiag(1.0)
    lacking = persons.copy()
    chosen: list[int] = []

    def put(at: int) -> None:
        """Open a unit: those around it lack one no more, the nearest first."""
        chosen.append(at)
        row = slice(reach.indptr[at], reach.indptr[at + 1])
        around = reach.indices[row][np.argsort(-reach.data[row], kind="stable")]
        before = np.cumsum(lacking[around]) - lacking[around]
        lacking[around] -= np.clip(residents_each - before, 0.0, lacking[around])

    municipality = people["municipality_id"].to_numpy()
    crowd = (reach @ persons) * town
    for code in np.unique(municipality):
        inside = np.flatnonzero(municipality == code)
        put(int(inside[np.argmax(crowd[inside])]))
    while len(chosen) < round(persons.sum() / residents_each):
        gathered = reach @ lacking
        best = int(np.argmax(gathered * town))
        if gathered[best] < fewest:
            break
        put(best)
    return np.array(chosen)


def doorsteps(people: gpd.GeoDataFrame, at: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """A place near where an area's residents are, inside the area: metres, shape (units, 2)."""
    homes = people[["x", "y"]].to_numpy(float)[at]
    shapes = people.geometry.to_numpy()[at]
    away = np.minimum(np.sqrt(shapely.area(shapes)) * 0.12, 350.0)
    moved = homes + rng.normal(0, 1, (len(at), 2)) * away[:, None]
    inside = shapely.contains_properly(shapes, shapely.points(moved))
    return np.where(inside[:, None], moved, homes)


def places_in_metres(places: pd.DataFrame) -> Floats:
    """Where places are, metres, shape (places, 2)."""
    points = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs=DEGREES)
    return np.asarray(shapely.get_coordinates(points.to_crs(METRES).to_numpy()))


def towns(places: pd.DataFrame, spots: Floats) -> list[str]:
    """Name of the place each spot belongs to: the nearest, larger ones reaching further."""
    away, near = cKDTree(places_in_metres(places)).query(spots, k=6)
    pull = away / np.sqrt(places["persons"].to_numpy(float)[near])
    best = near[np.arange(len(near)), pull.argmin(axis=1)]
    return list(places["name"].to_numpy()[best])
