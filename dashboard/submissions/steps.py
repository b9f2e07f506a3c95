"""Steps of a case, each in one transaction with its line of history and of the audit, however often sent.

A page gives each form a word of its own. A step whose word has been used already changes nothing and answers
with the case as it stands: a double press, or one sent anew after a crash, does what was meant once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.records.schema import CODE, LONG, NAME, submissions
from dashboard.submissions.case import Actor, Case, Draft
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.files import forget_files
from dashboard.submissions.persons import accounts_of_person
from dashboard.submissions.states import WAYS, Status, Step
from dashboard.submissions.store import done_with, read_case
from dashboard.submissions.taken import (
    Sent,
    case_for,
    noted,
    refuse_person_numbers,
    require_role,
    update_case,
)

DRAFTS_MOST = 50
"""Drafts that one account may have at once."""


def save(connection: Connection, sent: Sent, draft: Draft, case_id: int | None = None) -> Case:
    """A draft written down, or written over.

    Raises
    ------
    SubmissionError
        If it is another's, decided, of another unit, or changed since the page was made; too long to keep,
        with a person number in it, or one draft too many.
    """
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    _require_room(draft)
    if case_id is None:
        require_role(sent.actor, "save")
        _require_fewer_drafts(connection, sent.actor)
        inserted = submissions.insert().values(
            **_columns(draft),
            status="draft",
            author=sent.actor.account,
            number=1,
            created_at=sent.now,
            changed_at=sent.now,
        )
        row_id = connection.execute(inserted).inserted_primary_key
        assert row_id is not None  # one row was inserted
        return noted(connection, sent, int(row_id[0]), "save", "draft", fields=sorted(draft.after))
    case = case_for(connection, sent, case_id, "save")
    kept = case.draft
    if (draft.kind, draft.region, draft.unit) != (kept.kind, kept.region, kept.unit):
        raise SubmissionError("changed_meanwhile")  # a case stays with its unit: its history is of that one
    update_case(connection, case, sent, **_columns(draft))
    return noted(connection, sent, case.id, "save", case.status, fields=sorted(draft.after))


def submit(connection: Connection, sent: Sent, case_id: int, problems: Mapping[str, object]) -> Case:
    """A draft handed in, with the next number of its year.

    Parameters
    ----------
    connection : Connection
    sent : Sent
    case_id : int
    problems : mapping
        What is wrong with its fields, by field: nothing may be.

    Raises
    ------
    SubmissionError
        If something is wrong or nothing is changed, or as `save` does.
    """
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    case = case_for(connection, sent, case_id, "submit")
    if not case.draft.after:
        raise SubmissionError("nothing")
    if problems:
        raise SubmissionError("wrong")
    label = case.label or _next_label(connection, case.draft.region, sent.now.year)
    update_case(
        connection, case, sent, status="submitted", case_label=label, submitted_at=sent.now,
        approver=None, second_approver=None,
    )  # fmt: skip
    return noted(connection, sent, case.id, "submit", "submitted", case.draft.comment)


def withdraw(connection: Connection, sent: Sent, case_id: int, comment: str = "") -> Case:
    """A case that its author takes back, before it is in force; one never handed in leaves no files."""
    case = _simple(connection, sent, case_id, "withdraw", comment)
    if not case.label:
        forget_files(connection, case.id)
    return case


def approve(
    connection: Connection,
    sent: Sent,
    case_id: int,
    effective: date,
    residents_beyond: int | None,
    second_above: int,
    details: Mapping[str, Any],
) -> Case:
    """A case approved, by one or by the second of two, from a day.

    Parameters
    ----------
    connection : Connection
    sent : Sent
        By somebody else than its author, and than the first who approved it.
    case_id : int
    effective : date
    residents_beyond : int or None
        Whose way becomes longer than the limit; None where it cannot be worked out, which takes two.
    second_above : int
        A case of more than so many is approved by two.
    details : mapping
        Figures of the effect that the decision rests on.

    Raises
    ------
    SubmissionError
        If the author approves, or one approves twice, or as `save` does.
    """
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    case = case_for(connection, sent, case_id, "approve")
    first = case.status == "submitted"
    if not first and case.approver in accounts_of_person(connection, sent.actor.account):
        raise SubmissionError("approved_already")
    two = residents_beyond is None or residents_beyond > second_above
    status: Status = "approved" if first and two else "scheduled"
    who = {"approver": sent.actor.account} if first else {"second_approver": sent.actor.account}
    update_case(connection, case, sent, status=status, effective=effective.isoformat(), **who)
    figures = {**details, "effective": effective.isoformat(), "residents_beyond": residents_beyond}
    return noted(connection, sent, case.id, "approve", status, **figures)


def send_back(connection: Connection, sent: Sent, case_id: int, reason: str) -> Case:
    """A case returned to its author with a reason.

    Raises
    ------
    SubmissionError
        If there is no reason, or as `approve` does.
    """
    if not reason.strip() and done_with(connection, sent.token) is None:
        raise SubmissionError("no_reason")
    return _simple(connection, sent, case_id, "return", reason.strip())


def begin(connection: Connection, sent: Sent, case_id: int, version: str) -> Case:
    """A scheduled case that a published version holds."""
    return _simple(connection, sent, case_id, "begin", "", version=version)


def keep(connection: Connection, sent: Sent, case_id: int, found: Mapping[str, str], reason: str) -> Case:
    """A case that stands although its source says otherwise now.

    Parameters
    ----------
    connection : Connection
    sent : Sent
    case_id : int
    found : mapping of str
        By field, what the source says now: it is what the change replaces from here on.
    reason : str

    Raises
    ------
    SubmissionError
        If there is no reason, or as `approve` does.
    """
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    if not reason.strip():
        raise SubmissionError("no_reason")
    case = case_for(connection, sent, case_id, "keep")
    if not set(found) & set(case.draft.after):
        raise SubmissionError("no_conflict")
    update_case(connection, case, sent, before={**case.draft.before, **found})
    return noted(connection, sent, case.id, "keep", case.status, reason.strip(), found=dict(found))


def give_way(connection: Connection, sent: Sent, case_id: int, reason: str) -> Case:
    """A case that ends because its source says otherwise now."""
    if not reason.strip() and done_with(connection, sent.token) is None:
        raise SubmissionError("no_reason")
    return _simple(connection, sent, case_id, "yield", reason.strip())


def _simple(
    connection: Connection, sent: Sent, case_id: int, step: Step, comment: str, **details: object
) -> Case:
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    case = case_for(connection, sent, case_id, step)
    end = WAYS[step].end
    assert end is not None  # of the steps that come through this
    update_case(connection, case, sent, status=end)
    return noted(connection, sent, case.id, step, end, comment, **details)


def _require_room(draft: Draft) -> None:
    """Refuse what no column holds: one database would cut or refuse it, the other keep any size."""
    texts = [(text, LONG) for text in (draft.source, draft.comment, *draft.after.values())]
    texts += [(draft.care_form, CODE), (draft.organisation, NAME), (draft.unit, NAME)]
    if any(len(text) > most for text, most in texts):
        raise SubmissionError("too_long")
    refuse_person_numbers(draft.comment, *draft.after.values())


def _require_fewer_drafts(connection: Connection, actor: Actor) -> None:
    own = (submissions.c.author == actor.account) & (submissions.c.status == "draft")
    count = connection.execute(select(func.count()).select_from(submissions).where(own)).scalar_one()
    if count >= DRAFTS_MOST:
        raise SubmissionError("many_drafts")


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "region": draft.region,
        "unit": draft.unit,
        "care_form": draft.care_form,
        "organisation": draft.organisation,
        "before": dict(draft.before),
        "after": dict(draft.after),
        "effective": draft.effective.isoformat() if draft.effective else None,
        "source": draft.source,
        "comment": draft.comment,
    }


def _next_label(connection: Connection, region: str, year: int) -> str:
    """`2026-118`: the next of a region and a year; the only writer numbers, so that none is given twice."""
    labels = select(submissions.c.case_label).where(
        submissions.c.region == region, submissions.c.case_label.like(f"{year}-%")
    )
    numbers = [int(label.partition("-")[2]) for label in connection.execute(labels).scalars()]
    return f"{year}-{max(numbers, default=0) + 1}"


__all__ = ["Sent", "approve", "begin", "give_way", "keep", "save", "send_back", "submit", "withdraw"]
