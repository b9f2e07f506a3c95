"""Approved changes of units as a table: each row a field's value from a day, and what it replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Literal

from geodata.contract.columns import Kind
from geodata.contract.tables import TABLES

COLUMNS = ("case", "unit_id", "field", "value", "was", "from", "to", "source")
"""Of the file, in its order; `was`, `to` and `source` may be absent."""

PLACE, UNIT = "place", "unit"
"""Fields that are no column: where a unit stands, `57.81200,13.46600`; and a whole new unit, as JSON."""

FIELDS = (
    "opening", "closures", "services", "languages", "accepts_new", "step_free", "capacity", "phone", "url",
    "register_url", "e_services_url", "address", "closed", PLACE, UNIT,
)  # fmt: skip
"""What can be changed of a unit."""

NEW_UNIT_COLUMNS = ("name", "care_form", "operator", "organisation", PLACE, *FIELDS[:-2])
"""What a new unit may have; the first two it must have."""


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """One approved change.

    Attributes
    ----------
    case : str
        Number of the case in which it was decided: `2026-118`.
    unit_id, field, value : str
        As the file of units would have it.
    was : str
        What stood there when it was decided: another value since then is a conflict.
    begins : date
        First day in force.
    ends : date or None
        Last day in force.
    source : str
        What it rests on.
    line : int
        In the file, the header being 1; 0 where it comes from elsewhere.
    """

    case: str
    unit_id: str
    field: str
    value: str
    was: str
    begins: date
    ends: date | None = None
    source: str = ""
    line: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Chain:
    """The change of a field that is in force, and every value that decisions up to then have known of it."""

    row: OverlayRow
    known: tuple[str, ...]


@dataclass(frozen=True)
class Overlay:
    """The approved changes, and the day that a build is of.

    Attributes
    ----------
    rows : tuple of OverlayRow
        In the order decided.
    day : date
    file : str
        What problems call it.
    """

    rows: tuple[OverlayRow, ...]
    day: date
    file: str

    def chains(self) -> tuple[Chain, ...]:
        """One for each field that a change is in force of: the one that began last, and of those the last."""
        begun: dict[tuple[str, str], list[OverlayRow]] = {}
        for row in sorted(self.rows, key=lambda each: each.begins):
            if row.begins <= self.day:
                begun.setdefault((row.unit_id, row.field), []).append(row)
        found = []
        for rows in begun.values():
            holding = [row for row in rows if row.holds_on(self.day)]
            if holding:
                known = dict.fromkeys(text for row in rows for text in (row.was, row.value))
                found.append(Chain(holding[-1], tuple(known)))
        return tuple(found)

    @property
    def digest(self) -> str:
        """SHA-256 of the changes in force; "" where none is."""
        rows = [chain.row for chain in self.chains()]
        return digest_of(rows) if rows else ""


Reason = Literal["source_changed", "unit_gone", "no_minutes"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that could not be made: the source stands until it is decided.

    Attributes
    ----------
    row : OverlayRow
    reason : {"source_changed", "unit_gone", "no_minutes"}
        The source has another value than the one replaced; it has no such unit; or the region brings its own
        minutes, which a place that is new has none of.
    found : str
        What the source says now.
    """

    row: OverlayRow
    reason: Reason
    found: str


@dataclass(frozen=True)
class AppliedOverlay:
    """What became of the changes in force on the day of a build.

    Attributes
    ----------
    digest : str
        SHA-256 of the changes in force, however they were given.
    applied, settled : tuple of OverlayRow
        Made by the build; and not needed any more, as the source says the same.
    conflicts : tuple of Conflict
    """

    digest: str
    applied: tuple[OverlayRow, ...]
    settled: tuple[OverlayRow, ...]
    conflicts: tuple[Conflict, ...]


def digest_of(rows: Iterable[OverlayRow]) -> str:
    """SHA-256 of some changes, whatever their lines and order."""
    plain = sorted([str(part) for part in astuple(replace(row, line=0))] for row in rows)
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def kind_of(field: str) -> Kind:
    """Kind of value that a column of units holds."""
    return next(column.kind for column in TABLES["units"].columns if column.name == field)
