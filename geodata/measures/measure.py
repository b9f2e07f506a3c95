"""What a measure is: one figure, told once, of any place or of all places of a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.contract.need_settings import NeedIndex
from geodata.contract.settings import IndicatorSettings, Theme
from geodata.focus.place import PLACE_TYPES, Place, PlaceType
from geodata.measures.tally import Reading, Tally, nothing, without

UnitOfMeasure = Literal["count", "number", "share", "minutes", "change", "currency", "per_10000", "index"]
Family = Literal["coverage", "supply", "flows", "quality", "economy", "themes", "need", "payment", "followup"]
Better = Literal["higher", "lower", ""]
SourceTable = Literal[
    "population",
    "projections",
    "need_variables",
    "units",
    "visits",
    "indicators",
    "lists",
    "payments",
    "terms",
    "follow_ups",
]
Tables = tuple[SourceTable, ...]
Counts = Callable[[Assessment, Place], Tally]

AREAL: tuple[PlaceType, ...] = tuple(kind for kind in PLACE_TYPES if kind != "unit")
"""Kinds of places where people live."""
ONE_AREA: tuple[PlaceType, ...] = ("area",)
"""What is true of a point is true of one area alone."""
REGION: tuple[PlaceType, ...] = ("region",)
PARTS: tuple[PlaceType, ...] = tuple(kind for kind in PLACE_TYPES if kind != "region")
ONE_UNIT: tuple[PlaceType, ...] = ("unit",)


def coloured(key: str, size: str = "visits_to_units") -> tuple[tuple[str, str], ...]:
    """How the layer of units shows a measure of them: as the colour of their signs, as large as another."""
    return (("units_by", key), ("units_size", size))


PLAIN_UNITS = coloured("", "")
"""Units by care form and operator alone, each as large as the others."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One figure. The catalogue holds `kpi.<key>.name` and `.about`, or `figure.<key>`.

    Attributes
    ----------
    key : str
        In addresses, reports, tables and the catalogue.
    family : str
        Which heading it stands under.
    unit : str
        Of measure.
    better : {"higher", "lower", ""}
        Which way is better; "" where more is neither.
    layer : str
        Key of the layer that shows it on the map.
    of : callable
        Assessment and place to `Tally`; asked only of `kinds`, and where `tables` has visits only of
        assessments with visits.
    tables : tuple of str
        What it rests on, that which dates it first.
    source : str
        Who defined it; "" where it is plain counting.
    kinds : tuple of str
        Kinds of places that it means something for.
    choice : tuple of (str, str)
        What the layer is to show by, where it has a choice, and its table sorted by: address key and value.
    indicator, theme, category, need_index, mode
        Of the region's own figures; `mode` is the key of a way of travelling.
    """

    key: str
    family: Family
    unit: UnitOfMeasure
    better: Better
    layer: str
    of: Counts
    tables: Tables
    source: str = ""
    kinds: tuple[PlaceType, ...] = PLACE_TYPES
    choice: tuple[tuple[str, str], ...] = ()
    indicator: IndicatorSettings | None = field(default=None, repr=False)
    theme: Theme | None = field(default=None, repr=False)
    category: str = ""
    need_index: NeedIndex | None = field(default=None, repr=False)
    mode: str = ""

    def counts(self, assessment: Assessment, place: Place) -> Tally:
        """The figure of each place, what it is made of, and why there is none where there is none.

        Parameters
        ----------
        assessment : Assessment
        place : Place
            One, or all of a kind.

        Returns
        -------
        Tally, shape (places,)
            Shared: not to be written to.
        """
        return _counts(self, assessment, place)

    def read(self, assessment: Assessment, place: Place) -> Reading:
        """The figure of the one place, or of the first of many."""
        found = self.counts(assessment, place)
        if found.why[0]:
            return Reading(None, self.unit, why=str(found.why[0]))
        part, whole = float(found.part[0]), float(found.whole[0])
        return Reading(
            float(found.value[0]),
            self.unit,
            None if np.isnan(part) else part,
            None if np.isnan(whole) else whole,
        )

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has the visits that it is made of, where it is made of visits."""
        return "visits" not in self.tables or assessment.use.flows is not None


@lru_cache(maxsize=1024)
def _counts(measure: Measure, assessment: Assessment, place: Place) -> Tally:
    if why := _not_for_them(measure, assessment, place):
        return nothing(place.count, why)
    if not measure.available(assessment):
        return nothing(place.count, "why.no_visits")
    if place.kind not in measure.kinds:
        other = "why.not_for_a_unit" if place.is_unit else "why.not_for_the_region"
        return nothing(place.count, _ONLY.get(measure.kinds, other))
    if measure.kinds == ONE_UNIT and not len(place.units):
        return nothing(place.count, "why.no_unit")
    found = measure.of(assessment, place)
    reason = "why.no_visits_here" if "visits" in measure.tables else "why.missing"
    return without(found, found.known & np.isnan(found.value), reason)


def _not_for_them(measure: Measure, assessment: Assessment, place: Place) -> str:
    """Why those for whom the region is may not see a measure of a place; "" where they may."""
    region = assessment.region
    if measure.key in region.hidden.hide_measures:
        return "why.not_for_role"
    own = measure.indicator is not None and measure.indicator.key in region.partly
    return "why.own_units_alone" if own and not place.is_unit else ""


_ONLY = {REGION: "why.only_the_region", ONE_UNIT: "why.only_a_unit", ONE_AREA: "why.only_an_area"}
