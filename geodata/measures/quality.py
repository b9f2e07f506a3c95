"""Quality: each of the region's indicators, weighed by who uses the units."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import IndicatorSettings
from geodata.focus.place import Place
from geodata.focus.visits import unit_visits
from geodata.measures.measure import Counts, Measure, coloured
from geodata.measures.supply import open_units
from geodata.measures.tally import Tally, counted, divided, enough, nothing, without

Floats = NDArray[np.float64]


def indicator_measure(definition: IndicatorSettings) -> Measure:
    """Mean of an indicator over the units that the residents use; of a unit its own value."""
    return Measure(
        f"indicator_{definition.key}",
        "quality",
        definition.unit,
        definition.better,
        "units",
        _mean(definition.key),
        ("indicators",),
        choice=coloured(f"indicator_{definition.key}"),
        indicator=definition,
    )


@lru_cache(maxsize=256)
def values_of(assessment: Assessment, indicator: str) -> Floats | None:
    """Latest values of an indicator, NaN unknown, shape (units,); None where the region has none."""
    if indicator not in assessment.supply.indicator_values.columns:
        return None
    rows = assessment.supply.indicator_values[indicator].reindex(range(assessment.changed.unit_count))
    return rows.to_numpy(np.float64)


def _hidden(tally: Tally, few: Floats) -> Tally:
    """The same, saying where there is no figure because those there are, are of too few cases."""
    return replace(tally, why=np.where(~tally.known & (few > 0), "why.too_few", tally.why))


def _mean(indicator: str) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        values = values_of(assessment, indicator)
        if values is None:
            return nothing(place.count, "why.no_indicator")
        known, few = np.isfinite(values), assessment.supply.indicator_few[indicator].to_numpy()
        summed = np.where(known, values, 0.0)
        if place.is_unit:  # its own value, also where it is closed or of another care form
            own = counted(place.over_units(summed))
            own = without(own, place.over_units(known) == 0, "why.no_indicator")
            return _hidden(own, place.over_units(few))
        if assessment.use.flows is None:  # each open unit alike
            open_known = open_units(assessment, place) & known
            found = divided(
                place.over_units(summed * open_known), place.over_units(open_known), "why.no_indicator"
            )
            return _hidden(found, place.over_units(open_units(assessment, place) & few))
        used = unit_visits(assessment, place)
        found = divided(used @ summed, used @ known.astype(np.float64), "why.no_indicator")
        return enough(_hidden(found, used @ few.astype(np.float64)), assessment.region.protected)

    return of
