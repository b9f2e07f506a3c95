"""What is expected after a change: between what loads lie, and who has nowhere to go."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.choice.load_spread import interval_after
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.focus.visits import flows_of
from geodata.measures.measure import AREAL, ONE_UNIT, Counts, Measure
from geodata.measures.tally import Tally, counted, nothing
from geodata.measures.visits import VISITS_TO_UNITS

Floats = NDArray[np.float64]


@lru_cache(maxsize=64)
def load_interval(assessment: Assessment) -> tuple[Floats, Floats] | str:
    """The ends of each unit's interval, shape (units,); else the catalogue key of why there are none."""
    before = assessment.without_changes
    if before is assessment:
        return "why.nothing_changed"
    model = assessment.region.choice_model(assessment.scenario.care_form)
    if model is None or model.loads is None:
        return "why.no_load_spread"
    now, then = (VISITS_TO_UNITS.counts(each, every(each, "unit")).value for each in (assessment, before))
    new = np.arange(len(now)) >= len(then)
    then = np.append(then, np.zeros(len(now) - len(then)))
    return interval_after(model.loads, then, now, new, ~assessment.supply.open)


def _end(of: int) -> Counts:
    def counts(assessment: Assessment, place: Place) -> Tally:
        found = load_interval(assessment)
        if isinstance(found, str):
            return nothing(place.count, found)
        return counted(place.over_units(found[of]))

    return counts


def _nowhere(assessment: Assessment, place: Place) -> Tally:
    """Visits by the residents to no known unit, beyond those of today: none where nothing is changed."""
    now, then = (_to_nobody(each) for each in (assessment, assessment.without_changes))
    return counted(place.over_areas(np.maximum(now - then, 0.0)))


def _to_nobody(assessment: Assessment) -> Floats:
    flows = flows_of(assessment)
    lost = (flows.unit < 0) & (flows.area >= 0)
    return np.bincount(flows.area[lost], flows.visits[lost], len(assessment.persons)).astype(np.float64)


VISITS_NOWHERE = Measure(
    "visits_nowhere",
    "flows",
    "count",
    "lower",
    "figures",
    _nowhere,
    ("visits", "units"),
    kinds=AREAL,
    choice=(("areas_by", "visits_nowhere"),),
)
VISITS_LOW, VISITS_HIGH = (
    Measure(key, "flows", "count", "", "units", _end(of), ("visits", "units"), kinds=ONE_UNIT)
    for of, key in enumerate(("visits_low", "visits_high"))
)
