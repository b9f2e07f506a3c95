"""What contracts ask of units, as `region.toml` names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the contracts, `[terms.KEY]`: what it asks, and where that is written."""

    key: str
    name: Text  # "Öppet minst 45 timmar i veckan"
    about: Text
    source: Text


@dataclass(frozen=True)
class FollowUp:
    """Terms by key, in the order of the file; and the day that follow-ups are late from."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    as_of: date | None = None  # the day of the build where it is not said
