"""Shapes and places of a region's tables, each in the region's system and held against the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.area_points import checked_area_points
from geodata.checks.around import Around, surroundings
from geodata.checks.codes import lost_zeros
from geodata.checks.coordinates import coordinates
from geodata.checks.elsewhere import MOST, areas_elsewhere
from geodata.checks.places import placed
from geodata.checks.population_points import middles
from geodata.checks.readings import evenly
from geodata.checks.scale import checked_scale
from geodata.checks.shapes import checked_polygons, in_region_crs, shape_crs, without_overlaps
from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.geometry.systems import moved, system_of

Places = tuple[NDArray[np.float64], NDArray[np.float64]]

OF_PLACES = ("units", "places", "addresses", "population_points")
"""Tables whose rows lie somewhere, those that tell best where the region is first."""


@np.errstate(invalid="ignore", over="ignore", divide="ignore")  # what is not finite is looked for
def in_place(sheets: dict[str, Sheet], crs: CRS, problems: Problems) -> None:
    """Give every sheet its shapes, or its `x` and `y`, in the region's CRS; what is wrong is a problem.

    Parameters
    ----------
    sheets : dict of str to Sheet
        Replaced in place.
    crs : CRS
        The region's.
    problems : Problems
    """
    if "population_points" in sheets:
        sheets["population_points"] = middles(sheets["population_points"])
    rough = {name: _rough(sheets[name], crs) for name in OF_PLACES if name in sheets}
    witnesses = next((places for places in rough.values() if len(places[0])), None)
    for name in ("areas", "background"):
        if name in sheets:
            sheets[name] = checked_polygons(in_region_crs(sheets[name], crs, problems, witnesses), problems)
    if "areas" in sheets:
        sheets["areas"] = without_overlaps(sheets["areas"], problems)
        checked_scale(sheets["areas"], crs, problems)
        for column in ("area_id", "municipality_id"):
            lost_zeros(sheets["areas"], column, problems)
    around = surroundings(sheets.get("areas"))
    found = Problems()
    points = {name: placed(sheets[name], crs, around, found) for name in OF_PLACES if name in sheets}
    explained = any(each.code == "elsewhere" for each in found.found)
    if around is not None and not explained and _areas_are_elsewhere(sheets, crs, rough, around, problems):
        return
    problems.found += found.found
    sheets |= points
    if "areas" in sheets:
        sheets["areas"] = placed(sheets["areas"], crs, around, problems)
        checked_area_points(sheets["areas"], problems)


def _rough(sheet: Sheet, crs: CRS) -> Places:
    """Some of a table's places as they are written, nothing checked."""
    x, y = [], []
    unchecked = Problems()
    for position, part in enumerate(sheet.parts):
        mine = sheet.part == position
        for pair in coordinates(sheet, part, mine, crs, unchecked)[:1]:
            given = mine & np.isfinite(pair.first) & np.isfinite(pair.second)
            at = evenly(given & ((pair.first != 0) | (pair.second != 0)))
            there = moved(pair.first[at], pair.second[at], pair.crs, crs)
            finite = np.isfinite(there[0]) & np.isfinite(there[1])
            x.append(there[0][finite])
            y.append(there[1][finite])
    return np.concatenate([*x, np.empty(0)]), np.concatenate([*y, np.empty(0)])


def _areas_are_elsewhere(
    sheets: dict[str, Sheet], crs: CRS, rough: dict[str, Places], around: Around, problems: Problems
) -> bool:
    """Whether every table of places lies outside the areas, and these would hold them in another system."""
    areas = sheets["areas"]
    files = {part.settings.file for part in areas.parts}
    part = areas.parts[0]
    if len(files) != 1 or not (part.assumed or system_of(part.crs) is None):
        return False
    known = [places for places in rough.values() if len(places[0])]
    if not known or any(around.reaches(*places).mean() >= MOST for places in known):
        return False
    own = shape_crs(part, Problems())
    together = (np.concatenate([each[axis] for each in known]) for axis in (0, 1))
    x, y = together
    return own is not None and areas_elsewhere(part, own, crs, (x, y), around, problems)
