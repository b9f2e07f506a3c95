"""What a tariff does to each unit of an assessment, and why where nothing can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.region.few_cases import FEWEST
from geodata.region.region import Region
from geodata.reimbursement.answered import answered_tariff
from geodata.reimbursement.errors import (
    BudgetTooSmallError,
    FloorError,
    NothingToScaleError,
    ReimbursementError,
)
from geodata.reimbursement.of_region import reform_of, tariff_offer, why_no_payment
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import Tariff

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WHY = {
    BudgetTooSmallError: "why.budget_too_small",
    NothingToScaleError: "why.nothing_to_scale",
    FloorError: "why.floor_too_high",
}
"""Keys of the catalogue, by what stops a tariff from being worked out."""
Words = tuple[tuple[str, str], ...]
"""What an address says of a tariff, as `geodata.reimbursement.answered` reads it; empty is the usual."""


@dataclass(frozen=True, eq=False)
class UnitReform:
    """What units are paid before and after, 0 where they are not, shape (units,) of the assessment each.

    Hundredths of the currency as whole numbers in float64, which sums of a country's payments fit in exactly.

    Attributes
    ----------
    paid : bool
        Units of the question that get anything before or after.
    persons : float64
        Listed.
    before, after, change : float64
    """

    paid: Bools
    persons: Floats
    before: Floats
    after: Floats
    change: Floats


def of_too_few(region: Region, persons: Floats) -> Bools:
    """Whether shares of what so many listed are paid would tell of persons: where lists are protected."""
    protected = region.protected or region.settings.disclosure == "protected"
    return protected & (persons > 0) & (persons < FEWEST)


def tariff_of(assessment: Assessment, words: Words = ()) -> Tariff:
    """The tariff that some words stand for; as usual in what the care form cannot answer.

    Raises
    ------
    ReimbursementError
        If the care form has no model.
    """
    return _tariff_of(assessment.region, assessment.scenario.care_form, words)


@lru_cache(maxsize=256)  # every figure of an answer reads it
def _tariff_of(region: Region, care_form: str, words: Words) -> Tariff:
    return answered_tariff(tariff_offer(region, care_form), dict(words)).tariff


def reform(assessment: Assessment, words: Words = ()) -> Reform:
    """What the words' tariff pays beside the one compared with, of the region as it is; raises as it does."""
    region, care_form = assessment.region, assessment.scenario.care_form
    return reform_of(region, care_form, tariff_of(assessment, words))


def pays(region: Region) -> bool:
    """Whether a region has a model of reimbursement, of any care form, that may be shown."""
    return any(not why_no_payment(region, form) for form in region.settings.care_forms)


def why_no_reform(assessment: Assessment, words: Words = ()) -> str:
    """Why nothing can be told of what units are paid, a key of the catalogue; "" where it can."""
    scenario = assessment.scenario
    if why := why_no_payment(assessment.region, scenario.care_form):
        return why
    if scenario.age_group:
        return "why.payment_of_all"
    return _why_none(assessment.region, scenario.care_form, words)


@lru_cache(maxsize=256)
def _why_none(region: Region, care_form: str, words: Words) -> str:
    try:
        reform_of(region, care_form, _tariff_of(region, care_form, words))
    except ReimbursementError as error:
        return next((why for kind, why in WHY.items() if isinstance(error, kind)), "why.no_payment_tables")
    return ""


@lru_cache(maxsize=64)
def unit_reform(assessment: Assessment, words: Words = ()) -> UnitReform:
    """Before and after of every unit of the assessment; of the operators that the question is of."""
    found = reform(assessment, words)
    count = len(assessment.units)
    there = found.before.units < count
    units = found.before.units[there]
    paid = np.zeros(count, bool)
    paid[units] = found.paid[there]
    paid &= assessment.supply.in_scope

    def spread(values: NDArray[np.generic]) -> Floats:
        every = np.zeros(count)
        every[units] = values[there]
        return np.where(paid, every, 0.0)

    before, after = spread(found.before.by_unit), spread(found.after.by_unit)
    return UnitReform(paid, spread(found.after.persons), before, after, after - before)
