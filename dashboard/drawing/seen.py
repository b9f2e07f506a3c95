"""What is on the map: the very view that the browser is sent, decoded for drawing."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.drawing.geography import Geography
from dashboard.map.view import map_view
from dashboard.question.state import Display
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place


@dataclass(frozen=True, eq=False)
class Seen:
    """A view decoded; positions of areas and units are the region's."""

    fill: Mapping[str, Any] | None  # key, classes, colours, hatched
    zones: NDArray[np.integer] | None
    service: NDArray[np.integer] | None
    focus: Mapping[str, Any]
    state: NDArray[np.integer]  # of every unit of the version: 0 hidden, 1 shown, 2 shown with an alert
    to_place: Mapping[str, Any]  # what the map's own placing reads

    @property
    def compares(self) -> bool:
        """Whether the areas say a change since today."""
        return self.fill is not None and self.fill["key"] == "change"


def seen(assessment: Assessment, focus: Place, display: Display, words: Words) -> Seen:
    """What the browser's map would show of one assessment, focus and display."""
    return decoded(
        map_view(
            assessment, focus, display.layers, display.service, words,
            display.measure, display.figure, display.direction, display.compared_period,
        )
    )  # fmt: skip


def decoded(view: Mapping[str, Any]) -> Seen:
    """Read a view; see `dashboard.map.view`."""
    fill, units, flows = view["fill"], view["units"], view["flows"]
    state = _array(units["state"], np.uint8) if units else np.zeros(0, np.int64)
    return Seen(
        fill={**fill, "classes": _array(fill["classes"], np.uint8)} if fill else None,
        zones=_array(view["zones"], np.uint16) if view["zones"] else None,
        service=_array(view["service"]["classes"], np.uint16) if view["service"] else None,
        focus=view["focus"],
        state=state,
        to_place={
            "state": state.tolist(),
            "units": {key: units[key] for key in ("added", "moved", "closed")} if units else None,
            "flows": flows,
            **{key: view[key] for key in ("changes", "ring_m", "labels", "focus")},
        },
    )


def _array(text: str, kind: type[np.generic]) -> NDArray[np.integer]:
    return np.frombuffer(base64.b64decode(text), np.dtype(kind).newbyteorder("<")).astype(np.int64)


def bounds_of(geo: Geography, areas: Collection[int]) -> tuple[float, float, float, float] | None:
    """The box about some areas, world units; None about none."""
    arcs = {
        ~ref if ref < 0 else ref for area in areas for rings in geo.areas[area] for ref in (rings or [[]])[0]
    }
    if not arcs:
        return None
    box = geo.boxes[sorted(arcs)]
    (west, north), (east, south) = box[:, :2].min(axis=0), box[:, 2:].max(axis=0)
    return float(west), float(north), float(east), float(south)
