"""What the browser needs to draw one assessment: small columns of numbers, no geometry."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from dashboard.layers import by_measure, layers_of
from dashboard.layers.access import DEFAULT
from dashboard.layers.base import Column, Fill
from dashboard.layers.choices import DEFAULT_FIGURE
from dashboard.layers.flow_rows import flow_rows, focus_name, payload
from dashboard.map.hover import area_hover, unit_hover
from dashboard.serve.encoding import encoded
from dashboard.tables.rows import heading_text
from dashboard.words.scenario import plates
from dashboard.words.words import Words
from geodata.access.nearest import Method
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import ONE_EACH, ServiceKind, members, serving
from geodata.focus.drawn_selection import corners
from geodata.focus.place import Place
from geodata.region.unit_places import unit_places
from geodata.travel import StraightLine
from geodata.travel.model import travel_of


def map_view(
    assessment: Assessment,
    focus: Place,
    shown: Collection[str],
    service: ServiceKind,
    words: Words,
    measure: Method = DEFAULT,
    figure: str = DEFAULT_FIGURE,
    way: str = "",
    since: str = "",
) -> dict[str, object]:
    """Everything that is on, as JSON: arrays as base64 of their little-endian bytes.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    shown : collection of str
        Keys of the layers that are on, and "labels".
    service : {"nearest", "observed", "basin", "reachable", "contracted"}
        Kind of service areas.
    words : Words
    measure : Method
        Of access: what areas are coloured by, and what is told of the one pointed at.
    figure : str
        Of choices, likewise.
    way : {"from", "to", "within", ""}
        Which way flows go, seen from what is in focus.
    since : str
        The period that use is compared with.

    Returns
    -------
    dict
        Version, fill, zones, service, flows, units, labels, focus, hover and unit_hover.
    """
    layers = by_measure(layers_of(assessment.region), measure, figure, service, way=way, since=since)
    on = {layer.key: layer for layer in layers if layer.key in shown}
    fill = next(
        (layer for layer in on.values() if layer.style == "fill" and layer.available(assessment)), None
    )
    flows = dict(_columns(on["flows"].values(assessment, focus))) if "flows" in on else {}
    if flows:
        flows["named"] = heading_text(Column("visits", flows["named"], "count"), words)  # type: ignore[arg-type]
    units = on["units"].values(assessment, focus) if "units" in on else None
    return {
        "version": assessment.region.version,
        "stale": False,
        "fill": _fill(fill.key, fill.values(assessment, focus)) if fill else None,
        "zones": encoded(assessment.lacking.zone_of_area + 1, np.uint16) if "underserved" in on else None,
        "service": _service(assessment, focus, service) if "service_areas" in on else None,
        "flows": flows or None,
        "units": _units(assessment, units),
        "changes": plates(assessment, words),
        "ring_m": _ring_m(assessment),
        "labels": "labels" in shown,
        "focus": {
            "kind": focus.kind,
            "areas": focus.areas.tolist() if not focus.is_whole_region else [],
            "unit": int(focus.units[0]) if focus.is_unit else None,
            "flows": _flows(assessment, focus, way) if "flows" in on else None,
            "name": words.value(focus_name(assessment, focus), "text") if not focus.is_whole_region else "",
            "corners": corners(focus.id).tolist() if focus.is_drawn else None,
        },
        "hover": area_hover(assessment, fill, words),
        "unit_hover": unit_hover(assessment, words),
    }


def _columns(values: Fill | Mapping[str, object]) -> Mapping[str, object]:
    assert isinstance(values, Mapping)  # what a layer whose style is not "fill" returns
    return values


def _flows(assessment: Assessment, focus: Place, way: str) -> dict[str, object] | None:
    rows = flow_rows(assessment, focus, way)
    return None if rows is None else payload(rows, focus)


def _units(assessment: Assessment, units: object) -> dict[str, object] | None:
    """How each unit is drawn; with their layer off only that some are changed, for flows end at them."""
    if units is None and not assessment.scenario.changes:
        return None
    off = np.zeros(len(assessment.units), np.uint8)
    state = np.asarray(units["state"]) if isinstance(units, Mapping) else off
    return {"state": encoded(state, np.uint8), **_changed(assessment)}


def _changed(assessment: Assessment) -> dict[str, object]:
    """Units that stand elsewhere than the geography of the version says, and those it does not know."""
    units, changes = assessment.units, assessment.scenario.changes
    if not changes:
        return {"added": [], "moved": [], "closed": []}
    known = len(assessment.without_changes.units)
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    position = {id_: at for at, id_ in enumerate(units.index)}
    moved = {position[one.id] for one in changes if one.kind == "move"}
    return {
        "added": [
            {
                "id": str(units.index[at]),
                "name": str(units["name"].iloc[at]),
                "form": str(units["care_form"].iloc[at]),
                "operator": str(units["operator"].iloc[at]),
                "lat": float(lat[at]),
                "lon": float(lon[at]),
            }
            for at in range(known, len(units))
        ],
        "moved": [[at, float(lat[at]), float(lon[at])] for at in sorted(moved) if at < known],
        "closed": sorted(
            position[one.id]
            for one in changes
            if one.kind == "close" and assessment.supply.in_scope[position[one.id]]
        ),
    }


def _ring_m(assessment: Assessment) -> float:
    """Metres in a straight line of the longest acceptable journey; 0 where it is not one length for all."""
    if not assessment.scenario.changes:
        return 0.0
    travel = travel_of(assessment.region)
    if not isinstance(travel, StraightLine):
        return 0.0
    pace = travel.metres_per_minute
    return assessment.scenario.limit_min * float(pace[0]) if pace.min() == pace.max() else 0.0


def _fill(key: str, fill: object) -> dict[str, object]:
    assert isinstance(fill, Fill)  # what a layer whose style is "fill" returns
    return {
        "key": key,
        "classes": encoded(fill.classes, np.uint8),
        "colours": list(fill.colours),
        "hatched": list(fill.hatched),
    }


def _service(assessment: Assessment, focus: Place, kind: ServiceKind) -> dict[str, object]:
    """The unit of each area; with a unit in focus whose areas may overlap with others', its own alone."""
    if focus.is_unit and kind not in ONE_EACH:
        own = members(assessment, kind)[:, focus.units].toarray()[:, 0]
        unit = np.where(own, int(focus.units[0]), -1)
    else:
        unit = serving(assessment, kind)
    return {"classes": encoded(unit + 1, np.uint16), "kind": kind}
