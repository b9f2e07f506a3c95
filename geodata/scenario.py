"""A scenario: only what changes the answer, frozen and hashable."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question put to a region.

    Attributes
    ----------
    care_form : str
    period : str
        A period of the visits ("2025Q3"), a year that holds several of them ("2025"), or "" in a
        region without periods.
    operators : tuple of str
        Those that count, sorted; empty means all.
    age_group : str
        Key of an age group; "" means all ages.
    limit_min : float
        Longest acceptable journey, minutes, inclusive.
    """

    care_form: str
    period: str
    operators: tuple[str, ...]
    age_group: str
    limit_min: float
