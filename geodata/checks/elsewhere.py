"""Files most of whose places lie outside the region: that is one problem, of the coordinate system."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.around import Around
from geodata.checks.readings import evenly, in_words, readings, way_out
from geodata.checks.sheet import Bools, Part
from geodata.contract.problems import Problems
from geodata.geometry.systems import WGS84, moved

Floats = NDArray[np.float64]

MOST = 0.5
"""Fewer places than this part in the region or near it: another system is looked for."""
BETTER = 0.2
"""Part of the rows that another system must place in the region beyond those that are there."""
ENOUGH_ROWS, NEARLY_ALL = 10, 0.95
"""Of a file of so many rows, a tenth outside is enough where another system places this part inside."""
A_TENTH_OUTSIDE = 0.9
KEPT = 0.9
"""Part of the rows that another system must place in the region where `outside = "keep"`."""


def lies_elsewhere(
    part: Part,
    columns: tuple[str, str],
    first: Floats,
    second: Floats,
    crs: CRS,
    target: CRS,
    sound: Bools,
    around: Around,
    problems: Problems,
) -> bool:
    """Whether most of a file's places lie outside the region; then it is a problem, told once.

    Parameters
    ----------
    part : Part
        The file.
    columns : tuple of str
        Ours, that the numbers come from.
    first, second : float64, shape (rows,)
        The numbers of all rows.
    crs, target : CRS
        The system they were read by, and the region's.
    sound : bool, shape (rows,)
        Rows of the file that hold a place.
    around : Around
    problems : Problems
    """
    at = evenly(sound)
    if not len(at):
        return False
    first, second = first[at], second[at]
    x, y = moved(first, second, crs, target)
    near = around.reaches(x, y)
    share = float(near.mean())
    if share >= (A_TENTH_OUTSIDE if len(at) >= ENOUGH_ROWS else MOST):
        return False
    least = NEARLY_ALL if share >= MOST else KEPT if part.settings.outside == "keep" else MOST
    found = readings(
        first,
        second,
        lambda east, north, system, move: move(east, north, system, target),
        around.contains,
        place_of(*around.middle, target),
        max(least, share + BETTER),
    )
    outside = in_words(len(at) - int(near.sum()), len(at), crs)
    if found:
        out = [way_out(each, part, columns, crs) for each in found]
        problems.add(
            "elsewhere", part.settings.file, column=columns_of(part, columns), value=outside, expected=out
        )
        return True
    if part.settings.outside == "keep" or share >= MOST or len(at) == 1:
        return False
    if share > 0 and around.surrounds(x, y).mean() >= MOST:
        return False  # a region's neighbours as well: each is warned of
    code = "nowhere_in_region" if share == 0 else "more_than_the_region"
    problems.add(code, part.settings.file, column=columns_of(part, columns), value=outside)
    return True


def columns_of(part: Part, columns: tuple[str, str]) -> str:
    """The file's own names of the two columns, as a problem tells them."""
    return " / ".join(dict.fromkeys(part.names.get(column, column) for column in columns))


def place_of(x: float, y: float, crs: CRS) -> tuple[float, float]:
    """Longitude and latitude of a point."""
    lon, lat = moved(np.array([x]), np.array([y]), crs, WGS84)
    return float(lon[0]), float(lat[0])


def areas_elsewhere(
    part: Part, crs: CRS, target: CRS, witnesses: tuple[Floats, Floats], around: Around, problems: Problems
) -> bool:
    """Whether it is the areas that lie elsewhere, all other places being right; then it is a problem.

    Parameters
    ----------
    part : Part
        The areas' file, which names no system itself.
    crs, target : CRS
        The system its shapes were read by, and the region's.
    witnesses : two of float64
        Places of the other tables, in the region's CRS.
    around : Around
    problems : Problems
    """
    x, y = witnesses
    # Each place is written in another system and read as the areas were: then they hold it, or not.
    found = readings(
        x,
        y,
        lambda east, north, system, move: moved(*move(east, north, target, system), crs, target),
        around.contains,
        place_of(float(np.median(x)), float(np.median(y)), target),
        KEPT,
        orders=(False,),
    )
    if not found:
        return False
    out = [way_out(each, part, ("geometry", "geometry"), crs) for each in found]
    value = in_words(len(x), len(x), crs)
    problems.add("areas_elsewhere", part.settings.file, column="geometry", value=value, expected=out)
    return True
