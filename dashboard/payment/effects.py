"""What a payment's difference comes of: the model itself, a what-if, or the people of a year to come."""

from __future__ import annotations

from dashboard.components.markup import Markup, option, tag
from dashboard.payment.figures import PaymentFigures
from dashboard.words.words import Words
from geodata.measures.reform_of_units import MOVES, effect_of, effects


def effect_choice(of: PaymentFigures) -> list[Markup]:
    """A field to choose it by; nothing where there is but one.

    Parameters
    ----------
    of : PaymentFigures
    """
    words, found = of.words, effects(of.assessment)
    if len(found) == 1:
        return []
    chosen = effect_of(of.given)
    select = tag(
        "select",
        *(option(each, effect_name(each, words), chosen=each == chosen) for each in found),
        data_state="effect",
        id="pay-effect",
    )
    label = tag("label", words("payment_after.effect"), for_="pay-effect")
    return [tag("div", label, select, class_="pay-effect")]


def effect_name(effect: str, words: Words) -> str:
    """What an effect is called: "Modellen", "Ändrade enheter", "Invånarna 2035"."""
    if not effect:
        return words("payment_after.effect_model")
    if effect == MOVES:
        return words("payment_after.effect_moves")
    return words("payment_after.effect_year", year=effect)
