"""Which features are asked for: in a box, at a time, with some properties, a page of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.api.collections import UNREACHABLE, Collection
from dashboard.api.crs import CRS84, addresses
from dashboard.api.features import Row, days_of, shapes_of
from dashboard.api.moments import span
from dashboard.api.parameters import (
    BBOX,
    DATETIME,
    LIMIT,
    LIMIT_MOST,
    PAGE,
    Parameter,
    choice_parameter,
    expected_value,
    flag_parameter,
    number_parameter,
    text_parameter,
)
from dashboard.api.refusal import RefusedError
from dashboard.layers.base import NUMBERS

Bools = NDArray[np.bool_]
FARTHEST = 1e9
"""A box is cut off here, metres or degrees: beyond every coordinate, and safe to calculate with."""


@dataclass(frozen=True)
class Page:
    """Positions of the features on one page, and how many there are on all."""

    at: Sequence[int]
    matched: int
    limit: int
    offset: int


def crs_parameters(collection: Collection) -> tuple[Parameter, ...]:
    """In which reference system features and the box are written."""
    choices = addresses(collection.assessment.region)
    return choice_parameter("crs", "crs", choices), choice_parameter("bbox-crs", "bbox_crs", choices)


def filters(collection: Collection) -> list[Parameter]:
    """Parameters that select features by the exact value of a property, one for each property.

    Parameters
    ----------
    collection : Collection

    Returns
    -------
    list of Parameter
    """
    found = []
    for key, column in collection.properties.items():
        if column.kind in NUMBERS:
            found.append(number_parameter(key, "exact", key))
        else:
            found.append(
                (flag_parameter if column.kind == "flag" else text_parameter)(key, "exact", label=key)
            )
        if column.kind == "minutes":
            found.append(flag_parameter(key + UNREACHABLE, "exact_unreachable", key))
    return found


def item_parameters(collection: Collection) -> list[Parameter]:
    """Everything that the features of a collection can be asked by."""
    return [*PAGE, BBOX, DATETIME, *crs_parameters(collection), *filters(collection)]


def page_of(collection: Collection, rows: Sequence[Row], parameters: Mapping[str, str]) -> Page:
    """The features that a checked query asks for.

    Parameters
    ----------
    collection : Collection
    rows : sequence of mapping
        The features' properties, in the language of the answer.
    parameters : mapping
        From `parameters.checked`.

    Raises
    ------
    RefusedError
        400, if the box or the time is none.
    """
    wanted = np.ones(len(rows), dtype=bool)
    if "bbox" in parameters:
        wanted &= _inside(collection, parameters["bbox"], parameters.get("bbox-crs", CRS84))
    if "datetime" in parameters:
        wanted &= _then(collection, parameters["datetime"])
    for parameter in filters(collection):
        if parameter.name in parameters:
            wanted &= [_equals(row[parameter.name], parameters[parameter.name]) for row in rows]
    limit = min(_whole(parameters.get("limit", str(LIMIT))), LIMIT_MOST)
    offset = _whole(parameters.get("offset", "0"))
    found = np.flatnonzero(wanted).tolist()
    return Page(found[offset : offset + limit], len(found), limit, offset)


def _whole(digits: str) -> int:
    """The number that digits say; a very large one where Python would not read so many."""
    return int(digits) if len(digits) <= 18 else 10**18


def _inside(collection: Collection, text: str, crs: str) -> Bools:
    """Features that a box touches; those without a place are in none."""
    corners = np.clip([float(number) for number in text.split(",")], -FARTHEST, FARTHEST)
    west, south, east, north = corners if len(corners) == 4 else corners[[0, 1, 3, 4]]
    if south > north or (west > east and crs != CRS84):
        raise RefusedError(400, "bad_value", name="bbox", value=text[:80], expected=expected_value(BBOX))
    shapes = shapes_of(collection, crs)
    if west > east:  # over the meridian of 180 degrees
        return _touches(shapes, west, south, FARTHEST, north) | _touches(
            shapes, -FARTHEST, south, east, north
        )
    return _touches(shapes, west, south, east, north)


def _touches(shapes: NDArray[np.object_], west: float, south: float, east: float, north: float) -> Bools:
    box: BaseGeometry = shapely.box(west, south, east, north)
    if not box.area:  # as a polygon it would touch nothing
        line = (west, south) != (east, north)
        box = shapely.LineString([(west, south), (east, north)]) if line else shapely.Point(west, south)
    touched: Bools = shapely.intersects(shapes, box)
    return touched


def _then(collection: Collection, text: str) -> Bools:
    """Features that were there at a time, and all those that no time is known of."""
    wanted = span(text)
    if wanted is None:
        raise RefusedError(
            400, "bad_value", name="datetime", value=text[:80], expected=expected_value(DATETIME)
        )
    days = days_of(collection.table)
    if days is None:
        return np.ones(len(collection.table.ids), dtype=bool)
    there: Bools = (days[:, 0] <= wanted[1]) & (days[:, 1] > wanted[0])
    return there | np.isnan(days).all(axis=1)


def _equals(value: object, text: str) -> bool:
    if value is None:
        return False
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, int | float):
        return float(text) == value
    return text == str(value)
