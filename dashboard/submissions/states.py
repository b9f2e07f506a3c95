"""The way of a case: which step leads from which state to which, and who may take it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

type Status = Literal[
    "draft", "submitted", "approved", "returned", "scheduled", "in_force", "withdrawn"
]  # approved: by one of two; scheduled: decided, and waits for its day
type Step = Literal[
    "save", "submit", "withdraw", "approve", "return", "begin", "keep", "yield", "attach", "detach"
]

AUTHORS: Final = ("unit_manager", "officer", "administrator")
DECIDERS: Final = ("officer", "administrator")
TIMER: Final = "timer"
"""Who puts into force: nobody's account, and no role that anybody has."""


@dataclass(frozen=True)
class Way:
    """One step.

    Attributes
    ----------
    begin : collection of Status
        From which it may be taken.
    end : Status or None
        Where it leads; None where that follows from the case.
    roles : collection of str
    own : bool or None
        Whether only the author may take it, or only others; None for either.
    """

    begin: Collection[Status]
    end: Status | None
    roles: Collection[str]
    own: bool | None


WAYS: Final[Mapping[Step, Way]] = {
    "save": Way(("draft", "returned"), None, AUTHORS, True),
    "submit": Way(("draft", "returned"), "submitted", AUTHORS, True),
    "withdraw": Way(("draft", "submitted", "returned", "approved", "scheduled"), "withdrawn", AUTHORS, True),
    "approve": Way(("submitted", "approved"), None, DECIDERS, False),
    "return": Way(("submitted", "approved"), "returned", DECIDERS, False),
    "begin": Way({"scheduled"}, "in_force", (TIMER,), None),
    # Of a conflict: the change stands over what the source says now, or gives way to it.
    "keep": Way(("scheduled", "in_force"), None, DECIDERS, False),
    "yield": Way(("scheduled", "in_force"), "withdrawn", DECIDERS, None),
    # Of its files.
    "attach": Way(("draft", "returned"), None, AUTHORS, True),
    "detach": Way(("draft", "returned"), None, AUTHORS, True),
}
LAID_OVER: Final[tuple[Status, ...]] = ("scheduled", "in_force")
"""States of cases that are in the overlay from their day."""
