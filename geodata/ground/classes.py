"""What of OpenStreetMap is drawn beneath a map, and as what: a few classes out of many tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LINES: Final = ("main", "road", "street", "path", "rail", "river")
"""Classes of lines: motorways and main roads, other roads, streets, ways for bicycles, railways, rivers."""

SPARED: Final = ("path", "street", "river", "road", "rail")
"""What is left out first where a square holds more than it may."""

NAMED: Final = ("main", "road", "street")
"""Lines that have names on the map."""

WATER: Final = (
    ("natural", "water"),
    ("waterway", "riverbank"),
    ("waterway", "dock"),
    ("landuse", "reservoir"),
)
"""Tags of areas that are water."""

STATION, STOP = 1, 0
"""Kinds of stops: where trains stop, and others."""

NAME_MOST = 60
"""Letters of a name; the rest is cut."""

_HIGHWAYS = {
    "motorway": "main", "motorway_link": "road", "trunk": "main", "trunk_link": "road", "primary": "main",
    "primary_link": "road", "secondary": "road", "secondary_link": "road", "tertiary": "road",
    "tertiary_link": "road", "unclassified": "street", "residential": "street", "living_street": "street",
    "pedestrian": "street", "road": "street", "cycleway": "path",
}  # fmt: skip
_RAILWAYS = ("rail", "light_rail", "narrow_gauge", "subway")
_WATERWAYS = ("river", "canal")
_BURIED = ("street", "path", "rail", "river")


def line_class(tags: Mapping[str, str]) -> str | None:
    """One of `LINES`; None for what is not drawn.

    Trams are not, as they run in streets, nor yards and sidings, driveways, tracks in forests, brooks, and
    what lies in tunnels, but for roads.
    """
    highway, railway = tags.get("highway", ""), tags.get("railway", "")
    found = _HIGHWAYS.get(highway)
    if found is None and highway in ("path", "footway") and tags.get("bicycle") == "designated":
        found = "path"
    elif found is None and highway == "service" and tags.get("service", "bus") == "bus":
        found = "street"
    elif found is None and railway in _RAILWAYS and "service" not in tags:
        found = "rail"
    elif found is None and tags.get("waterway") in _WATERWAYS:
        found = "river"
    if found is None or tags.get("area") == "yes":
        return None
    return None if found in _BURIED and tags.get("tunnel", "no") != "no" else found


def name_of(tags: Mapping[str, str]) -> str:
    """Name without needless blanks, at most `NAME_MOST` letters; "" where there is none."""
    return " ".join(tags.get("name", "").split())[:NAME_MOST]


def is_water(tags: Mapping[str, str]) -> bool:
    """Whether an area is a lake, a wide river or another water."""
    return any(tags.get(key) == value for key, value in WATER)


def stop_kind(tags: Mapping[str, str]) -> int | None:
    """`STATION`, `STOP` or None; a stop has a name."""
    if not name_of(tags):
        return None
    if tags.get("railway") in ("station", "halt") or tags.get("public_transport") == "station":
        return STATION
    named = tags.get("highway") == "bus_stop" or tags.get("railway") == "tram_stop"
    return STOP if named or tags.get("public_transport") == "platform" else None
