"""A region's shapes as the browser's map has them, decoded for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.drawing.world import Box, Floats, world
from geodata.contract.constants import CONSTANTS
from geodata.publish.map_documents import shapes, units
from geodata.region.region import Region

SEAT: int = CONSTANTS["seat_weight"]
"""How many times its residents a municipality's seat weighs among the names."""


@dataclass(frozen=True, eq=False)
class Place:
    """A name on the map; `weight` orders it among the others."""

    name: str
    x: float
    y: float
    persons: float
    weight: float


@dataclass(frozen=True, eq=False)
class Geography:
    """Borders once each, and what refers to them; positions in world units, see `drawing.world`."""

    arcs: list[Floats]
    boxes: Floats  # (arcs, 4) west, north, east, south
    sides: NDArray[np.int64]  # (arcs, 2) areas to the left and right, -1 outside
    areas: list[list[list[list[int]]]]
    municipality: NDArray[np.int64]
    municipality_names: list[str]
    names: list[str]
    points: Floats
    middles: Floats  # (municipalities, 2) where their residents are on average
    persons: Floats
    land: list[list[Floats]]
    water: list[list[Floats]]
    places: list[Place]
    bounds: Box
    forms: dict[str, str]  # shape of each care form


@lru_cache(maxsize=4)
def geography(region: Region) -> Geography:
    """Decode the very document that the browser's map is drawn from."""
    drawn, stand = shapes(region), units(region)
    scale = drawn["scale"]
    arcs = [_decoded(one, scale) for one in drawn["arcs"]]
    points = world(np.array(drawn["points"], dtype=float).reshape(-1, 2))
    municipality = np.array(drawn["municipality"], dtype=np.int64)
    names = [one["name"] for one in drawn["municipalities"]]
    persons = np.array(drawn["persons"], dtype=float)
    middles = _middles(points, persons, municipality, len(names))
    west, south, east, north = drawn["bounds"]
    corners = world(np.array([[west, north], [east, south]]))
    return Geography(
        arcs=arcs,
        boxes=np.array([[*one.min(axis=0), *one.max(axis=0)] for one in arcs]),
        sides=np.array(drawn["sides"], dtype=np.int64).reshape(-1, 2),
        areas=drawn["areas"],
        municipality=municipality,
        municipality_names=names,
        names=drawn["names"],
        points=points,
        middles=middles,
        persons=persons,
        land=[[_decoded(ring, scale) for ring in rings] for rings in drawn["background"]["land"]],
        water=[[_decoded(ring, scale) for ring in rings] for rings in drawn["background"]["water"]],
        places=_places(drawn["places"], names, middles, persons, municipality),
        bounds=(*corners[0], *corners[1]),
        forms={one["key"]: one["shape"] for one in stand["forms"]},
    )


def _decoded(coded: list[int], scale: float) -> Floats:
    return world(np.cumsum(np.array(coded).reshape(-1, 2), axis=0) * scale)


def _middles(points: Floats, persons: Floats, of: NDArray[np.int64], count: int) -> Floats:
    known = (of >= 0) & np.isfinite(points).all(axis=1)
    weight = persons[known] + 1e-6
    added = [np.bincount(of[known], weights=weight * points[known, axis], minlength=count) for axis in (0, 1)]
    whole = np.bincount(of[known], weights=weight, minlength=count)
    with np.errstate(invalid="ignore"):
        return np.column_stack(added) / whole[:, None]


def _places(
    given: list[dict[str, Any]],
    municipalities: list[str],
    middles: Floats,
    persons: Floats,
    of: NDArray[np.int64],
) -> list[Place]:
    """Names, the weightiest first: the region's places, or its municipalities where it brings none."""
    found = []
    for one in given:
        if one["persons"] > 0:
            (x, y) = world(np.array([[one["lon"], one["lat"]]]))[0]
            weight = one["persons"] * (SEAT if one["name"] in municipalities else 1)
            found.append(Place(one["name"], x, y, one["persons"], weight))
    if not found and len(municipalities) > 1:
        people = np.bincount(of[of >= 0], weights=persons[of >= 0], minlength=len(municipalities))
        found = [
            Place(name, float(middles[at, 0]), float(middles[at, 1]), people[at], people[at])
            for at, name in enumerate(municipalities)
            if np.isfinite(middles[at]).all()
        ]
    return sorted(found, key=lambda one: -one.weight)
