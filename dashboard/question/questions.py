"""The questions that one map answers, and what each shows before anything is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geodata.contract.access_settings import RoleAccess
from geodata.contract.constants import CONSTANTS

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    question: (*layers,) for question, layers in CONSTANTS["questions"].items()
}
"""Layers that are on at first, in the order of the switches, by the question's key in the address."""
SUPPLY, NEED, PAYMENT = QUESTIONS
"""What there is, and where it is missing; what will be needed; and who is paid what."""
OF_NEED: Final = ("need", "futures")
"""Layers, and their tables, that stand under that question; all others stand under the first."""
OF_PAYMENT: Final = ("payment",)
"""The same of the third."""


def question_of(record: Mapping[str, str]) -> str:
    """The question of a record; the first where it names none that there is."""
    question = record.get("question", SUPPLY)
    return question if question in QUESTIONS else SUPPLY


def offered_questions(hidden: RoleAccess) -> tuple[str, ...]:
    """Questions that those may ask from whom something is hidden, in their order."""
    return tuple(question for question in QUESTIONS if question not in hidden.hide_questions)


def as_offered(record: Mapping[str, str], hidden: RoleAccess) -> Mapping[str, str]:
    """A record that asks nothing hidden: what it asks instead is the first question."""
    if record.get("question", SUPPLY) in offered_questions(hidden):
        return record
    return {key: value for key, value in record.items() if key != "question"}


def layers_on(record: Mapping[str, str]) -> tuple[str, ...]:
    """Layers that a record has on; those of its question where it says nothing of them."""
    shown = record.get("layers")
    if shown is None:
        return QUESTIONS[question_of(record)]
    return tuple(layer for layer in shown.split(",") if layer and layer != "none")


def question_of_layer(layer: str) -> str:
    """The question under which a layer, or its table, is offered."""
    if layer in OF_PAYMENT:
        return PAYMENT
    return NEED if layer in OF_NEED else SUPPLY
