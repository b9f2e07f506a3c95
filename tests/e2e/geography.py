"""Where things are on a published map, from the documents the map itself is drawn from."""

from __future__ import annotations

import json
import math
from typing import Any

from tests.e2e.server import Server


def document(server: Server, name: str) -> dict[str, Any]:
    """`shapes.json` or `units.json` of the version that is served."""
    found: dict[str, Any] = json.loads(server.get(f"/geo/{server.version()}/{name}")[1])
    return found


def outermost_areas(server: Server) -> list[str]:
    """The areas furthest to the west, east, south and north."""
    shapes = document(server, "shapes.json")
    points, ids = shapes["points"], shapes["ids"]
    by_axis = [sorted(range(len(ids)), key=lambda at, axis=axis: points[at][axis]) for axis in (0, 1)]
    return [ids[order[end]] for order in by_axis for end in (0, -1)]


def lonely_unit(server: Server, care_form: str) -> str:
    """The unit of a care form that stands furthest from the others, inside the region: never in a cluster."""
    units = document(server, "units.json")
    west, south, east, north = document(server, "shapes.json")["bounds"]
    form = [one["key"] for one in units["forms"]].index(care_form)
    placed = [
        at
        for at, (lon, lat) in enumerate(zip(units["lon"], units["lat"], strict=True))
        if units["form"][at] == form and lon is not None and west < lon < east and south < lat < north
    ]

    def apart(at: int) -> float:
        return min(
            math.hypot((units["lon"][at] - units["lon"][one]) / 2, units["lat"][at] - units["lat"][one])
            for one in placed
            if one != at
        )

    found: str = units["ids"][max(placed, key=apart)]
    return found
