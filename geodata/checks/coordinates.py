"""Where a file's rows say that they lie: the numbers, the columns that hold them, and their system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.elsewhere import MOST, columns_of
from geodata.checks.shapes import shape_crs
from geodata.checks.sheet import Bools, Part, Sheet
from geodata.contract.problems import Problems
from geodata.geometry.systems import WGS84, moved

Floats = NDArray[np.float64]

PAIRS = (("longitude", "latitude"), ("x", "y"))
"""Columns that hold a place together; the first pair of a file is the one that counts."""

TEXT = "position"
"""The column that holds a place as one text."""

APART_M = 1000.0
"""Places of one row farther apart than this are two: less is the corner and the middle of a grid's cell."""


@dataclass(frozen=True, eq=False)
class Coordinates:
    """Two numbers a row, east and north.

    Attributes
    ----------
    columns : tuple of str
        Ours, that they come from.
    first, second : float64, shape (rows,)
        Of every row of the sheet, NaN where nothing stands.
    crs : CRS
        What they are read by.
    """

    columns: tuple[str, str]
    first: Floats
    second: Floats
    crs: CRS


def coordinates(
    sheet: Sheet, part: Part, mine: Bools, target: CRS, problems: Problems
) -> Sequence[Coordinates]:
    """Every pair of coordinates that a file has, the one that counts first.

    Parameters
    ----------
    sheet : Sheet
    part : Part
        The file.
    mine : bool, shape (rows,)
        Its rows.
    target : CRS
        The region's, of x and y where nothing else is set.
    problems : Problems
        Shapes that are no points are added to it.
    """
    found = []
    for columns in PAIRS:
        if not set(columns) <= set(part.names) or not set(columns) <= set(sheet.frame.columns):
            continue
        if columns == PAIRS[0] and _are_metres(part):
            continue
        first, second = (sheet.frame[each].to_numpy(dtype=float, na_value=np.nan) for each in columns)
        crs = CRS.from_user_input(WGS84 if columns == PAIRS[0] else part.settings.crs or target)
        found.append(Coordinates(columns, first, second, crs))
    found += _of_texts(sheet, part, target)
    own = sheet.table.name != "areas" and "geometry" in sheet.table.names
    if own and sheet.geometry is not None and not shapely.is_missing(sheet.geometry[mine]).all():
        points = _points(sheet, sheet.geometry, part, mine, problems)
        found += [] if points is None else [points]
    return found


def _of_texts(sheet: Sheet, part: Part, target: CRS) -> list[Coordinates]:
    """Places that stand as one text: those in degrees, and those in metres."""
    if "position" not in part.names or "east" not in sheet.frame:
        return []
    east, north = (sheet.frame[axis].to_numpy(dtype=float, na_value=np.nan) for axis in ("east", "north"))
    degrees = sheet.frame["in_degrees"].fillna(value=False).to_numpy(dtype=bool)
    found = []
    for where, crs in ((degrees, WGS84), (~degrees, part.settings.crs or target)):
        if (where & np.isfinite(east)).any():
            first, second = (np.where(where, axis, np.nan) for axis in (east, north))
            found.append(Coordinates((TEXT, TEXT), first, second, CRS.from_user_input(crs)))
    return found


def _are_metres(part: Part) -> bool:
    """Whether `columns` makes x and y of the columns that are called longitude and latitude."""
    metres = {part.settings.columns.get(each) for each in PAIRS[1]}
    return metres == {part.names[each] for each in PAIRS[0]}


def _points(
    sheet: Sheet, shapes: NDArray[np.object_], part: Part, mine: Bools, problems: Problems
) -> Coordinates | None:
    crs = shape_crs(part, problems)
    if crs is None:
        return None
    wrong = mine & ~shapely.is_missing(shapes) & (shapely.get_type_id(shapes) != 0)
    names = [shape.geom_type for shape in shapes[wrong]]
    sheet.report(problems, "not_a_point", wrong, "geometry", values=names, expected=("Point",))
    x, y = np.full(len(shapes), np.nan), np.full(len(shapes), np.nan)
    at = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes)
    x[at], y[at] = shapely.get_x(shapes[at]), shapely.get_y(shapes[at])
    return Coordinates(("geometry", "geometry"), x, y, crs)


def told_twice(
    sheet: Sheet, part: Part, pairs: Sequence[Coordinates], mine: Bools, target: CRS, problems: Problems
) -> None:
    """Report rows whose places by two pairs of columns lie apart: an error where most do, else a warning.

    Parameters
    ----------
    sheet : Sheet
    part : Part
        The file.
    pairs : sequence of Coordinates
        Of it, the one that counts first.
    mine : bool, shape (rows,)
        Its rows.
    target : CRS
        The region's.
    problems : Problems
    """
    for other in pairs[1:]:
        first = pairs[0]
        both = mine.copy()
        for each in (first, other):
            both &= np.isfinite(each.first) & np.isfinite(each.second)
            both &= (each.first != 0) | (each.second != 0)
        at = np.flatnonzero(both)
        if not len(at):
            continue
        (x, y), (other_x, other_y) = (
            moved(each.first[at], each.second[at], each.crs, target) for each in (first, other)
        )
        with np.errstate(invalid="ignore"):
            away = np.hypot(other_x - x, other_y - y)
        apart = ~(away <= APART_M)
        if not apart.any():
            continue
        farthest = np.max(away[apart & np.isfinite(away)], initial=0.0)
        problems.add(
            "places_disagree",
            part.settings.file,
            row=int(sheet.row[at[apart]][0]),
            column=f"{columns_of(part, first.columns)}, {columns_of(part, other.columns)}",
            value=f"{np.count_nonzero(apart)}/{len(at)}, {farthest / 1000:.0f} km",
            expected=(columns_of(part, first.columns),),
            severity="error" if apart.mean() > MOST else "warning",
            rows=int(np.count_nonzero(apart)),
        )
