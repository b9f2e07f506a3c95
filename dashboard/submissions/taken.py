"""One step of a case as it is sent: who may take it, and that it stands in its history and in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from dashboard.records import audit
from dashboard.records.person_numbers import has_person_number
from dashboard.records.schema import submission_events, submissions
from dashboard.submissions.case import Actor, Case
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.persons import accounts_of_person
from dashboard.submissions.states import WAYS, Status, Step
from dashboard.submissions.store import read_case


@dataclass(frozen=True)
class Sent:
    """One form as it was sent.

    Attributes
    ----------
    actor : Actor
    now : datetime
        UTC.
    token : str
        The form's own word.
    number : int or None
        Of the case when its page was made; None where that does not matter.
    """

    actor: Actor
    now: datetime
    token: str
    number: int | None = None


def require_role(actor: Actor, step: Step) -> None:
    """Raise `SubmissionError` where a step is not of somebody's role."""
    if actor.role not in WAYS[step].roles:
        raise SubmissionError("no_role")


def case_for(connection: Connection, sent: Sent, case_id: int, step: Step) -> Case:
    """The case, if this step may be taken with it by this actor from this page.

    Raises
    ------
    SubmissionError
        If there is none, or the step is not the actor's; nobody decides their own by another account either.
    """
    require_role(sent.actor, step)
    case, way = read_case(connection, case_id), WAYS[step]
    mine = sent.actor.account == case.author
    if way.own is True and not mine:
        raise SubmissionError("not_yours")
    if way.own is False and case.author in accounts_of_person(connection, sent.actor.account):
        raise SubmissionError("own_case")
    if case.status not in way.begin:
        raise SubmissionError("wrong_state")
    if sent.number is not None and sent.number != case.number:
        raise SubmissionError("changed_meanwhile")
    return case


def refuse_person_numbers(*texts: str) -> None:
    """Raise `SubmissionError` where a text that is to be kept holds a person number."""
    if any(has_person_number(text) for text in texts):
        raise SubmissionError("person_number")


def update_case(connection: Connection, case: Case, sent: Sent, **values: object) -> None:
    """Write values of a case, and count on."""
    changed = submissions.update().where(submissions.c.id == case.id)
    connection.execute(changed.values(number=case.number + 1, changed_at=sent.now, **values))


def noted(
    connection: Connection,
    sent: Sent,
    case_id: int,
    step: Step,
    status: Status,
    comment: str = "",
    **details: object,
) -> Case:
    """The case after a step, which stands in its history and in the audit from now on."""
    refuse_person_numbers(comment)
    connection.execute(
        submission_events.insert().values(
            submission=case_id,
            at=sent.now,
            actor=sent.actor.account,
            role=sent.actor.role,
            action=step,
            status=status,
            comment=comment,
            details=details,
            token=sent.token,
        )
    )
    case = read_case(connection, case_id)
    subject = f"case {case.label or case.id} unit {case.unit_id}"
    content = {"status": status, "comment": comment, **details}
    actor = sent.actor
    audit.append(connection, actor.name, actor.role, f"case-{step}", subject, content, sent.now)
    return case
