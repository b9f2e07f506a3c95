"""Shapes that lie where the region's system is not used: which system would place them where it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.around import NEAR_M
from geodata.checks.elsewhere import MOST, place_of
from geodata.checks.readings import NAMED, Move, Reading, evenly, readings, way_out
from geodata.checks.sheet import Bools, Part
from geodata.contract.problems import Problems
from geodata.geometry.systems import WGS84, moved, system_of, titled

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Places = tuple[Floats, Floats]

MARGIN_DEGREES = 2.0
"""How far outside a CRS' stated area of use coordinates may lie."""


def _middles(shapes: Geometries) -> Places:
    bounds = shapely.bounds(shapes)
    return (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2


def misplaced(shapes: Geometries, crs: CRS, target: CRS) -> bool:
    """Whether most shapes lie where the region's system is not used."""
    x, y = _middles(shapes)
    return bool(within_use(*moved(x, y, crs, WGS84), target).mean() < MOST)


def report_misplaced(
    shapes: Geometries,
    part: Part,
    crs: CRS,
    target: CRS,
    witnesses: Places | None,
    problems: Problems,
) -> None:
    """One problem of the file: its shapes are swapped, or of another system than it or `region.toml` says."""
    found = _systems(shapes, target, witnesses)
    if found and found[0].swapped:
        value = titled(found[0].system)
        problems.add("swapped_shapes", part.settings.file, column="geometry", value=value)
        return
    silent = part.settings.crs is None and (part.assumed or system_of(part.crs) is None)
    code = "no_crs_given" if silent else "wrong_crs"
    expected = lines_of_shapes(shapes, part, crs, target, witnesses)
    problems.add(code, part.settings.file, column="geometry", value=titled(crs), expected=expected)


def lines_of_shapes(
    shapes: Geometries, part: Part, crs: CRS | None, target: CRS, witnesses: Places | None
) -> list[str]:
    """What to write for a file's shapes to lie in the region, each system a line."""
    found = _systems(shapes, target, witnesses)
    return [way_out(each, part, ("geometry", "geometry"), crs) for each in found if not each.swapped]


def _systems(shapes: Geometries, target: CRS, witnesses: Places | None) -> list[Reading]:
    """Systems in which most shapes lie where the region's is used, about its places where these are known."""
    x, y = _middles(shapes)
    at = evenly(np.isfinite(x) & np.isfinite(y))
    x, y = x[at], y[at]

    def fits(east: Floats, north: Floats) -> Bools:
        return within_use(*moved(east, north, target, WGS84), target)

    def through(east: Floats, north: Floats, system: str, move: Move) -> tuple[Floats, Floats]:
        return move(east, north, system, target)

    if not len(at):
        return []
    if witnesses is None:  # the region's own is as good a guess as any, and but degrees no other is one
        own = ((system, swapped) for system in (target.to_string(), WGS84) for swapped in (False, True))
        return [each for each in (_reading(x, y, *way, target, fits) for way in own) if each.share >= MOST][
            :1
        ]
    place = place_of(float(np.median(witnesses[0])), float(np.median(witnesses[1])), target)
    found = readings(x, y, through, fits, place, MOST, most=None)
    held = [_held(each, witnesses) for each in found]
    best = max(held, default=0.0)
    likeliest = [each for each, share in zip(found, held, strict=True) if share >= max(MOST, best)]
    return likeliest[:NAMED]


def _reading(
    x: Floats,
    y: Floats,
    system: str,
    swapped: bool,
    target: CRS,
    fits: Callable[[Floats, Floats], Bools],
) -> Reading:
    there = moved(*((y, x) if swapped else (x, y)), system, target)
    return Reading(system, swapped, int(np.count_nonzero(fits(*there))), len(x), *there)


def _held(reading: Reading, witnesses: Places) -> float:
    """Part of the places that lie within the bounds of shapes, as some reading places these."""
    there = np.isfinite(reading.x) & np.isfinite(reading.y)
    x, y = reading.x[there], reading.y[there]
    wide = max(float(np.ptp(x)), float(np.ptp(y)), NEAR_M)
    inside = (witnesses[0] >= x.min() - wide / 2) & (witnesses[0] <= x.max() + wide / 2)
    inside &= (witnesses[1] >= y.min() - wide / 2) & (witnesses[1] <= y.max() + wide / 2)
    return float(inside.mean())


def within_use(longitude: Floats, latitude: Floats, crs: CRS) -> Bools:
    """Which points lie where a CRS is meant to be used."""
    bounds = crs.area_of_use
    if bounds is None:
        return np.isfinite(longitude) & np.isfinite(latitude)
    inside = (
        np.abs(longitude - (bounds.west + bounds.east) / 2)
        <= (bounds.east - bounds.west) / 2 + MARGIN_DEGREES
    ) & (
        np.abs(latitude - (bounds.south + bounds.north) / 2)
        <= (bounds.north - bounds.south) / 2 + MARGIN_DEGREES
    )
    return np.asarray(inside, dtype=bool)
