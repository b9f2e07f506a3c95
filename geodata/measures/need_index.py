"""Composite indices of need: of an area as it is worked out, of larger places a mean by residents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.contract.need_settings import NeedIndex
from geodata.focus.place import Place
from geodata.measures.measure import AREAL, Counts, Measure
from geodata.measures.need_capacity import need_by
from geodata.measures.tally import Tally, divided, nothing
from geodata.needs.errors import NeedsError
from geodata.needs.region_need import areas_of_few, region_index
from geodata.region import residents


def index_measure(index: NeedIndex) -> Measure:
    """Mean of a composite index over the residents; of areas that tell of too few there is none."""
    key = f"need_index_{index.key}"
    return Measure(
        key, "need", "number", "", "need", _mean(index.key), ("need_variables",), kinds=AREAL,
        choice=need_by(key), need_index=index,
    )  # fmt: skip


def _mean(key: str) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        region = assessment.region
        try:
            values, few = region_index(region, key).values, areas_of_few(region, key)
        except NeedsError:
            return nothing(place.count, "why.missing")
        known, persons = np.isfinite(values), residents.persons(region)
        found = divided(
            place.over_areas(np.where(known, values, 0.0) * persons),
            place.over_areas(known * persons),
            "why.missing",
        )
        hidden = ~found.known & (place.over_areas(few) > 0)
        return replace(found, why=np.where(hidden, "why.too_few", found.why))

    return of
