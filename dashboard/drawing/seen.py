"""What is on the map: the very view that the browser is sent, decoded for drawing."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.drawing.geography import Geography
from dashboard.drawing.world import Floats, world
from dashboard.map.view import map_view
from dashboard.question.state import Display
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.region.unit_places import unit_places


@dataclass(eq=False)
class Changed:
    """What a scenario does to one unit: add, close, move or size."""

    kind: str
    sized: bool = False
    before: tuple[float, float] | None = None  # world position of a moved one
    labels: list[str] = field(default_factory=list)
    limit: str = ""  # words at its ring


@dataclass(frozen=True, eq=False)
class Seen:
    """A view decoded; positions of areas and units are the region's, places world units."""

    fill: Mapping[str, Any] | None  # key, classes, colours, hatched
    zones: NDArray[np.integer] | None
    service: NDArray[np.integer] | None
    flows: Mapping[str, Any] | None
    focus: Mapping[str, Any]
    state: NDArray[np.integer]  # of every unit: 0 hidden, 1 shown, 2 shown with an alert
    units: Floats  # (units, 2), NaN without a place
    unit_names: list[str]
    form: list[str]
    operator: list[str]
    labels: bool
    changes: Mapping[int, Changed]
    ring_m: float

    @property
    def compares(self) -> bool:
        """Whether the areas say a change since today."""
        return self.fill is not None and self.fill["key"] == "change"


def seen(assessment: Assessment, focus: Place, display: Display, words: Words) -> Seen:
    """What the browser's map would show of one assessment, focus and display."""
    return decoded(
        assessment,
        map_view(
            assessment,
            focus,
            display.layers,
            display.service,
            words,
            display.measure,
            display.figure,
            display.direction,
            display.compared_period,
        ),
    )


def decoded(assessment: Assessment, view: Mapping[str, Any]) -> Seen:
    """Read a view; see `dashboard.map.view`."""
    table = assessment.units
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    places = np.full((len(table), 2), np.nan)
    placed = np.isfinite(lon) & np.isfinite(lat)
    places[placed] = world(np.column_stack([lon, lat])[placed])
    fill, units = view["fill"], view["units"]
    state = _array(units["state"], np.uint8) if units else np.zeros(len(table), np.uint8)
    return Seen(
        fill={**fill, "classes": _array(fill["classes"], np.uint8)} if fill else None,
        zones=_array(view["zones"], np.uint16) if view["zones"] else None,
        service=_array(view["service"]["classes"], np.uint16) if view["service"] else None,
        flows=view["flows"],
        focus=view["focus"],
        state=np.append(state, np.ones(len(table) - len(state), np.uint8)),  # new units are shown
        units=places,
        unit_names=[str(one) for one in table["name"]],
        form=[str(one) for one in table["care_form"]],
        operator=[str(one) for one in table["operator"]],
        labels=bool(view["labels"]),
        changes=_changes(assessment, view),
        ring_m=float(view["ring_m"]),
    )


def _array(text: str, kind: type[np.generic]) -> NDArray[np.integer]:
    return np.frombuffer(base64.b64decode(text), np.dtype(kind).newbyteorder("<")).astype(np.int64)


def _changes(assessment: Assessment, view: Mapping[str, Any]) -> dict[int, Changed]:
    units = view["units"]
    if not units:
        return {}
    position = {str(id_): at for at, id_ in enumerate(assessment.units.index)}
    found = {position[one["id"]]: Changed("add") for one in units["added"]}
    found |= {at: Changed("move") for at, _, _ in units["moved"]}
    found |= {at: Changed("close") for at in units["closed"]}
    for one in view["changes"]:
        at = position.get(one["id"])
        if at is None or (at not in found and one["kind"] != "size"):
            continue
        own = found.setdefault(at, Changed("size"))
        own.sized |= one["kind"] == "size"
        own.limit = one.get("ring_label") or own.limit
        if one["label"]:
            own.labels.append(one["label"])
        if one["from"]:
            lat, lon = one["from"]
            x, y = world(np.array([[lon, lat]]))[0]
            own.before = (float(x), float(y))
    for at, own in found.items():
        own.labels = own.labels or [str(assessment.units["name"].iloc[at])]
    return found


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
