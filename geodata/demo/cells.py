"""Residents of an area spread over a grid: around the places nearby, and the rest evenly over its land."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.residents import AGES, AGES_FROM, AGES_TO
from geodata.demo.sites import places_in_metres

SIDES_M = (250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0)
"""Sides that cells may have, each the half of the next."""

CELLS = 16
"""Cells, about, of one area at the most: the smallest side is taken that gives no more."""

EVEN_SHARE = 0.25
"""Part of an area's residents who live evenly over its land; the others around places, if any is near."""

REACHES = 5.0
"""Times its radius that a place reaches; e^-5 is less than one in a hundred."""

Floats = NDArray[np.float64]


def spread(
    shapes: NDArray[np.object_],
    homes: Floats,
    persons: pd.DataFrame,
    spots: Floats,
    size: Floats,
    sides_m: Sequence[float] = SIDES_M,
) -> pd.DataFrame:
    """Cells where somebody lives, by area, then x and y.

    The grid begins at the origin of the CRS; a cell is its middle, and of the area that holds that. An area
    that holds none is one cell, at its home. A cell's share of its area's residents is `EVEN_SHARE` over the
    number of cells, and for the rest by `sum(size / r^2 * exp(-d / r))` over places, where `d` is the metres
    to the place and `r` its radius, 250 m and 5 m times the root of its residents. Whole persons by running
    sums from cell to cell, so that they add up to those of the area in every class.

    Parameters
    ----------
    shapes : array of Polygon or MultiPolygon, shape (areas,)
        In metres.
    homes : float64, shape (areas, 2)
    persons : DataFrame
        Whole persons of each area, a column a class.
    spots : float64, shape (places, 2)
        Metres.
    size : float64, shape (places,)
        Residents of each place.
    sides_m : sequence of float
        Ascending.

    Returns
    -------
    DataFrame
        `area` (position), `x`, `y` (metres) and the columns of `persons`.
    """
    area, at = _cells(shapes, homes, np.array(sides_m))
    shares = _shares(area, at, spots, size)
    running = np.cumsum(shares) - _before(area, shares)[area]
    last = np.flatnonzero(np.diff(area, append=len(shapes)))
    running[last] = 1.0  # whatever the rounding: nobody is lost
    until = np.floor(running[:, None] * persons.to_numpy()[area] + 0.5).astype(np.int64)
    counts = np.diff(until, axis=0, prepend=0)
    first = np.concatenate(([0], last[:-1] + 1))
    counts[first] = until[first]
    cells = pd.DataFrame({"area": area, "x": at[:, 0], "y": at[:, 1]})
    table: pd.DataFrame = cells.join(pd.DataFrame(counts, columns=persons.columns))
    lived_in: pd.DataFrame = table[counts.sum(axis=1) > 0].reset_index(drop=True)
    return lived_in


def population_points(people: gpd.GeoDataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Residents as rows: `x`, `y` of their cell, `age_from`, `age_to` (missing = open), `persons`.

    Parameters
    ----------
    people : GeoDataFrame
        As `geodata.demo.residents.residents` gives them.
    places : DataFrame
        As `geodata.demo.geography.Geography` has them.
    """
    homes, size = people[["x", "y"]].to_numpy(float), places["persons"].to_numpy(float)
    spots = places_in_metres(places)
    cells = spread(people.geometry.to_numpy(), homes, people[list(AGES)], spots, size)
    cells[["x", "y"]] = cells[["x", "y"]].round().astype(np.int64)
    parts = [
        cells[["area", "x", "y"]].assign(
            age_from=first, age_to=pd.array([last] * len(cells), dtype="Int64"), persons=cells[age]
        )
        for age, first, last in zip(AGES, AGES_FROM, AGES_TO, strict=True)
    ]
    rows = pd.concat(parts).query("persons > 0").sort_values(["area", "x", "y", "age_from"])
    return rows.drop(columns="area").reset_index(drop=True)


def _cells(shapes: NDArray[np.object_], homes: Floats, sides_m: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Area and middle of every cell, by area, then x and y."""
    shapely.prepare(shapes)
    enough = shapely.area(shapes)[:, None] / sides_m**2 <= CELLS
    sides = sides_m[np.where(enough.any(axis=1), enough.argmax(axis=1), len(sides_m) - 1)]
    found = []
    for shape, side, home in zip(shapes, sides.tolist(), homes, strict=True):
        west, south, east, north = shape.bounds
        x, y = (
            np.arange(np.floor(low / side), np.floor(high / side) + 1) * side + side / 2
            for low, high in ((west, east), (south, north))
        )
        grid = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
        inside = grid[shapely.intersects_xy(shape, grid[:, 0], grid[:, 1])]
        found.append(inside if len(inside) else home[None])
    return np.repeat(np.arange(len(shapes)), [len(each) for each in found]), np.concatenate(found)


def _shares(area: NDArray[np.int64], at: Floats, spots: Floats, size: Floats) -> Floats:
    """Each cell's share of its area's residents; they sum to 1 in every area."""
    near = np.zeros(len(at))
    tree = cKDTree(at)
    for spot, persons in zip(spots, size, strict=True):
        radius = 250.0 + 5.0 * np.sqrt(persons)
        around = np.array(tree.query_ball_point(spot, REACHES * radius), dtype=np.int64)
        away = np.hypot(*(at[around] - spot).T)
        near[around] += persons / radius**2 * np.exp(-away / radius)
    cells, pull = np.bincount(area), np.bincount(area, near)
    around_places = np.where(pull[area] > 0, near / np.maximum(pull[area], 1e-300), 1 / cells[area])
    shares: Floats = EVEN_SHARE / cells[area] + (1 - EVEN_SHARE) * around_places
    return shares


def _before(area: NDArray[np.int64], shares: Floats) -> Floats:
    """Sum of the shares of all earlier areas, shape (areas,)."""
    sums = np.bincount(area, shares)
    return np.cumsum(sums) - sums
