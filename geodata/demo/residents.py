"""Residents of the demo's areas, modelled from GeoNames places: how many, how old, where."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.geography import DEGREES, METRES, Geography

SWEDEN = 10_551_707  # residents on 31 December 2023, SCB
AREAS = 3_363
EVEN_SHARE = 0.35  # SCB draws RegSO areas to hold about as many residents each
LEAST, MOST = 450, 9_000  # residents of one area
RURAL_KM2 = 30.0  # an area this large is half countryside
AGES = ("0-19", "20-64", "65-79", "80+")
AGES_FROM = (0, 20, 65, 80)
AGES_TO = (19, 64, 79, None)
AGES_SWEDEN = (0.226, 0.566, 0.147, 0.061)  # SCB, 31 December 2023, rounded
MEN = (0.513, 0.512, 0.485, 0.410)  # share of each age; invented, of a plausible size
RURAL_LEAN = (-0.10, -0.35, 0.75, 0.45)  # how much more common an age is where it is all countryside

Floats = NDArray[np.float64]


def residents(geo: Geography) -> gpd.GeoDataFrame:
    """The region's areas with residents by age and the point where they are on average.

    Returns
    -------
    GeoDataFrame
        The areas in metres, with `persons` and one column an age of `AGES` (whole numbers, at
        least 0), `x`, `y` (metres, inside the area) and `rural` (0 to 1).
    """
    everywhere = pd.concat([geo.areas, geo.beyond]).sort_values("area_id", ignore_index=True)
    areas = gpd.GeoDataFrame(everywhere, geometry="geometry", crs=DEGREES).to_crs(METRES)
    shapes = areas.geometry.to_numpy()
    points = gpd.GeoSeries.from_xy(geo.places["longitude"], geo.places["latitude"], crs=DEGREES)
    spots = shapely.get_coordinates(points.to_crs(METRES).to_numpy())
    size = geo.places["persons"].to_numpy(float)
    homes = _homes(shapes, spots, size)
    noise = np.random.default_rng(20_250_101)
    even = SWEDEN / AREAS
    near = np.minimum(_spread(homes, shapely.area(shapes), spots, size), 2.2 * even)
    persons = (EVEN_SHARE * even + (1 - EVEN_SHARE) * near) * np.exp(noise.normal(0.0, 0.16, AREAS))
    persons = np.clip(persons * SWEDEN / persons.sum(), LEAST, MOST)
    rural = 1.0 - np.exp(-shapely.area(shapes) / 1e6 / RURAL_KM2 * np.log(2))
    counts = _ages(np.round(persons), rural, noise.normal(0.0, 0.12, (AREAS, len(AGES))))
    table = areas.assign(x=homes[:, 0], y=homes[:, 1], rural=rural, persons=counts.sum(axis=1))
    for column, age in enumerate(AGES):
        table[age] = counts[:, column]
    return table[table["area_id"].isin(geo.areas["area_id"])].reset_index(drop=True)


def men_of(people: gpd.GeoDataFrame, age: str) -> pd.Series[int]:
    """How many of the residents of an age are men, by area; the others are women."""
    return (people[age] * MEN[AGES.index(age)]).round().astype("int64")


def population(people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Residents as rows: `area_id`, `year`, `sex`, `age_from`, `age_to` (missing = open), `persons`."""
    parts = []
    for age, first, last in zip(AGES, AGES_FROM, AGES_TO, strict=True):
        men = men_of(people, age)
        for sex, persons in (("1", men), ("2", people[age] - men)):
            table = pd.DataFrame(
                {
                    "area_id": people["area_id"],
                    "year": "2025",
                    "sex": sex,
                    "age_from": first,
                    "age_to": pd.array([last] * len(people), dtype="Int64"),
                    "persons": persons.astype("int64"),
                }
            )
            parts.append(table)
    order = ["area_id", "age_from", "sex"]
    return pd.concat(parts, ignore_index=True).sort_values(order, ignore_index=True)


def _homes(shapes: NDArray[np.object_], spots: Floats, size: Floats) -> Floats:
    """Where an area's residents are on average: by its places, else in its middle, inside it."""
    middle = shapely.centroid(shapes)
    inside = shapely.covers(shapes, middle)
    middle[~inside] = shapely.point_on_surface(shapes[~inside])
    centre = shapely.get_coordinates(middle)
    place, area = shapely.STRtree(shapes).query(shapely.points(spots), predicate="within")
    scattered = 250.0 + 0.0 * size[place]  # residents outside the places pull towards the middle
    pull = np.bincount(area, size[place], len(shapes)) + np.bincount(area, scattered, len(shapes))
    mean = np.stack(
        [
            np.bincount(area, spots[place, axis] * size[place] + centre[area, axis] * scattered, len(shapes))
            for axis in (0, 1)
        ],
        axis=1,
    )
    has = pull > 0
    homes = centre.copy()
    homes[has] = mean[has] / pull[has, None]
    outside = ~shapely.covers(shapes, shapely.points(homes))
    largest = np.full(len(shapes), -1)
    for at, within in zip(place[::-1], area[::-1], strict=True):  # the largest place comes first
        largest[within] = at
    moved = outside & (largest >= 0)
    homes[moved] = spots[largest[moved]]
    homes[outside & ~moved] = centre[outside & ~moved]
    return homes


def _spread(homes: Floats, square_metres: Floats, spots: Floats, size: Floats) -> Floats:
    """Residents of the places, shared among the areas in or near each."""
    near = np.zeros(len(homes))
    tree = cKDTree(homes)
    for spot, persons in zip(spots, size, strict=True):
        reach = 700.0 + 18.0 * np.sqrt(persons)  # metres; 1.3 km for 1,000 residents, 14 for 600,000
        around = np.array(tree.query_ball_point(spot, reach), dtype=np.int64)
        if not len(around):
            around = np.array([tree.query(spot)[1]])
        weight = 1.0 / np.sqrt(1.0 + square_metres[around] / 4e6)
        near[around] += persons * weight / weight.sum()
    return near


def _ages(persons: Floats, rural: Floats, noise: Floats) -> NDArray[np.int64]:
    """Whole residents by age whose sums are the areas' residents."""
    lean = 1.0 + (rural[:, None] - 0.25) * np.array(RURAL_LEAN) * 0.6
    share = np.array(AGES_SWEDEN) * lean * np.exp(noise)
    exact = persons[:, None] * share / share.sum(axis=1, keepdims=True)
    counts = np.floor(exact).astype(np.int64)
    missing = (persons - counts.sum(axis=1)).astype(np.int64)
    order = np.argsort(np.argsort(counts - exact, axis=1, kind="stable"), axis=1)
    return np.asarray(counts + (order < missing[:, None]))
