"""Cases read from the database: one, those of a unit, those that wait."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from dashboard.records.schema import submission_events, submissions
from dashboard.submissions.case import Case, Draft, Happening
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.states import Status

LARGEST_ID: Final = 2**31 - 1
"""Of a row in either database."""


def id_of(text: str) -> int | None:
    """The number that a form or an address holds; None where it is none that a row can have.

    Parameters
    ----------
    text : str
        As it was sent: of any length, in any script.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None


def read_case(connection: Connection, case_id: int) -> Case:
    """One case.

    Raises
    ------
    SubmissionError
        If there is none of that id.
    """
    known = 0 < case_id <= LARGEST_ID
    row = (
        connection.execute(select(submissions).where(submissions.c.id == case_id)).first() if known else None
    )
    if row is None:
        raise SubmissionError("unknown")
    return _case(connection, row)


def cases_of(
    connection: Connection,
    region: str,
    statuses: Collection[Status] = (),
    unit: str | None = None,
    author: int | None = None,
) -> list[Case]:
    """Cases of a region, the oldest first.

    Parameters
    ----------
    connection : Connection
    region : str
    statuses : collection of Status
        Empty is all.
    unit : str, optional
        Only those of one unit.
    author : int, optional
        Only those of one account.
    """
    chosen = select(submissions).where(submissions.c.region == region)
    if statuses:
        chosen = chosen.where(submissions.c.status.in_(statuses))
    if unit is not None:
        chosen = chosen.where(submissions.c.unit == unit)
    if author is not None:
        chosen = chosen.where(submissions.c.author == author)
    rows = connection.execute(chosen.order_by(submissions.c.id)).all()
    return [_case(connection, row) for row in rows]


def done_with(connection: Connection, token: str) -> int | None:
    """Case that a form has been sent in for already; None where it is new."""
    found = connection.execute(
        select(submission_events.c.submission).where(submission_events.c.token == token)
    ).scalar()
    return None if found is None else int(found)


def _case(connection: Connection, row: Row[Any]) -> Case:
    happened = connection.execute(
        select(submission_events)
        .where(submission_events.c.submission == row.id)
        .order_by(submission_events.c.id)
    ).all()
    draft = Draft(
        row.kind,
        row.region,
        row.unit,
        row.care_form,
        row.organisation,
        row.before,
        row.after,
        date.fromisoformat(row.effective) if row.effective else None,
        row.source,
        row.comment,
    )
    return Case(
        row.id,
        row.case_label or "",
        draft,
        row.status,
        row.author,
        row.approver,
        row.second_approver,
        row.number,
        row.created_at,
        row.changed_at,
        row.submitted_at,
        tuple(
            Happening(each.at, each.actor, each.role, each.action, each.status, each.comment, each.details)
            for each in happened
        ),
    )
