"""How near the current model comes to what was really paid: the first question to any model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Counts, UnitOfMeasure
from geodata.measures.tally import Tally, counted, nothing
from geodata.reimbursement.fit import Fit
from geodata.reimbursement.of_region import fit_of, tariff_offer, why_no_payment

NEAR = 0.02
"""Of what the model pays, that a payment may be off and be as good as the same."""


def current_fit(assessment: Assessment) -> Fit | None:
    """The model of today beside what was paid; None where nobody knows what was."""
    region, care_form = assessment.region, assessment.scenario.care_form
    if why_no_payment(region, care_form):
        return None
    return fit_of(region, care_form, tariff_offer(region, care_form).current)


def why_no_fit(assessment: Assessment) -> str:
    """Why the model cannot be held against what was paid, a key of the catalogue; "" where it can."""
    why = why_no_payment(assessment.region, assessment.scenario.care_form)
    return why or ("" if current_fit(assessment) is not None else "why.no_payments")


def _fit(value_of: Callable[[Fit], float]) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        found = current_fit(assessment)
        if found is None:
            return nothing(place.count, why_no_fit(assessment))
        units = np.full(place.count, float(len(found.units)))
        return counted(np.full(place.count, value_of(found)), of=units)

    return of


FIT_FIGURES: Mapping[str, tuple[Counts, UnitOfMeasure]] = {
    "payment_fit_ratio": (_fit(lambda fit: fit.ratio), "number"),
    "payment_fit_median": (_fit(lambda fit: fit.median_ratio), "number"),
    "payment_fit_within_2": (_fit(lambda fit: fit.within(NEAR)), "share"),
    "payment_fit_r2": (_fit(lambda fit: fit.r2), "number"),
}
"""Of the whole care form, in the order that they are told."""
