"""Economy: what a visit costs, and what each resident's visits cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.visits import cost_of
from geodata.measures.measure import AREAL, Measure, coloured
from geodata.measures.residents import persons_of
from geodata.measures.tally import Tally, divided, without


def _per_visit(assessment: Assessment, place: Place) -> Tally:
    cost, visits = cost_of(assessment, place)
    return divided(cost, visits, "why.no_costs")


def _per_resident(assessment: Assessment, place: Place) -> Tally:
    cost, visits = cost_of(assessment, place)
    found = divided(cost, persons_of(assessment, place), "why.nobody")
    why = np.where(visits == 0, "why.no_costs", found.why).astype(object)
    return replace(without(found, visits == 0, "why.no_costs"), why=why)


COST_PER_VISIT = Measure(
    "cost_per_visit", "economy", "currency", "lower", "units", _per_visit, ("visits",),
    choice=coloured("cost_per_visit"),
)  # fmt: skip
COST_PER_RESIDENT = Measure(
    "cost_per_resident", "economy", "currency", "lower", "figures", _per_resident, ("visits", "population"),
    kinds=AREAL, choice=(("areas_by", "cost_per_resident"),),
)  # fmt: skip
