"""A place that is started from, as people write it: coordinates, an area, a unit, or the name of either."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

import shapely

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import RegionError
from geodata.geometry.degrees import to_degrees, to_metres
from geodata.region.surroundings import is_around

MOST_SIGNS: Final = 120
DECIMALS: Final = 5
"""Of degrees: a metre."""
PLACE: Final = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,12})?)\s*[,;\s]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)")
SWEDISH: Final = re.compile(r"(-?[0-9]{1,2},[0-9]{1,12})\s*[;\s]\s*(-?[0-9]{1,3},[0-9]{1,12})")
"""The same with decimal commas."""


@dataclass(frozen=True, slots=True)
class Start:
    """A place.

    Attributes
    ----------
    kind : {"place", "area", "unit"}
    text : str
        As an address says it: "57.70000,13.40000", "area:0114", "unit:u7". A text that is read again.
    name : str
        Of the area or unit; "" for a place that is neither.
    x, y : float
        Metres in the region's CRS.
    lat, lon : float
        Degrees.
    unit : int
        Position of the unit after the scenario's changes; -1 for what is none.
    """

    kind: Literal["place", "area", "unit"]
    text: str
    name: str
    x: float
    y: float
    lat: float
    lon: float
    unit: int = -1


def read_start(assessment: Assessment, text: str) -> Start:
    """The place that a text says.

    Parameters
    ----------
    assessment : Assessment
        Its units are those after the scenario's changes.
    text : str
        "57.7,13.4", "57,7 13,4", "area:0114", "unit:u7", or the name of one area or unit.

    Returns
    -------
    Start

    Raises
    ------
    RegionError
        If there is no such place, several of the name, or it lies too far outside the region.
    """
    wanted = text.strip()
    if len(wanted) > MOST_SIGNS:
        raise RegionError.of("reach_no_place", text=f"{wanted[:40]}…")
    if found := PLACE.fullmatch(wanted) or SWEDISH.fullmatch(wanted):
        lat, lon = (float(part.replace(",", ".")) for part in found.groups())
        return _somewhere(assessment, lat, lon)
    kind, _, id_ = wanted.partition(":")
    if kind == "area" and id_ in assessment.region.areas.index:
        return _area(assessment, id_)
    if kind == "unit" and id_ in assessment.units.index:
        return _unit(assessment, id_)
    return _named(assessment, wanted)


def may_be_start(assessment: Assessment, text: str) -> bool:
    """Whether a text says a place that can be asked from; see `read_start`."""
    try:
        read_start(assessment, text)
    except RegionError:
        return False
    return True


def place_text(lat: float, lon: float) -> str:
    """A place as an address says it."""
    return f"{lat:.{DECIMALS}f},{lon:.{DECIMALS}f}"


def _somewhere(assessment: Assessment, lat: float, lon: float) -> Start:
    text = place_text(lat, lon)
    lat, lon = (float(part) for part in text.split(","))
    region = assessment.region
    x, y = to_metres(region.settings.crs).transform(lon, lat)
    if not is_around(region, x, y):
        raise RegionError.of("reach_outside", text=text)
    return Start("place", text, "", float(x), float(y), lat, lon)


def _area(assessment: Assessment, id_: str) -> Start:
    at, areas = assessment.region.areas.index.tolist().index(id_), assessment.region.areas
    x, y = (float(areas[axis].to_numpy()[at]) for axis in ("x", "y"))
    return Start("area", f"area:{id_}", str(areas["name"].iloc[at]), x, y, *_degrees(assessment, x, y))


def _unit(assessment: Assessment, id_: str) -> Start:
    at, units = assessment.units.index.tolist().index(id_), assessment.units
    name, point = str(units["name"].iloc[at]), units.geometry.to_numpy()[at]
    x, y = float(shapely.get_x(point)), float(shapely.get_y(point))
    if not (math.isfinite(x) and math.isfinite(y)):
        raise RegionError.of("reach_unplaced", name=name)
    return Start("unit", f"unit:{id_}", name, x, y, *_degrees(assessment, x, y), at)


def _named(assessment: Assessment, name: str) -> Start:
    """The one area of a name, else the one unit."""
    for table, read in ((assessment.region.areas, _area), (assessment.units, _unit)):
        named = table.index[(table["name"].astype(str).str.casefold() == name.casefold()).to_numpy()]
        if name and len(named) > 1:
            raise RegionError.of("reach_several", text=name, ids=", ".join(map(str, named[:5])))
        if name and len(named) == 1:
            return read(assessment, str(named[0]))
    raise RegionError.of("reach_no_place", text=name[:40])


def _degrees(assessment: Assessment, x: float, y: float) -> tuple[float, float]:
    lon, lat = to_degrees(assessment.region.settings.crs).transform(x, y)
    return float(lat), float(lon)
