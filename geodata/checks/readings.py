"""In which coordinate reference systems, and which order, coordinates would lie where they should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.sheet import Bools, Part
from geodata.geometry.systems import (
    WGS84,
    common_systems,
    further_systems,
    moved,
    roughly_moved,
    system_of,
    titled,
)

Floats = NDArray[np.float64]
Move = Callable[[Floats, Floats, CRS | str, CRS | str], tuple[Floats, Floats]]
"""From one system to another, as of `geodata.geometry.systems`."""

LOOKED_AT = 1000
"""Rows of a file that are tried at most, evenly through it."""
NAMED = 3
"""Systems that a problem names at most."""
HARDLY_WORSE = 0.25
"""How much smaller a share of rows a system may place rightly than the best does, and still be named."""
SAME_M = 200.0
"""Systems that place rows no farther apart than this are one, told by the likelier."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One way of reading two columns of numbers.

    Attributes
    ----------
    system : str
        Code.
    swapped : bool
        Whether the second column is east, and the first north.
    count, rows : int
        How many of the rows that were tried lie where they should, and how many were tried.
    x, y : float64, shape (rows,)
        Where it places them.
    """

    system: str
    swapped: bool
    count: int
    rows: int
    x: Floats
    y: Floats

    @property
    def share(self) -> float:
        """Part of the rows, 0 to 1."""
        return self.count / max(self.rows, 1)


def evenly(where: Bools) -> NDArray[np.int64]:
    """Positions of some of the rows where `where` is true: all of few, `LOOKED_AT` of many."""
    at = np.flatnonzero(where)
    return at if len(at) <= LOOKED_AT else at[np.linspace(0, len(at) - 1, LOOKED_AT).astype(np.int64)]


def readings(
    first: Floats,
    second: Floats,
    through: Callable[[Floats, Floats, str, Move], tuple[Floats, Floats]],
    fits: Callable[[Floats, Floats], Bools],
    place: tuple[float, float],
    least: float,
    orders: tuple[bool, ...] = (False, True),
    most: int | None = NAMED,
) -> list[Reading]:
    """Ways of reading some coordinates by which they lie where they should, best first.

    The systems commonly used at a place are tried; the others only where none of those will do.

    Parameters
    ----------
    first, second : float64, shape (rows,)
        As they stand in the file.
    through : function
        From east, north and the code of a system to x and y in the region's, by the way given last.
    fits : function
        Which of some x and y lie where they should.
    place : tuple of float
        Longitude and latitude of where that is.
    least : float
        Part of the rows that a reading must place rightly.
    orders : tuple of bool
        Whether they are tried as they stand, swapped, or both.
    most : int or None
        How many are given: only those hardly worse than the best; all of them where None.
    """
    for systems, move in ((common_systems, moved), (further_systems, roughly_moved)):
        found: list[Reading] = []
        for system in systems(*place):
            for swapped in orders:
                east, north = (second, first) if swapped else (first, second)
                x, y = through(east, north, system, move)
                count = int(np.count_nonzero(fits(x, y)))
                reading = Reading(system, swapped, count, len(x), x, y)
                if count and reading.share >= least and not any(_same(reading, each) for each in found):
                    found.append(reading)
        found.sort(key=lambda each: -each.count)
        if found and most is None:
            return found
        if found:
            return [each for each in found if each.share >= found[0].share - HARDLY_WORSE][:most]
    return []


def _same(one_way: Reading, other: Reading) -> bool:
    apart = np.hypot(one_way.x - other.x, one_way.y - other.y)
    apart = apart[np.isfinite(apart)]
    return len(apart) > 0 and float(np.median(apart)) < SAME_M


def way_out(reading: Reading, part: Part, columns: tuple[str, str], declared: CRS | None) -> str:
    """What to write under the table for a reading to be used, with the system's name and its rows.

    Such as `crs = "EPSG:3007" (SWEREF99 12 00: 3/3)`; for a file that names a system itself, the command
    that gives it another.
    """
    crs = CRS.from_user_input(reading.system)
    rows = f"{reading.count}/{reading.rows}"
    if columns[0] == "geometry":
        if not part.assumed and system_of(part.crs) is not None:
            return f"ogr2ogr -a_srs {reading.system} NEW {part.settings.file} ({crs.name}: {rows})"
        return f'crs = "{reading.system}" ({crs.name}: {rows})'
    if columns[0] == "position":  # either order is read
        return f'crs = "{reading.system}" ({crs.name}: {rows})'
    source = tuple(part.names[column] for column in columns)
    east, north = reversed(source) if reading.swapped else source
    ours = ("longitude", "latitude") if columns[0] == "longitude" and reading.system == WGS84 else ("x", "y")
    lines = []
    if reading.swapped or ours != columns:
        lines += [f'columns.{ours[0]} = "{east}"', f'columns.{ours[1]} = "{north}"']
    same = declared is not None and declared.equals(crs, ignore_axis_order=True)
    if ours[0] == "x" and (not same or columns[0] == "longitude"):
        lines.append(f'crs = "{reading.system}"')
    return f"{'; '.join(lines)} ({crs.name}: {rows})"


def in_words(rows: int, of: int, crs: CRS) -> str:
    """How many rows lie elsewhere, and by which system: `3/3, EPSG:3008 (SWEREF99 13 30)`."""
    return f"{rows}/{of}, {titled(crs)}"
