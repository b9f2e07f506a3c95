"""Where a picture looks: where an address says, at what is in focus, at what a scenario changes, at all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dashboard.drawing.geography import Geography, bounds_of, geography
from dashboard.drawing.world import Box, Frame, fitted, looking
from geodata.assessment.assessment import Assessment
from geodata.contract.constants import CONSTANTS
from geodata.focus.place import Place
from geodata.geometry.world import Floats, world
from geodata.region.unit_places import unit_places

Ints = NDArray[np.int64]
STEP_ROOM: Mapping[str, float] = CONSTANTS["step_room"]
"""Width and height that the zoom of an address's `at` is for, pixels: screens and files scale from them."""
NEAREST: Mapping[str, float] = CONSTANTS["zooms"]
"""Zoom that is gone to at most, by what is looked at."""
CLOSEST = 12.5
"""Zoom that a change is looked at from at most, in a picture as high as a step's."""
AROUND = 0.14
"""Part of a change's width and height that is seen on each side of it: its name plates stand there."""


def window(
    assessment: Assessment,
    focus: Place,
    width: float,
    height: float,
    at: str = "",
    covered: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Frame:
    """Where the picture looks: where the address says, at what is in focus, else at the whole region.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    width, height : float
        Pixels.
    at : str
        "zoom/latitude/longitude" as in an address; "" for none.
    covered : tuple of float
        Pixels that other things take at the left, top, right and bottom.
    """
    if (place := read_place(at)) is not None:
        zoom, lat, lon = place
        wide, high = width - covered[0] - covered[2], height - covered[1] - covered[3]
        scale = min(max(wide, 100) / STEP_ROOM["width"], max(high, 100) / STEP_ROOM["height"])
        return looking(lon, lat, zoom + float(np.log2(scale)), width, height, covered)
    box, most = looked_box(assessment, focus)
    return fitted(box, width, height, covered=covered, most=most)


def looked_box(assessment: Assessment, focus: Place) -> tuple[Box, float]:
    """The box of the world about what is in focus, and the zoom that it is gone to at most."""
    geo = geography(assessment.region)
    box = bounds_of(geo, focus.areas.tolist()) if not focus.is_whole_region else None
    if focus.is_unit:
        box = _about_unit(assessment, focus, geo) or box
    if box is None:
        return geo.bounds, 18.0
    if focus.is_area:  # room about it, for where its residents travel
        west, north, east, south = box
        aside, down = 0.8 * (east - west), 0.8 * (south - north)
        box = (west - aside, north - down, east + aside, south + down)
    return box, NEAREST.get(focus.kind, 18.0)


def read_place(at: str) -> tuple[float, float, float] | None:
    """Zoom, latitude and longitude of an address's `at`; None where it does not say so."""
    try:
        zoom, lat, lon = (float(part) for part in at.split("/"))
    except ValueError:
        return None
    return (zoom, lat, lon) if 0 <= zoom <= 19 and abs(lat) <= 85 and abs(lon) <= 180 else None


def change_box(assessment: Assessment, at: str = "") -> Box | None:
    """The box that a step about a change looks at: the units that change, and the areas with another way.

    Parameters
    ----------
    assessment : Assessment
    at : str
        Where an address says that the map looks. That is gone by where it shows the change closer than the
        whole region.

    Returns
    -------
    tuple of float or None
        World units; None where nothing that has a place changes, or the address is gone by.
    """
    units = _changed_places(assessment)
    if not len(units):
        return None
    geo = geography(assessment.region)
    if (place := read_place(at)) is not None:
        zoom, lat, lon = place
        in_view = looking(lon, lat, zoom, STEP_ROOM["width"], STEP_ROOM["height"]).in_view
        if _holds(in_view, _about(units)) and not _holds(in_view, geo.bounds):
            return None
    areas = assessment.affected if len(assessment.affected) else _served(assessment)
    about = bounds_of(geo, areas.tolist())
    west, north, east, south = _about(units) if about is None else _both(_about(units), about)
    least = STEP_ROOM["height"] / 2**CLOSEST
    wide, high = (max(length * (1 + 2 * AROUND), least) for length in (east - west, south - north))
    x, y = (west + east) / 2, (north + south) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _changed_places(assessment: Assessment) -> Floats:
    """World positions of the units that change, where they stand and where they stood."""
    changed = {change.id for change in assessment.scenario.changes}
    found = [np.empty((0, 2))]
    for side in {assessment, assessment.without_changes} if changed else ():
        lonlat = np.column_stack(unit_places(side.units, assessment.region.settings.crs))
        found.append(world(lonlat[side.units.index.isin(list(changed)) & np.isfinite(lonlat).all(axis=1)]))
    return np.vstack(found)


def _served(assessment: Assessment) -> Ints:
    """Areas that a unit which changes is the nearest of."""
    changed = assessment.units.index.isin([change.id for change in assessment.scenario.changes])
    return np.flatnonzero(np.isin(assessment.access.nearest_unit, np.flatnonzero(changed)))


def _about(points: Floats) -> Box:
    (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
    return float(west), float(north), float(east), float(south)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _about_unit(assessment: Assessment, focus: Place, geo: Geography) -> Box | None:
    """About a unit and the areas its visits come from, as far as those are told."""
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    unit = int(focus.units[0])
    if not np.isfinite(lon[unit]):
        return None
    place = _about(world(np.array([[lon[unit], lat[unit]]])))
    areas = bounds_of(geo, focus.areas.tolist())
    return place if areas is None else _both(place, areas)


def _both(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
