"""Load: how many visits there are to what units can take."""

from __future__ import annotations

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure, coloured
from geodata.measures.supply import open_units
from geodata.measures.tally import Tally, divided, nothing
from geodata.measures.visits import VISITS_TO_UNITS


def _load(assessment: Assessment, place: Place) -> Tally:
    """Visits to the open units of a place by their capacity, of those whose capacity is known."""
    if not assessment.supply.capacity_known:
        return nothing(place.count, "why.no_capacity")
    capacity = assessment.supply.columns.capacity
    visits = VISITS_TO_UNITS.counts(assessment, every(assessment, "unit")).value
    counting = open_units(assessment, place) & (capacity > 0) & np.isfinite(visits)
    return divided(
        place.over_units(np.where(counting, visits, 0.0)),
        place.over_units(np.where(counting, capacity, 0.0)),
        "why.no_capacity",
    )


LOAD = Measure("load", "supply", "number", "", "units", _load, ("visits", "units"), choice=coloured("load"))
