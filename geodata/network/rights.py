"""Who may go where and in which direction: OpenStreetMap's access and one-way tags, by mode.

After the access hierarchy of the OpenStreetMap wiki (Key:access, Key:oneway): the tag of the mode goes
before that of its group, which goes before `access`, which goes before what is usual on the kind of road.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geodata.network.speeds import BICYCLE, CAR, FOOT

Tags = Mapping[str, str]

HIERARCHY: Final = {
    "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
    "bicycle": ("bicycle", "vehicle", "access"),
    "foot": ("foot", "access"),
}
CLOSED: Final = frozenset(
    (
        "no", "private", "agricultural", "forestry", "agricultural;forestry", "emergency", "psv", "bus",
        "official", "use_sidepath", "military", "discouraged",
    )
)  # fmt: skip
OPEN: Final = frozenset(
    (
        "yes", "designated", "permissive", "destination", "customers", "delivery", "public", "dismount",
        "residents", "permit",
    )
)  # fmt: skip
"""`destination` and its like are open: whoever lives there may drive there, and through it."""

_NOT_ON: Final = {
    "car": frozenset(),
    "bicycle": frozenset(("motorway", "platform", "corridor", "bridleway")),
    "foot": frozenset(("motorway", "bridleway")),
}
"""Kinds of road a mode has a speed on, but may use only where a tag says so.

A bicycle is led along footways and stairs (as OSRM's bicycle profile has it). Cycleways are open on foot,
as they are in the Nordic countries where no footway lies beside them.
"""

_YES, _NO = frozenset(("yes", "1", "true")), frozenset(("no", "0", "false"))
_AGAINST = frozenset(("opposite", "opposite_lane", "opposite_track"))
_PASSABLE: Final = frozenset(
    (
        "cattle_grid", "border_control", "toll_booth", "sally_port", "gate", "lift_gate", "swing_gate", "no",
        "entrance", "height_restrictor", "kerb", "checkpoint",
    )
)  # fmt: skip
_STOPS_ALL: Final = frozenset(("wall", "fence", "hedge", "city_wall", "retaining_wall", "yes"))


def may_use(tags: Tags, mode: str) -> bool:
    """Whether a mode may use a way, in any direction.

    Parameters
    ----------
    tags : mapping of str to str
    mode : {"car", "bicycle", "foot"}
    """
    if tags.get("area") == "yes" and mode != "foot":
        return False
    kind = tags.get("highway", "").removesuffix("_link")
    ferry = is_ferry(tags)
    for key in HIERARCHY[mode]:
        value = tags.get(key)
        if value in CLOSED:
            return False
        if value in OPEN:
            own = key != "access" and key != "vehicle"
            return ferry or _usual(kind, mode) or (own and kind in _SPEEDS[mode])
    if tags.get("motorroad") == "yes" and mode != "car":
        return False
    if ferry:  # people are let on board; cars where the line is said to be part of a road of some class
        return mode != "car" or tags.get("ferry") in CAR
    return _usual(kind, mode)


_SPEEDS: Final = {"car": CAR, "bicycle": BICYCLE, "foot": FOOT}


def _usual(kind: str, mode: str) -> bool:
    return kind in _SPEEDS[mode] and kind not in _NOT_ON[mode]


def is_ferry(tags: Tags) -> bool:
    """Whether a way is a ferry line."""
    return tags.get("route") == "ferry" and "highway" not in tags


def directions(tags: Tags, mode: str) -> tuple[bool, bool]:
    """Whether a mode may go along a way as it is drawn, and against it.

    Only what a tag or the kind of road forbids is forbidden; `may_use` says the rest.
    """
    if mode == "foot":
        oneway = tags.get("oneway:foot", "")
        return oneway != "-1", oneway not in _YES
    if mode == "bicycle":
        oneway = tags.get("oneway:bicycle", "")
        if oneway in _NO:
            return True, True
        if oneway == "-1":
            return False, True
        if oneway in _YES:
            return True, False
        sides = {tags.get(key) for key in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")}
        if sides & _AGAINST or tags.get("bicycle:backward") in OPEN:
            return True, True
    oneway = tags.get("oneway", "")
    if oneway in ("reversible", "alternating"):
        return False, False
    if oneway == "-1":
        return False, True
    implied = tags.get("highway") in ("motorway", "motorway_link") or tags.get("junction") in (
        "roundabout",
        "circular",
    )
    return True, not (oneway in _YES or (implied and oneway not in _NO))


def passes(tags: Tags, mode: str) -> bool:
    """Whether a mode passes a point on the road: a gate yes, a bollard on foot and by bicycle only.

    A gate counts as open, and so does a barrier of no kind we know to whoever walks or rides.
    """
    for key in HIERARCHY[mode]:
        value = tags.get(key)
        if value in CLOSED:
            return False
        if value in OPEN:
            return True
    barrier = tags.get("barrier", "")
    if not barrier or barrier in _PASSABLE:
        return True
    return mode != "car" and barrier not in _STOPS_ALL
