"""A case: what is to be changed of a unit or applied for, and what has happened with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from dashboard.submissions.states import Status

type CaseKind = Literal["change", "application"]
SOURCES: Final = ("decision", "lease", "contract", "register", "other")
"""What a change may rest on; `submission.source.<key>` of the catalogue names it."""


@dataclass(frozen=True)
class Actor:
    """Who does something.

    Attributes
    ----------
    account : int or None
        None of the timer.
    name, role : str
    """

    account: int | None
    name: str
    role: str


@dataclass(frozen=True)
class Draft:
    """What is written in the form.

    Attributes
    ----------
    kind : {"change", "application"}
    region : str
        Id of it.
    unit : str
        Id; of a unit that is applied for "" until the case has its number.
    care_form, organisation : str
        By which limited roles see it.
    before : mapping of str
        By field, what was published when it was written.
    after : mapping of str
        By field, what is to be instead; only those that differ.
    effective : date or None
        From which day.
    source, comment : str
    """

    kind: CaseKind
    region: str
    unit: str
    care_form: str
    organisation: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    effective: date | None
    source: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Happening:
    """One thing that happened with a case; `details` holds the figures that a decision rested on."""

    at: datetime
    actor: int | None
    role: str
    action: str
    status: Status
    comment: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A case as it stands.

    Attributes
    ----------
    id : int
    label : str
        `2026-118`; "" of a draft that has never been submitted.
    draft : Draft
        What it says.
    status : Status
    author : int
    approver, second_approver : int or None
    number : int
        Rises at each step: who takes one from an older page is told so.
    created_at, changed_at : datetime
    submitted_at : datetime or None
    happenings : tuple of Happening
        From the first.
    """

    id: int
    label: str
    draft: Draft
    status: Status
    author: int
    approver: int | None
    second_approver: int | None
    number: int
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    happenings: tuple[Happening, ...]

    @property
    def unit_id(self) -> str:
        """Id of its unit; of one applied for what it will have."""
        return self.draft.unit or f"new-{self.label}"
