"""What counts about a way for travel, and no more: a speed for each mode and direction, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from geodata.contract.travel_modes import MODES
from geodata.network.rights import directions, is_ferry, may_use
from geodata.network.speeds import FERRY, bicycle_speed, car_speed, foot_speed

CLOSED = 0.0
"""Speed where a mode may not go."""


class Profile(NamedTuple):
    """Properties of ways that matter to travellers; ways with the same profile are alike.

    `speeds` are km/h of car, bicycle and foot, each forward and backward; `CLOSED` where not allowed.
    Nobody sets out from a ferry, a motorway or a tunnel: `beside` says whether one may from here.
    """

    speeds: tuple[float, ...]
    ferry: bool
    beside: bool


def profile_of(
    tags: Mapping[str, str], ferry_kmh: float | None = None, *, dense: bool = False
) -> Profile | None:
    """Profile of a way; None where no mode may use it.

    Parameters
    ----------
    tags : mapping of str to str
        Of an OpenStreetMap way.
    ferry_kmh : float, optional
        Speed of a ferry whose duration is known, by its length.
    dense : bool
        Whether it lies where roads lie dense.
    """
    ferry = is_ferry(tags)
    speeds = []
    for mode in MODES:
        allowed = may_use(tags, mode)
        for towards, may in zip(("forward", "backward"), directions(tags, mode), strict=True):
            speed = (ferry_kmh or FERRY) if ferry else _speed(tags, mode, towards, dense)
            speeds.append(round(speed, 3) if allowed and may and speed else CLOSED)
    if not any(speeds):
        return None
    hidden = ferry or tags.get("highway", "").startswith("motorway") or tags.get("tunnel") == "yes"
    return Profile(tuple(speeds), ferry, not hidden)


def _speed(tags: Mapping[str, str], mode: str, towards: str, dense: bool) -> float | None:
    if mode == "car":
        return car_speed(tags, towards, dense=dense)
    return bicycle_speed(tags) if mode == "bicycle" else foot_speed(tags)
