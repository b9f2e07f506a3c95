"""What is told beside the pointer: three figures of every area, and of every unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.access import DEFAULT, Access
from dashboard.layers.agreement import Agreement
from dashboard.layers.base import Column, Layer
from dashboard.layers.choices import Choices
from dashboard.layers.difference import Difference
from dashboard.layers.figures import AreaFigures
from dashboard.layers.futures import Futures
from dashboard.layers.measured import area_values, heading_of, kind_of
from dashboard.layers.need import Need
from dashboard.layers.payment import Payment
from dashboard.layers.unit_signs import unit_figure_name
from dashboard.layers.units import Units, indicators_of
from dashboard.layers.use_change import UseChange
from dashboard.layers.version_change import VersionChange
from dashboard.tables.rows import heading_text
from dashboard.texts.travel_names import mode_name
from dashboard.words.words import Words
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment
from geodata.focus.places import every
from geodata.measures.coverage import ACCESS_BY, NEAREST, ORGANISATIONS
from geodata.measures.measure import Measure
from geodata.measures.payment import payment_measures
from geodata.measures.supply import CAPACITY
from geodata.measures.visits import VISITS_TO_UNITS

Figure = tuple[str, str, Measure]
"""Key, label and measure of one figure of every area."""


@dataclass(frozen=True, eq=False)
class AreaHover:
    """One figure of every area, in a label's words; `values` is float64 of shape (areas,)."""

    key: str
    label: str
    kind: str
    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class UnitHover:
    """One figure of every unit, in a label's words; `values` is float64 of shape (units,)."""

    label: str
    kind: str
    values: NDArray[np.float64]


def area_hover(assessment: Assessment, fill: Layer | None, words: Words) -> list[AreaHover]:
    """Three figures of every area; the last is what the map's colours say of use or access, if they do.

    Where they say a difference, of two scenarios or two versions, it is told with what it is made of.
    """
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    nearest = words("hover.nearest", form=form.name, mode=mode_name(assessment.region))
    columns: list[Figure] = [
        ("nearest", nearest, NEAREST),
        ("organisations", words("hover.organisations", limit=assessment.scenario.limit_min), ORGANISATIONS),
        _coloured(assessment, fill, words),
    ]
    if isinstance(fill, Difference | VersionChange):
        return _of_two(assessment, fill, words)
    return [
        AreaHover(key, label, kind_of(measure), area_values(assessment, measure))
        for key, label, measure in columns
    ]


def _of_two(assessment: Assessment, fill: Difference | VersionChange, words: Words) -> list[AreaHover]:
    """The measure on either side, and the difference that is coloured."""
    kind = kind_of(fill.shows)
    gap = "gap.column" if isinstance(fill, Difference) else "news.column.gap"
    (first, left), (second, right) = fill.sides(assessment)
    return [
        AreaHover("first", heading_text(Column("", first, kind), words), kind, left),
        AreaHover("second", heading_text(Column("", second, kind), words), kind, right),
        AreaHover("gap", words(gap), "change" if kind == "minutes" else kind, fill.gaps(assessment)),
    ]


def _coloured(assessment: Assessment, fill: Layer | None, words: Words) -> Figure:
    short = assessment.region.settings.short
    if isinstance(fill, AreaFigures) and fill.shows is not ORGANISATIONS:
        return fill.areas_by, words(f"kpi.{fill.areas_by}.column"), fill.shows
    if isinstance(fill, Choices):
        return fill.figure, words(f"kpi.{fill.figure}.column"), fill.shows
    if isinstance(fill, UseChange):
        return fill.key, words("column.use_change"), fill.shows
    if isinstance(fill, Need | Futures):
        return fill.key, heading_text(Column("", heading_of(fill.shows), "number"), words), fill.shows
    if isinstance(fill, Agreement):
        return fill.key, words("hover.agreement", measures=len(METHODS)), fill.shows
    if isinstance(fill, Access) and fill.measure != DEFAULT:
        return "access", words("hover.access_by", short=short, measure=fill.measure), fill.shows
    return "access", words("hover.access", short=short), ACCESS_BY[DEFAULT]


def unit_hover(assessment: Assessment, layer: Layer | None, words: Words) -> list[UnitHover]:
    """At most three figures of every unit: those that its sign shows, visits, capacity and indicators."""
    if isinstance(layer, Payment):
        return _paid(assessment, layer, words)
    measures: list[Measure | None] = []
    if isinstance(layer, Units):
        measures += [layer.coloured(assessment), layer.sized(assessment)]
    if VISITS_TO_UNITS.available(assessment):
        measures.append(VISITS_TO_UNITS)
    if assessment.supply.capacity_known:
        measures.append(CAPACITY)
    each = {measure.key: measure for measure in (*measures, *indicators_of(assessment)) if measure}
    shown = list(each.values())[:3]
    places = every(assessment, "unit")
    return [
        UnitHover(
            heading_text(Column(measure.key, unit_figure_name(assessment, measure), "number"), words),
            kind_of(measure),
            measure.counts(assessment, places).value,
        )
        for measure in shown
    ]


def _paid(assessment: Assessment, layer: Payment, words: Words) -> list[UnitHover]:
    """What units are paid under either tariff, and what differs: by what their signs tell, if it does."""
    measures, places = payment_measures(layer.words), every(assessment, "unit")
    differs = layer.shows if layer.differs else measures["payment_change"]
    paid = (measures["payment_before"], measures["payment_after"], differs)
    return [
        UnitHover(
            words(f"kpi.{measure.key}.column"),
            f"{kind_of(measure)}_change" if measure is differs else kind_of(measure),
            measure.counts(assessment, places).value,
        )
        for measure in paid
    ]
