"""Which facts of units a register answers for, and who approves what units change themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CHANGEABLE = (
    "opening", "accepts_new", "languages", "services", "closures", "capacity", "step_free", "phone", "url",
    "register_url", "e_services_url", "address", "place", "closed",
)  # fmt: skip
"""Facts that a unit may change itself where no register answers for them."""
SECOND_ABOVE = 1_000


@dataclass(frozen=True)
class UnitFacts:
    """Who answers for what is known of a unit.

    Attributes
    ----------
    register : Text
        What the register of units is called.
    from_register : tuple of str
        Facts that are changed there and locked here, out of `CHANGEABLE`.
    second_approver_above : int
        Residents whose way becomes longer than the limit: a change for more than so many is approved by two.
    viable_from : mapping of str to int
        By care form, the fewest visits in a year, or listed, that a unit carries itself by.
    """

    register: Mapping[str, str] = field(
        default_factory=lambda: {"sv": "enhetsregistret", "en": "the register of units"}
    )
    from_register: tuple[str, ...] = ("phone", "address")
    second_approver_above: int = SECOND_ABOVE
    viable_from: Mapping[str, int] = field(default_factory=dict)
