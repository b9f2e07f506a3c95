"""Outlines of where a value on a grid is at most so much, by straight lines between its nodes."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

Floats = NDArray[np.float64]
HALFWAY = 0.5
"""Where a value ends between a node that has one and a node that has none."""
APART = 1e-3
"""Of a side: no corner is nearer to a node, so that values that are just so much leave no flat triangle."""


def inside(x: Floats, y: Floats, values: Floats, most: float) -> Polygon | MultiPolygon:
    """Where the values of a grid are at most so much.

    Each cell is two triangles, and along their sides a value changes evenly, so that neighbours share
    every corner and what is within a lower value lies within a higher.

    Parameters
    ----------
    x : float64, shape (columns,)
        Ascending.
    y : float64, shape (rows,)
        Ascending.
    values : float64, shape (rows, columns)
        inf where there is none.
    most : float
        Inclusive.

    Returns
    -------
    Polygon or MultiPolygon
        Empty where all values are higher.
    """
    columns = len(x)
    nodes = np.arange(values.size).reshape(values.shape)
    south_west, south_east = nodes[:-1, :-1].ravel(), nodes[:-1, 1:].ravel()
    north_west, north_east = nodes[1:, :-1].ravel(), nodes[1:, 1:].ravel()
    triangles = np.concatenate(
        (
            np.column_stack((south_west, south_east, north_east)),
            np.column_stack((south_west, north_east, north_west)),
        )
    )
    value = values.ravel()
    within = value <= most
    count = within[triangles].sum(axis=1)
    places = np.column_stack((x[nodes.ravel() % columns], y[nodes.ravel() // columns]))
    whole = places[triangles[count == 3]]
    parts = [shapely.polygons(whole)] if len(whole) else []
    parts.extend(
        shapely.polygons(_part(triangles[count == number], places, value, most, number == 1))
        for number in (1, 2)
        if (count == number).any()
    )
    if not parts:
        return Polygon()
    found: Any = shapely.make_valid(shapely.coverage_union_all(np.concatenate(parts)))
    return cast("Polygon | MultiPolygon", found)


def _part(
    triangles: NDArray[np.int64], places: Floats, value: Floats, most: float, one_within: bool
) -> Floats:
    """The corners of what is within of triangles that have one corner within, or two."""
    alone = (value[triangles] <= most) == one_within
    first = triangles[alone]
    at = np.argmax(alone, axis=1)
    rows = np.arange(len(triangles))
    second, third = triangles[rows, (at + 1) % 3], triangles[rows, (at + 2) % 3]
    begin, end = (_between(first, other, places, value, most) for other in (second, third))
    if one_within:
        return np.stack((places[first], begin, end), axis=1)
    return np.stack((begin, places[second], places[third], end), axis=1)


def _between(
    end: NDArray[np.int64], other: NDArray[np.int64], places: Floats, value: Floats, most: float
) -> Floats:
    """Where a side passes the value: worked out from the lower node, alike for both its triangles."""
    low, high = np.minimum(end, other), np.maximum(end, other)
    rise = value[high] - value[low]
    known = np.isfinite(rise)
    share = np.full(len(low), HALFWAY)
    share[known] = np.clip((most - value[low][known]) / rise[known], APART, 1 - APART)
    found: Floats = places[low] + share[:, None] * (places[high] - places[low])
    return found
