"""A view as the browser is sent it: plain JSON, arrays as base64 of their little-endian bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.map.hover import AreaHover, UnitHover, area_hover, unit_hover
from dashboard.map.view import UnitsOnMap, View, map_view
from dashboard.question.state import Display
from dashboard.serve.encoding import encoded
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place


def map_payload(assessment: Assessment, focus: Place, display: Display, words: Words) -> dict[str, object]:
    """What the browser needs to draw a map and to tell of what is pointed at.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    display : Display
    words : Words

    Returns
    -------
    dict
        `Payload` of `assets/map/types.d.ts`.
    """
    view = map_view(assessment, focus, display, words)
    return payload_of(view, area_hover(assessment, view.fill_layer, words), unit_hover(assessment, words))


def payload_of(view: View, areas: Sequence[AreaHover], units: Sequence[UnitHover]) -> dict[str, object]:
    """A view, and the figures told of areas and units that are pointed at."""
    return {
        "version": view.version,
        "stale": False,
        "fill": _fill(view),
        "zones": None if view.zones is None else encoded(view.zones, np.uint16),
        "service": None if view.service is None else _service(view.service, view.service_kind),
        "units": None if view.units is None else _units(view.units),
        **placing(view),
        "hover": [{**vars(figure), "values": encoded(figure.values, np.float32)} for figure in areas],
        "unit_hover": [{**vars(figure), "values": _plain(figure.values)} for figure in units],
    }


def placing(view: View) -> dict[str, object]:
    """What a map places, besides its units."""
    return {
        "flows": view.flows,
        "changes": view.plates,
        "ring_m": view.ring_m,
        "labels": view.labels,
        "affected": list(view.affected),
        "focus": vars(view.focus),
    }


def _fill(view: View) -> dict[str, object] | None:
    if view.fill is None or view.fill_layer is None:
        return None
    return {
        "key": view.fill_layer.key,
        "classes": encoded(view.fill.classes, np.uint8),
        "colours": list(view.fill.colours),
        "hatched": list(view.fill.hatched),
    }


def _units(units: UnitsOnMap) -> dict[str, object]:
    return {**vars(units), "state": encoded(units.state, np.uint8)}


def _service(service: NDArray[np.int64], kind: str) -> dict[str, object]:
    return {"classes": encoded(service, np.uint16), "kind": kind}


def _plain(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else round(value, 4) for value in values.tolist()]
