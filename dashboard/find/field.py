"""One field that is told of every unit in Hitta."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.markup import Markup

Cell = list[Markup] | None
"""What stands in a field; None where it is not known."""


@dataclass(frozen=True)
class Field:
    """One field of every unit of one care form.

    Attributes
    ----------
    key : str
    label : str
    short, full : sequence of Cell
        By the unit's position among `at`: on the card, and where there is room.
    spans : sequence of (float, float) or None
        Where each unit's value may lie, where that is known: two that overlap may differ by chance.
    about : sequence of str
        Sentences that hold for every unit: what is counted, the region's value, the source.
    values : sequence of float or None
        What units can be sorted by; None where it is not known or not shown.
    better : {"higher", "lower", ""}
        Which of them is first.
    """

    key: str
    label: str
    short: Sequence[Cell]
    full: Sequence[Cell]
    spans: Sequence[tuple[float, float] | None] = ()
    about: Sequence[str] = ()
    values: Sequence[float | None] = ()
    better: str = ""
