"""A view as the browser is sent it: plain JSON, arrays as base64 of their little-endian bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.colours import SEQUENTIAL
from dashboard.layers.difference import Difference
from dashboard.layers.unit_signs import UnitSigns
from dashboard.map.hover import AreaHover, UnitHover, area_hover, unit_hover
from dashboard.map.view import UnitsOnMap, View, map_view
from dashboard.question.display import Display
from dashboard.question.versus import other_of, versus_of
from dashboard.serve.encoding import encoded
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import same_place

OPERATOR, UNKNOWN_SIGN = "operator", ""
"""In place of the colour of a unit's sign: that it says who runs the unit, and that nothing is known."""


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
    versus = versus_of(assessment.region, display.versus)
    fill = Difference(display.gap, versus=versus) if display.swipes and versus else view.fill_layer
    return payload_of(
        view, area_hover(assessment, fill, words), unit_hover(assessment, view.units_layer, words)
    )


def second_payload(
    assessment: Assessment, focus: Place, display: Display, words: Words
) -> dict[str, object] | None:
    """The same of the scenario compared with, where each of the two has a map; else None.

    Parameters
    ----------
    assessment : Assessment
        Of the first.
    focus : Place
        Of the first; of the second the same.
    display : Display
    words : Words
    """
    other = other_of(assessment, display.versus)
    if other is None or not display.swipes or Difference().key in display.layers:
        return None
    view = map_view(other[0], same_place(other[0], focus), display, words)
    return payload_of(view, (), ())


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
        "pin": view.pin,
        "line": view.line,
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
        **({"uncertain": list(view.fill.uncertain)} if view.fill.uncertain else {}),
    }


def _units(units: UnitsOnMap) -> dict[str, object]:
    return {**vars(units), "state": encoded(units.state, np.uint8), "signs": _signs(units.signs)}


def _signs(signs: UnitSigns | None) -> dict[str, object] | None:
    """How units differ by measures; columns that they do not differ by are None."""
    if signs is None:
        return None
    plain = sign_columns(signs)
    return {
        "radii": None if signs.radii is None else encoded(signs.radii, np.float32),
        "classes": encoded(plain["classes"], np.uint8),
        "colours": plain["colours"],
    }


def sign_columns(signs: UnitSigns) -> dict[str, Any]:
    """Columns of signs: `radii`, pixels; `classes`, of `colours`; a colour of "" for what is not known.

    Units that differ by size alone are of class 0, whose sign says who runs them.
    """
    classes = np.where(signs.unknown, 1, 0) if signs.classes is None else signs.classes
    painted = [*(signs.paints or (*SEQUENTIAL, UNKNOWN_SIGN))]
    colours = [OPERATOR, UNKNOWN_SIGN] if signs.classes is None else painted
    return {"radii": signs.radii, "classes": classes, "colours": colours}


def _service(service: NDArray[np.int64], kind: str) -> dict[str, object]:
    return {"classes": encoded(service, np.uint16), "kind": kind}


def _plain(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else round(value, 4) for value in values.tolist()]
