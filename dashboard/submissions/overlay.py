"""The approved cases of a region as the table that a build lays over its units."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection

from dashboard.submissions.case import Case
from dashboard.submissions.states import LAID_OVER
from dashboard.submissions.store import cases_of
from geodata.overlay.rows import UNIT, AppliedOverlay, Overlay, OverlayRow

FILE: Final = "approved changes"
"""What problems call the table, which is no file."""


def overlay_of(connection: Connection, region: str, day: date) -> Overlay:
    """The changes that are decided, for a build of a day.

    Parameters
    ----------
    connection : Connection
    region : str
        Id of it.
    day : date
    """
    decided = sorted(cases_of(connection, region, LAID_OVER), key=_when_decided)
    return Overlay(tuple(row for case in decided for row in rows_of(case)), day, FILE)


def rows_of(case: Case) -> tuple[OverlayRow, ...]:
    """Rows of one decided case: a field each, or all of a new unit in one."""
    draft = case.draft
    if draft.effective is None:
        return ()
    if draft.kind == "application":
        unit = json.dumps(dict(draft.after), ensure_ascii=False, sort_keys=True)
        return (OverlayRow(case.label, case.unit_id, UNIT, unit, "", draft.effective, None, draft.source),)
    return tuple(
        OverlayRow(
            case.label,
            draft.unit,
            field,
            value,
            draft.before.get(field, ""),
            draft.effective,
            None,
            draft.source,
        )
        for field, value in sorted(draft.after.items())
    )


def due(cases: Iterable[Case], day: date) -> tuple[Case, ...]:
    """Cases that are decided, and whose day has come, and that no version holds yet."""
    return tuple(
        case
        for case in cases
        if case.status == "scheduled" and case.draft.effective is not None and case.draft.effective <= day
    )


def held_by(cases: Sequence[Case], outcome: AppliedOverlay | None) -> tuple[Case, ...]:
    """Those of some cases of which nothing waits: a build made all their changes, or had no need to.

    Parameters
    ----------
    cases : sequence of Case
        Whose day has come.
    outcome : AppliedOverlay or None
        What became of the changes in force.
    """
    waiting = {each.row.case for each in outcome.conflicts} if outcome else set()
    return tuple(case for case in cases if case.label not in waiting)


def conflicts_of(case: Case, outcome: AppliedOverlay | None) -> dict[str, str]:
    """By field, what a case's source says now where it is neither what was replaced nor what was approved.

    None of what has been decided since the version was built.
    """
    if outcome is None:
        return {}
    own = (each for each in outcome.conflicts if each.row.case == case.label)
    decided = case.draft.before
    return {each.row.field: each.found for each in own if each.found != decided.get(each.row.field)}


def status_of(case: Case, outcome: AppliedOverlay | None) -> str:
    """Its status, or "conflict" of one that is decided and waits, since its source has changed."""
    waits = case.status in LAID_OVER and conflicts_of(case, outcome)
    return "conflict" if waits else case.status


def _when_decided(case: Case) -> tuple[str, int]:
    decided = [each.at.isoformat() for each in case.happenings if each.action in ("approve", "keep")]
    return max(decided, default=""), case.id
