"""How fast one goes on what kind of road: every default and where it comes from.

Car : defaults by road class and the factors for slip roads and roundabouts as Valhalla documents and
    uses them (https://valhalla.github.io/valhalla/speeds, `default_speed` of its `lua/graph.lua` and
    `mjolnir/speed_assigner.h`); a signed `maxspeed` goes before the default of the class. Rough surfaces
    take something off either.
Bicycle : 18 km/h on roads and cycleways (Valhalla's default for a hybrid bicycle); on tracks and paths
    12 and 13, on foot where riding is not meant, as OSRM's `profiles/bicycle.lua`.
Foot : 5.1 km/h (Valhalla's `walking_speed`); 2 on steps, as OSRM's bicycle profile has it for steps.
Ferry : the `duration` of the crossing; where none is said `FERRY`, about 8 knots, an assumption of ours.

What junctions cost stands in `geodata.network.roads`; no queues are reckoned with: see `docs/travel.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Tags = Mapping[str, str]

CAR: Final = {
    "motorway": 105.0,
    "trunk": 90.0,
    "primary": 75.0,
    "secondary": 60.0,
    "tertiary": 50.0,
    "unclassified": 40.0,
    "residential": 35.0,
    "road": 25.0,
    "service": 25.0,
    "living_street": 10.0,
    "track": 5.0,
}
"""km/h by road class; a slip road (`_link`) is of its class."""

TRACK: Final = {"grade1": 20.0, "grade2": 15.0, "grade3": 12.0, "grade4": 10.0}
CAR_DENSE: Final = {
    "motorway": 89.0,
    "trunk": 73.0,
    "primary": 57.0,
    "secondary": 49.0,
    "tertiary": 40.0,
    "unclassified": 35.0,
    "residential": 30.0,
    "service": 20.0,
}
"""The same where roads lie dense (`geodata.network.density`); other classes go as fast everywhere."""

SERVICE: Final = {"parking_aisle": 15.0, "driveway": 10.0, "drive-through": 10.0}
SLIP_ROAD, ROUNDABOUT = 0.85, 0.5
ROUGH: Final = frozenset(
    (
        "cobblestone", "unhewn_cobblestone", "bricks", "compacted", "fine_gravel", "gravel",
        "unpaved", "dirt", "earth", "ground", "grass", "mud", "pebblestone", "sand",
    )
)  # fmt: skip
"""Surfaces on which a car drives 10 km/h slower from 50 km/h, 5 km/h slower from 20."""

RIDING, ON_PATHS, WALKING, STEPS, FERRY = 18.0, 13.0, 5.1, 2.0, 15.0
BY_SURFACE: Final = {
    **dict.fromkeys(("compacted", "fine_gravel", "wood"), 0.8),
    **dict.fromkeys(("dirt", "earth", "ground", "mud"), 0.6),
    **dict.fromkeys(("gravel", "unpaved", "pebblestone", "sand"), 0.4),
    "grass": 0.25,
}
"""Share of a bicycle's speed on a surface."""

BICYCLE: Final = {
    **dict.fromkeys(CAR, RIDING),
    "cycleway": RIDING,
    "track": 12.0,
    "path": ON_PATHS,
    "bridleway": 12.0,
    "footway": WALKING,
    "pedestrian": WALKING,
    "platform": WALKING,
    "corridor": WALKING,
    "steps": STEPS,
}
FOOT: Final = {**dict.fromkeys(BICYCLE, WALKING), "steps": STEPS}

LIMITS: Final = (5.0, 150.0)
"""km/h; a signed speed outside them is taken for a mistake."""

_SPEED = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?\s*$")
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+)$")
_ISO = re.compile(r"PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$")


def car_speed(tags: Tags, towards: str, *, dense: bool = False) -> float | None:
    """Speed of a car on a road that is open to it, km/h; None where cars have no speed on its kind.

    Parameters
    ----------
    tags : mapping of str to str
        Of an OpenStreetMap way.
    towards : {"forward", "backward"}
        Along the way as it is drawn, or against it.
    dense : bool
        Whether it lies where roads lie dense.
    """
    kind = tags.get("highway", "").removesuffix("_link")
    speed = CAR.get(kind)
    if speed is None:
        return None
    signed = signed_speed(tags.get(f"maxspeed:{towards}", tags.get("maxspeed", "")))
    if signed is not None:
        speed = signed
    else:
        speed = CAR_DENSE.get(kind, speed) if dense else speed
        if kind == "track":
            speed = TRACK.get(tags.get("tracktype", ""), speed)
        elif kind == "service":
            speed = SERVICE.get(tags.get("service", ""), speed)
        elif tags["highway"].endswith("_link"):
            speed *= SLIP_ROAD
        if tags.get("junction") in ("roundabout", "circular"):
            speed *= ROUNDABOUT
    if tags.get("surface") in ROUGH or (kind == "track" and "surface" not in tags):
        if signed is None:
            speed = max(speed / 2, WALKING)
        elif speed > 15:
            speed -= 10 if speed >= 50 else 5
    return speed


def bicycle_speed(tags: Tags) -> float | None:
    """Speed of a bicycle on a road that is open to it, km/h; that of walking where it is led."""
    kind = tags.get("highway", "").removesuffix("_link")
    bicycle = tags.get("bicycle")
    if bicycle == "dismount":
        return WALKING if kind in BICYCLE else None
    speed = BICYCLE.get(kind)
    if kind in ("footway", "pedestrian", "path") and bicycle in ("yes", "permissive", "designated"):
        speed = RIDING if bicycle == "designated" else ON_PATHS
    surface = tags.get("surface", "")
    if speed is None or speed <= WALKING or surface not in BY_SURFACE:
        return speed
    return max(RIDING * BY_SURFACE[surface], WALKING)


def foot_speed(tags: Tags) -> float | None:
    """Speed on foot on a road that is open to walkers, km/h."""
    return FOOT.get(tags.get("highway", "").removesuffix("_link"))


def signed_speed(text: str) -> float | None:
    """A `maxspeed` in km/h; None where it is none, or no number (`none`, `walk`, `SE:urban`)."""
    found = _SPEED.match(text.split(";")[0])
    if found is None:
        return None
    speed = float(found[1]) * (1.609344 if found[2] == "mph" else 1)
    return speed if LIMITS[0] <= speed <= LIMITS[1] else None


def crossing_min(text: str) -> float | None:
    """Minutes of a ferry's `duration` (`00:20`, `1:05:00`, `PT20M`, `20`); None where it says none."""
    text = text.strip()
    if text.isdecimal():  # minutes, as the OpenStreetMap wiki says
        return float(text) or None
    if found := _CLOCK.match(text):
        first, middle, last = (int(part or 0) for part in found.groups())
        minutes = first * 60 + middle + last / 60 if found[1] else middle * 60.0 + last
        return minutes or None
    if (found := _ISO.match(text)) and any(found.groups()):
        hours, minute, seconds = (int(part or 0) for part in found.groups())
        return (hours * 60 + minute + seconds / 60) or None
    return None
