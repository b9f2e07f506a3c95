"""A region's shapes as the browser's map has them, decoded for drawing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.drawing.world import Box
from geodata.geometry.world import Floats, world
from geodata.publish.map_documents import shapes, units
from geodata.region.region import Region

NOWHERE = (0.0, 0.0, 0.0, 0.0)
TO_PLACE = ("names", "municipality", "municipalities", "points", "persons", "places")


@dataclass(frozen=True, eq=False)
class Geography:
    """Borders once each, and what refers to them; positions in world units, see `drawing.world`."""

    arcs: list[Floats]
    boxes: Floats  # (arcs, 4) west, north, east, south
    sides: NDArray[np.int64]  # (arcs, 2) areas to the left and right, -1 outside
    areas: list[list[list[list[int]]]]
    municipality: NDArray[np.int64]
    points: Floats
    land: list[list[Floats]]
    water: list[list[Floats]]
    bounds: Box
    documents: str  # JSON of what the map's own placing reads: all but borders
    key: str  # of the documents


@lru_cache(maxsize=4)
def geography(region: Region) -> Geography:
    """Decode the very document that the browser's map is drawn from."""
    drawn, stand = shapes(region), units(region)
    scale = drawn["scale"]
    arcs = [_decoded(coded, scale) for coded in drawn["arcs"]]
    points = world(np.array(drawn["points"], dtype=float).reshape(-1, 2))
    west, south, east, north = drawn["bounds"]
    corners = world(np.array([[west, north], [east, south]]))
    boxes = np.array([[*arc.min(axis=0), *arc.max(axis=0)] for arc in arcs])
    about = [_about(boxes, rings) for rings in drawn["areas"]]
    placed = {key: drawn[key] for key in TO_PLACE}
    documents = json.dumps(
        {"shapes": {**placed, "box": [edge for box in about for edge in box or NOWHERE]}, "units": stand}
    )
    return Geography(
        arcs=arcs,
        boxes=boxes,
        sides=np.array(drawn["sides"], dtype=np.int64).reshape(-1, 2),
        areas=drawn["areas"],
        municipality=np.array(drawn["municipality"], dtype=np.int64),
        points=points,
        land=[[_decoded(ring, scale) for ring in rings] for rings in drawn["background"]["land"]],
        water=[[_decoded(ring, scale) for ring in rings] for rings in drawn["background"]["water"]],
        bounds=(*corners[0], *corners[1]),
        documents=documents,
        key=hashlib.sha256(documents.encode()).hexdigest(),
    )


def _decoded(coded: list[int], scale: float) -> Floats:
    return world(np.cumsum(np.array(coded).reshape(-1, 2), axis=0) * scale)


def bounds_of(geo: Geography, areas: Collection[int]) -> Box | None:
    """The box about some areas, world units; None about none."""
    return _about(geo.boxes, [rings for area in areas for rings in geo.areas[area]])


def _about(boxes: Floats, polygons: Iterable[list[list[int]]]) -> Box | None:
    arcs = {~ref if ref < 0 else ref for rings in polygons for ref in (rings or [[]])[0]}
    if not arcs:
        return None
    box = boxes[sorted(arcs)]
    (west, north), (east, south) = box[:, :2].min(axis=0), box[:, 2:].max(axis=0)
    return float(west), float(north), float(east), float(south)
