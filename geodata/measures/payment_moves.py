"""After a what-if: money that follows people, that ends and that begins, and journeys of those out of reach.

They are three figures and never one sum: the last is paid out of another budget, and none says what the care
itself costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import REGION, Measure, UnitOfMeasure
from geodata.measures.reform_of_units import NOTHING_CHANGED, Words, tariff_of, why_no_reform
from geodata.measures.tally import Tally, counted, nothing
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.money_moves import MoneyMoves
from geodata.reimbursement.of_assessment import listed_moves_of, money_moves_of
from geodata.reimbursement.of_region import tariff_offer

NO_MOVES = "why.no_moves"


def money_after(assessment: Assessment, words: Words = ()) -> MoneyMoves:
    """What becomes of the money of the words' tariff after the assessment's changes.

    Raises
    ------
    ReimbursementError
        If the tariff cannot be worked out, or nobody knows where visits go.
    """
    return money_moves_of(assessment, tariff_of(assessment, words))


def why_no_money(assessment: Assessment, words: Words = ()) -> str:
    """Why nothing can be told of money after a what-if, a key of the catalogue; "" where it can."""
    today = tuple(pair for pair in words if pair[0] != "effect")
    if why := why_no_reform(assessment, today):
        return why
    if not assessment.scenario.changes:
        return NOTHING_CHANGED
    try:
        money_after(assessment, today)
    except ReimbursementError:
        return NO_MOVES
    return ""


def _money(which: str) -> Callable[[Assessment, Words], float]:
    def of(assessment: Assessment, words: Words) -> float:
        return float(getattr(money_after(assessment, words), which)) / 100

    return of


def _listed(which: str) -> Callable[[Assessment, Words], float]:
    """Listed who leave a unit ("leaves"), or whom no unit takes then ("nowhere")."""

    def of(assessment: Assessment, words: Words) -> float:
        found = money_after(assessment, words)
        share = getattr(listed_moves_of(assessment, tariff_of(assessment, words)), which)
        units = found.before.units
        ours = units < len(share)
        return float((share[units[ours]] * np.nan_to_num(found.listed_before[ours])).sum())

    return of


def _outside(assessment: Assessment, words: Words) -> float:
    """Those of them who go to a unit outside the region, which no tariff of the region pays."""
    found = money_after(assessment, words)
    come = np.maximum(found.listed_after - found.listed_before, 0.0)
    return float(come[assessment.supply.outside[found.before.units]].sum())


def _out_of_reach(assessment: Assessment, _: Words) -> float:
    """Residents who fall beyond the limit, or reach no unit any longer."""
    return float(assessment.effects(np.arange(len(assessment.region.areas))).beyond)


def _journeys(assessment: Assessment, words: Words) -> float:
    """Residents out of reach x visits a year x share of them paid for x price."""
    cost = (
        tariff_offer(assessment.region, assessment.scenario.care_form)
        .models[tariff_of(assessment, words).model]
        .journey
    )
    assert cost is not None
    each = cost.visits * cost.share * cost.price
    return round(float(each) * _out_of_reach(assessment, words), 2)


MOVES_FIGURES: Mapping[str, tuple[Callable[[Assessment, Words], float], UnitOfMeasure]] = {
    "money_follows": (_money("follows"), "currency"),
    "money_ends": (_money("ends"), "currency"),
    "money_begins": (_money("begins"), "currency"),
    "listed_moving": (_listed("leaves"), "count"),
    "listed_outside": (_outside, "count"),
    "listed_nowhere": (_listed("nowhere"), "count"),
    "falls_out_of_reach": (_out_of_reach, "count"),
    "journeys_out_of_reach": (_journeys, "currency"),
}
"""By key of the measure, in the order that they are told."""


@lru_cache(maxsize=64)
def money_measures(words: Words = ()) -> Mapping[str, Measure]:
    """Figures of money after a what-if under a tariff, by key; `words` as `payment_measures` takes them."""

    def measured(key: str, of: Callable[[Assessment, Words], float]) -> Callable[[Assessment, Place], Tally]:
        def count(assessment: Assessment, place: Place) -> Tally:
            if why := why_no_money(assessment, words):
                return nothing(place.count, why)
            if key == "journeys_out_of_reach" and not _has_journeys(assessment, words):
                return nothing(place.count, "why.no_journey_cost")
            return counted(np.full(place.count, of(assessment, words)))

        return count

    return {
        key: Measure(
            key, "payment", unit, "", "payment", measured(key, of), ("lists", "visits"), kinds=REGION
        )
        for key, (of, unit) in MOVES_FIGURES.items()
    }


def _has_journeys(assessment: Assessment, words: Words) -> bool:
    models = tariff_offer(assessment.region, assessment.scenario.care_form).models
    return models[tariff_of(assessment, words).model].journey is not None
