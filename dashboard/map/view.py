"""What the map shows of one assessment: numbers on the region's areas and units, no geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Column, Fill, Layer
from dashboard.layers.brush import Brush, brushed, dimmed, measure_of
from dashboard.layers.flow_rows import flow_rows, focus_name, payload
from dashboard.layers.unit_signs import UnitSigns
from dashboard.layers.units import SHOWN
from dashboard.layers.version_change import MARKED, VersionChange, units_of
from dashboard.question.display import Display
from dashboard.question.line import line_ends
from dashboard.question.shown_layers import fill_shown, layers_shown
from dashboard.tables.rows import heading_text
from dashboard.words.news import news_plates
from dashboard.words.scenario import plates
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import ONE_EACH, ServiceKind, members, serving
from geodata.focus.drawn_selection import corners
from geodata.focus.place import Place
from geodata.region.unit_places import unit_places
from geodata.travel import StraightLine
from geodata.travel.model import travel_of

Positions = NDArray[np.int64]
MARK_OF = {"new": "add", "closed": "close", "moved": "move", "renamed": "size", "changed": "size"}
"""How a unit that differs from the version before is drawn: as a scenario's change of the same kind."""


@dataclass(frozen=True, eq=False)
class UnitsOnMap:
    """How units are drawn.

    Attributes
    ----------
    state : uint8, shape (units,)
        0 hidden, 1 shown, 2 shown with an alert.
    added : sequence of mapping
        Units that the version does not have: id, name, form, operator, latitude and longitude.
    moved : sequence of (int, float, float)
        Position, latitude and longitude.
    closed : sequence of int
        Positions.
    marked : sequence of (int, str, float or None, float or None)
        Units that differ from the version before: position, kind of change, and where one that has moved
        stood, latitude and longitude.
    signs : UnitSigns or None
        Sizes and colours by measures; None where signs say who runs the units.
    """

    state: NDArray[np.uint8]
    added: Sequence[Mapping[str, object]] = ()
    moved: Sequence[tuple[int, float, float]] = ()
    closed: Sequence[int] = ()
    marked: Sequence[tuple[int, str, float | None, float | None]] = ()
    signs: UnitSigns | None = None


@dataclass(frozen=True, eq=False)
class FocusOnMap:
    """What is in focus: its areas or unit by position, its flows as columns, its name, and corners drawn."""

    kind: str = "region"
    areas: Sequence[int] = ()
    unit: int | None = None
    flows: Mapping[str, object] | None = None
    name: str = ""
    corners: Sequence[Sequence[float]] | None = None


@dataclass(frozen=True, eq=False)
class View:
    """Everything that a map shows; None for a layer that is off.

    Attributes
    ----------
    version : str
        Of the region.
    units : UnitsOnMap or None
    units_layer : Layer or None
        The layer that they are, with what is chosen in it.
    focus : FocusOnMap
    fill : Fill or None
        Classes and colours of areas.
    fill_layer : Layer or None
        The layer that fills them.
    zones : int64, shape (areas,), or None
        Number of each area's zone, 0 for none.
    service : int64, shape (areas,), or None
        One more than the position of each area's unit, 0 for none.
    service_kind : {"nearest", "observed", "basin", "reachable", "contracted"}
    flows : mapping or None
        Columns of the largest flows.
    plates : sequence of mapping
        Name plates of the scenario's changes.
    ring_m : float
        Metres in a straight line of the longest acceptable journey; 0 where that is not one length for all.
    labels : bool
    affected : sequence of int
        Areas that the scenario's changes do something to.
    pin : tuple of float or None
        Latitude and longitude of a place that was searched for.
    line : tuple of (float, float)
        Latitude and longitude of both ends of a line that was measured; empty for none.
    """

    version: str
    units: UnitsOnMap | None
    focus: FocusOnMap
    fill: Fill | None = None
    fill_layer: Layer | None = None
    units_layer: Layer | None = None
    zones: Positions | None = None
    service: Positions | None = None
    service_kind: ServiceKind = "nearest"
    flows: Mapping[str, object] | None = None
    plates: Sequence[Mapping[str, object]] = ()
    ring_m: float = 0.0
    labels: bool = True
    affected: Sequence[int] = ()
    pin: tuple[float, float] | None = None
    line: Sequence[tuple[float, float]] = ()

    @property
    def compares(self) -> bool:
        """Whether the areas say a difference: to another scenario, to today, to the version before."""
        return self.fill_layer is not None and self.fill_layer.key in ("change", "difference", "news")


def map_view(assessment: Assessment, focus: Place, display: Display, words: Words) -> View:
    """Everything that is on.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    display : Display
        Which layers are on, and "labels", and what is chosen in them.
    words : Words
        That names are told in.
    """
    on = {layer.key: layer for layer in layers_shown(assessment.region, display)}
    fill_layer = fill_shown(assessment, display)
    marks = isinstance(fill_layer, VersionChange) and not assessment.scenario.changes
    units_layer = units_on(on.values(), assessment)
    return View(
        version=assessment.region.version,
        units=_units(
            assessment, units_layer.values(assessment, focus) if units_layer else None, marked=marks
        ),
        focus=_focus(assessment, focus, display.direction, words, flows="flows" in on),
        fill=fill_of(assessment, focus, fill_layer, display.brush) if fill_layer else None,
        fill_layer=fill_layer,
        units_layer=units_layer,
        zones=assessment.lacking.zone_of_area.astype(np.int64) + 1 if "underserved" in on else None,
        service=_service(assessment, focus, display.service) if "service_areas" in on else None,
        service_kind=display.service,
        flows=_flows(on["flows"].values(assessment, focus), words) if "flows" in on else None,
        plates=news_plates(assessment, words) if marks else plates(assessment, words),
        ring_m=_ring_m(assessment),
        labels="labels" in display.layers,
        affected=assessment.affected.tolist() if assessment.scenario.changes else (),
        pin=(display.pin.lat, display.pin.lon) if display.pin else None,
        line=line_ends(display.line) or (),
    )


def units_on(layers: Iterable[Layer], assessment: Assessment) -> Layer | None:
    """The topmost of the layers that are on whose signs the units are, of those with something to show."""
    found = [layer for layer in layers if layer.style == "units" and layer.available(assessment)]
    return found[-1] if found else None


def fill_of(assessment: Assessment, focus: Place, layer: Layer, brush: Brush | None) -> Fill:
    """Colours of the areas by a layer, those outside the interval that is brushed quiet."""
    values = layer.values(assessment, focus)
    assert isinstance(values, Fill)  # what a layer whose style is "fill" returns
    return dimmed(values, brushed(assessment, measure_of(layer), brush))


def _flows(values: Fill | Mapping[str, object], words: Words) -> Mapping[str, object] | None:
    assert isinstance(values, Mapping)  # what a layer whose style is not "fill" returns
    if not values:
        return None
    return {**values, "named": heading_text(Column("visits", values["named"], "count"), words)}  # type: ignore[arg-type]


def _focus(assessment: Assessment, focus: Place, way: str, words: Words, *, flows: bool) -> FocusOnMap:
    rows = flow_rows(assessment, focus, way) if flows else None
    return FocusOnMap(
        kind=focus.kind,
        areas=focus.areas.tolist() if not focus.is_whole_region else [],
        unit=int(focus.units[0]) if focus.is_unit else None,
        flows=None if rows is None else payload(rows, focus),
        name=words.value(focus_name(assessment, focus), "text") if not focus.is_whole_region else "",
        corners=corners(focus.id).tolist() if focus.is_drawn else None,
    )


def _units(assessment: Assessment, units: object, *, marked: bool) -> UnitsOnMap | None:
    """How each unit is drawn; with their layer off only that some are changed, for flows end at them."""
    if units is None and not assessment.scenario.changes and not marked:
        return None
    off = np.zeros(len(assessment.units), np.uint8)
    state = np.asarray(units["state"]) if isinstance(units, Mapping) else off
    signs = units.get("signs") if isinstance(units, Mapping) else None
    state = state.astype(np.uint8)
    found = _marked(assessment, state) if marked else _changed(assessment, state)
    return replace(found, signs=signs)


def _changed(assessment: Assessment, state: NDArray[np.uint8]) -> UnitsOnMap:
    """Units that stand elsewhere than the geography of the version says, and those it does not know."""
    units, changes = assessment.units, assessment.scenario.changes
    if not changes:
        return UnitsOnMap(state)
    known = len(assessment.without_changes.units)
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    position = {id_: at for at, id_ in enumerate(units.index)}
    moved = {position[change.id] for change in changes if change.kind == "move"}
    return UnitsOnMap(
        state,
        added=[
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
        moved=[(at, float(lat[at]), float(lon[at])) for at in sorted(moved) if at < known],
        closed=sorted(
            position[change.id]
            for change in changes
            if change.kind == "close" and assessment.supply.in_scope[position[change.id]]
        ),
    )


def _marked(assessment: Assessment, state: NDArray[np.uint8]) -> UnitsOnMap:
    """Units that differ from the version before: those that are gone stand where they stood."""
    position = {str(id_): at for at, id_ in enumerate(assessment.units.index)}
    news = units_of(assessment)[:MARKED]
    stay = [position[each.id] for each in news if each.id in position and each.kind != "closed"]
    state[stay] = np.maximum(state[stay], SHOWN)  # also where no other unit is drawn
    return UnitsOnMap(
        state,
        added=[
            {
                "id": each.id,
                "name": each.name,
                "form": each.care_form,
                "operator": each.operator,
                "lat": each.lat,
                "lon": each.lon,
                "kind": "close",
            }
            for each in news
            if each.kind == "gone" and each.lat is not None
        ],
        marked=[
            (position[each.id], MARK_OF[each.kind], each.lat, each.lon)
            for each in news
            if each.id in position
        ],
    )


def _ring_m(assessment: Assessment) -> float:
    """Metres in a straight line of the longest acceptable journey; 0 where it is not one length for all."""
    if not assessment.scenario.changes:
        return 0.0
    travel = travel_of(assessment.region)
    if not isinstance(travel, StraightLine):
        return 0.0
    pace = travel.metres_per_minute
    return assessment.scenario.limit_min * float(pace[0]) if pace.min() == pace.max() else 0.0


def _service(assessment: Assessment, focus: Place, kind: ServiceKind) -> Positions:
    """One more than each area's unit; of one in focus whose areas may overlap with others', its own alone."""
    if focus.is_unit and kind not in ONE_EACH:
        own = members(assessment, kind)[:, focus.units].toarray()[:, 0]
        unit = np.where(own, int(focus.units[0]), -1)
    else:
        unit = serving(assessment, kind)
    return unit.astype(np.int64) + 1
