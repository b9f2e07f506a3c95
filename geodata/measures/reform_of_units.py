"""What a tariff does to each unit of an assessment, and why where nothing can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.measures.need import why_no_need
from geodata.needs.errors import NeedsError
from geodata.needs.of_region import need_model_of
from geodata.needs.outlook import parse_outlook
from geodata.region.few_cases import FEWEST
from geodata.region.region import Region
from geodata.reimbursement.answered import answered_tariff
from geodata.reimbursement.errors import (
    BudgetTooSmallError,
    FloorError,
    NothingToScaleError,
    ReimbursementError,
)
from geodata.reimbursement.of_assessment import money_moves_of, reform_ahead
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
NOTHING_CHANGED = "why.no_unit_changed"
MOVES = "moves"
"""The effect of a what-if, on a tariff's payments."""
Words = tuple[tuple[str, str], ...]
"""What an address says of a tariff, as `geodata.reimbursement.answered` reads it, and of an effect."""


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


def effect_of(words: Words) -> str:
    """What the words ask the effect of: "" the model itself, `MOVES` of a what-if, or a year to come."""
    return dict(words).get("effect", "")


def reform(assessment: Assessment, words: Words = ()) -> Reform:
    """What the words' tariff pays beside what it is held against.

    That is the model compared with, of the region as it is; or, where the words ask for another effect, the
    same tariff today: then what differs comes of a what-if, or of the people of a year to come.

    Raises
    ------
    ReimbursementError, NeedsError, UnknownNameError
        If it cannot be worked out.
    """
    region, care_form, effect = assessment.region, assessment.scenario.care_form, effect_of(words)
    tariff = tariff_of(assessment, words)
    if not effect:
        return reform_of(region, care_form, tariff)
    if effect == MOVES:
        moved = money_moves_of(assessment, tariff)
        return Reform(moved.before, moved.after)
    offer = need_model_of(region, care_form).offer
    return reform_ahead(assessment, tariff, parse_outlook(offer, {"horizon": effect}))


def effects(assessment: Assessment) -> tuple[str, ...]:
    """What effects an assessment can tell, the model's own first: of its changes, and of years to come."""
    found = ["", *([MOVES] if assessment.scenario.changes else [])]
    region, care_form = assessment.region, assessment.scenario.care_form
    if not why_no_need(region, care_form):
        found += [str(year) for year in need_model_of(region, care_form).offer.horizons]
    return tuple(found)


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
    if why := _why_none(assessment.region, scenario.care_form, words):
        return why
    return _why_no_effect(assessment, words) if effect_of(words) else ""


@lru_cache(maxsize=64)
def _why_no_effect(assessment: Assessment, words: Words) -> str:
    effect = effect_of(words)
    if effect == MOVES and not assessment.scenario.changes:
        return NOTHING_CHANGED
    try:
        reform(assessment, words)
    except (ReimbursementError, NeedsError, UnknownNameError):
        return "why.no_moves" if effect == MOVES else "why.no_payment_ahead"
    return ""


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
