"""Coordinate reference systems that a place on Earth is measured in, and the ways between them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError

Floats = NDArray[np.float64]

WGS84 = "EPSG:4326"
SWEREF99_TM = "EPSG:3006"
_BRITAIN = "EPSG:27700"
_WORLD = ("EPSG:4326", "EPSG:3857", "EPSG:3395")
_SWEDEN = (
    *(f"EPSG:{code}" for code in range(3006, 3019)),  # SWEREF 99 TM and its twelve local zones
    *("EPSG:3021", "EPSG:3022", "EPSG:3020", "EPSG:3023", "EPSG:3019", "EPSG:3024"),  # RT 90, commonest first
)
"""Swedish systems, far beyond the zone that each is meant for: people use them so."""

FURTHER_MOST = 150
"""How many of the systems that are used at a place are tried where the common ones give nothing."""

ABOUT_DEGREES = 0.5
"""Half the side of the square about a place whose systems are asked for."""


def is_horizontal(crs: CRS) -> bool:
    """Whether a system says where on Earth a point lies: not an undefined, local or vertical one."""
    undefined = crs.name.lower().startswith(("undefined", "unknown"))
    return (crs.is_projected or crs.is_geographic) and not undefined


def system_of(text: str | None) -> CRS | None:
    """The system that a text names, None where it names none that says where on Earth a point lies."""
    try:
        crs = CRS.from_user_input(text)
    except (CRSError, ValueError, TypeError):
        return None
    return crs if is_horizontal(crs) else None


@lru_cache(maxsize=512)
def way(source: CRS | str, target: CRS | str) -> Transformer | None:
    """Transformer from one system to another, x first; None where there is no way, as from the Moon."""
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except (CRSError, ProjError):
        return None


def moved(x: Floats, y: Floats, source: CRS | str, target: CRS | str) -> tuple[Floats, Floats]:
    """Points in another system; not finite where they cannot be there."""
    change = way(source, target)
    if change is None:
        return np.full(len(x), np.inf), np.full(len(x), np.inf)
    with np.errstate(invalid="ignore", over="ignore"):
        there = change.transform(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    return np.asarray(there[0], dtype=float), np.asarray(there[1], dtype=float)


def roughly_moved(x: Floats, y: Floats, source: CRS | str, target: CRS | str) -> tuple[Floats, Floats]:
    """The same as if all systems had one ellipsoid: some hundred metres off, and many times as fast.

    To look up how two ellipsoids lie in each other takes PROJ up to a second a pair.
    """
    first, last = CRS.from_user_input(source), CRS.from_user_input(target)
    if first.geodetic_crs is None or last.geodetic_crs is None:
        return np.full(len(x), np.inf), np.full(len(x), np.inf)
    lon, lat = moved(x, y, first, first.geodetic_crs)
    return moved(lon + _meridian(first) - _meridian(last), lat, last.geodetic_crs, last)


def _meridian(crs: CRS) -> float:
    """Degrees east of Greenwich that a system counts longitude from."""
    meridian = crs.prime_meridian
    if meridian is None:
        return 0.0
    return float(np.degrees(meridian.longitude * float(meridian.unit_conversion_factor)))


def titled(crs: CRS | str) -> str:
    """A system by code and name: `EPSG:3007 (SWEREF99 12 00)`; by its name alone where it has no code."""
    whole = CRS.from_user_input(crs)
    code = _code(whole)
    return f"{code} ({whole.name})" if code else whole.name


def _code(crs: CRS) -> str | None:
    authority = crs.to_authority(min_confidence=70)
    return None if authority is None else ":".join(authority)


def common_systems(lon: float, lat: float) -> tuple[str, ...]:
    """Systems that coordinates at a place are commonly written in, the likeliest first.

    Parameters
    ----------
    lon, lat : float
        Degrees; of a place that is not known those of the whole world alone.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return _WORLD
    zone = int((lon + 180) // 6) % 60 + 1
    zones = [(each - 1) % 60 + 1 for each in (zone, zone - 1, zone + 1)]
    south = lat < 0
    own = [f"EPSG:{(32700 if south else 32600) + each}" for each in zones]
    national: list[str] = []
    if _used_at(SWEREF99_TM, lon, lat):
        national += _SWEDEN
    if _used_at(_BRITAIN, lon, lat):
        national.append(_BRITAIN)
    europe = [f"EPSG:{25800 + each}" for each in zones if 28 <= each <= 38 and lat > 30]
    return (*national, *_WORLD, *europe, *own)


def further_systems(lon: float, lat: float) -> tuple[str, ...]:
    """Every other projected system of EPSG's register that is meant for a place."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return ()
    common = set(common_systems(lon, lat))
    return tuple(code for code in _registered(round(lon), round(lat)) if code not in common)[:FURTHER_MOST]


@lru_cache(maxsize=16)
def _registered(lon: int, lat: int) -> tuple[str, ...]:
    """Projected systems of EPSG's register that are meant for somewhere about a whole degree."""
    near = AreaOfInterest(lon - ABOUT_DEGREES, lat - ABOUT_DEGREES, lon + ABOUT_DEGREES, lat + ABOUT_DEGREES)
    kinds = query_crs_info("EPSG", [PJType.PROJECTED_CRS], near, contains=False)
    return tuple(dict.fromkeys(f"EPSG:{each.code}" for each in kinds))


@lru_cache(maxsize=256)
def _used_at(system: str, lon: float, lat: float) -> bool:
    bounds = CRS.from_user_input(system).area_of_use
    return bounds is not None and bounds.west <= lon <= bounds.east and bounds.south <= lat <= bounds.north


def metric_systems(lon: float, lat: float) -> Iterable[str]:
    """Systems in metres that a region at a place may be measured in, the likeliest first."""
    return [each for each in common_systems(lon, lat) if each not in _WORLD]
