from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dashboard.records.database import Database, sqlite_url
from dashboard.records.schema import audit, submission_events
from dashboard.submissions import steps
from dashboard.submissions.case import Actor, Case
from dashboard.submissions.errors import REASONS, SubmissionError
from dashboard.submissions.states import WAYS
from dashboard.submissions.store import cases_of, read_case
from dashboard.texts.catalogue import LANGUAGES, catalogue
from tests.dashboard.submissions.conftest import CHIEF, MARCH, OFFICER, OTHER, SECOND, TIMER, draft, sent


def refused(database: Database, step: Callable[..., Case], *arguments: object) -> str:
    with pytest.raises(SubmissionError) as caught, database.write() as connection:
        step(connection, *arguments)
    return caught.value.reason


def approved(database: Database, case: int, actor: Actor = OFFICER, beyond: int = 0) -> Case:
    with database.write() as connection:
        return steps.approve(connection, sent(actor), case, MARCH, beyond, 1000, {})


def test_a_case_goes_from_draft_to_in_force(database: Database) -> None:
    with database.write() as connection:
        case = steps.save(connection, sent(CHIEF), draft())
        assert (case.status, case.label, case.number) == ("draft", "", 1)
        case = steps.submit(connection, sent(CHIEF, 1), case.id, {})
        assert (case.status, case.label, case.number) == ("submitted", "2026-1", 2)
    assert approved(database, case.id).status == "scheduled"
    with database.write() as connection:
        case = steps.begin(connection, sent(TIMER), case.id, "0123456789ab")
    assert case.status == "in_force"
    assert [each.action for each in case.happenings] == ["save", "submit", "approve", "begin"]
    assert [each.actor for each in case.happenings] == [1, 1, 2, None]
    assert (case.author, case.approver, case.second_approver) == (1, 2, None)


def test_the_author_never_approves_and_no_unit_decides(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    own = Actor(1, "chief", "officer")  # the same account, given another role since
    assert refused(database, steps.approve, sent(own), case, MARCH, 0, 1000, {}) == "own_case"
    assert refused(database, steps.approve, sent(OTHER), case, MARCH, 0, 1000, {}) == "no_role"
    assert refused(database, steps.send_back, sent(own), case, "Nej") == "own_case"


def test_two_approve_where_more_residents_than_the_threshold_get_longer_than_the_limit(
    database: Database, handed_in: Callable[..., int]
) -> None:
    at, above = handed_in(), handed_in()
    assert approved(database, at, beyond=1000).status == "scheduled"
    assert approved(database, above, beyond=1001).status == "approved"
    assert refused(database, steps.approve, sent(OFFICER), above, MARCH, 1001, 1000, {}) == "approved_already"
    case = approved(database, above, SECOND, 1001)
    assert (case.status, case.approver, case.second_approver) == ("scheduled", 2, 3)


def test_a_return_has_a_reason_and_the_case_comes_back_under_its_number(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    assert refused(database, steps.send_back, sent(OFFICER), case, "  ") == "no_reason"
    with database.write() as connection:
        returned = steps.send_back(connection, sent(OFFICER), case, "Hyreskontrakt saknas")
        assert (returned.status, returned.happenings[-1].comment) == ("returned", "Hyreskontrakt saknas")
        steps.save(connection, sent(CHIEF), draft(comment="Bifogat."), case)
        again = steps.submit(connection, sent(CHIEF), case, {})
    assert (again.status, again.label, again.draft.comment) == ("submitted", "2026-1", "Bifogat.")
    assert handed_in() != case
    with database.read() as connection:
        assert [each.label for each in cases_of(connection, "toy")] == ["2026-1", "2026-2"]


def test_a_first_approval_does_not_outlive_a_return(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    approved(database, case, beyond=2000)
    with database.write() as connection:
        steps.send_back(connection, sent(SECOND), case, "Mer")
        steps.submit(connection, sent(CHIEF), case, {})
    assert approved(database, case, OFFICER, 2000).status == "approved"


def test_no_step_is_taken_from_a_state_that_it_does_not_begin_in(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    with database.write() as connection:
        assert steps.withdraw(connection, sent(CHIEF), case).status == "withdrawn"
    assert refused(database, steps.withdraw, sent(CHIEF), case) == "wrong_state"
    assert refused(database, steps.save, sent(CHIEF), draft(), case) == "wrong_state"
    assert refused(database, steps.submit, sent(CHIEF), case, {}) == "wrong_state"
    assert refused(database, steps.approve, sent(OFFICER), case, MARCH, 0, 1000, {}) == "wrong_state"
    assert refused(database, steps.begin, sent(TIMER), case, "v") == "wrong_state"
    assert refused(database, steps.begin, sent(OFFICER), case, "v") == "no_role"


def test_nobody_else_changes_or_takes_back_a_case(database: Database, handed_in: Callable[..., int]) -> None:
    case = handed_in()
    assert refused(database, steps.withdraw, sent(OTHER), case) == "not_yours"
    assert refused(database, steps.withdraw, sent(OFFICER), case) == "not_yours"
    assert refused(database, steps.withdraw, sent(CHIEF), 99) == "unknown"


def test_nothing_or_something_wrong_is_not_handed_in(database: Database) -> None:
    with database.write() as connection:
        empty = steps.save(connection, sent(CHIEF), draft(before={}, after={})).id
        wrong = steps.save(connection, sent(CHIEF), draft()).id
    assert refused(database, steps.submit, sent(CHIEF), empty, {}) == "nothing"
    assert refused(database, steps.submit, sent(CHIEF), wrong, {"capacity": "?"}) == "wrong"


def test_a_page_older_than_the_case_changes_nothing(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    approved(database, case, beyond=2000)
    assert refused(database, steps.send_back, sent(SECOND, number=2), case, "Nej") == "changed_meanwhile"


def test_a_form_sent_twice_is_done_once(database: Database) -> None:
    once = (
        sent(CHIEF, token="a"),
        sent(CHIEF, 1, token="b"),
        sent(OFFICER, 2, token="c"),
        sent(OFFICER, token="d"),
    )
    seen = []
    for _ in range(2):
        with database.write() as connection:
            case = steps.save(connection, once[0], draft())
            steps.submit(connection, once[1], case.id, {})
            steps.approve(connection, once[2], case.id, MARCH, 0, 1000, {})
            seen.append(steps.give_way(connection, once[3], case.id, "Registret har rätt"))
    assert seen[0] == seen[1]
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(submission_events)).scalar() == 4
        assert connection.execute(select(func.count()).select_from(audit)).scalar() == 4


def test_each_step_stands_in_the_audit_and_one_that_fails_does_not(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    refused(database, steps.approve, sent(CHIEF), case, MARCH, 0, 1000, {})
    approved(database, case, beyond=7)
    with database.read() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number)).all()
    assert [(row.actor, row.action) for row in rows] == [
        ("chief", "case-save"), ("chief", "case-submit"), ("officer", "case-approve"),
    ]  # fmt: skip
    assert rows[-1].subject == "case 2026-1 unit v1"
    assert rows[-1].details["residents_beyond"] == 7


def _approve_and_die(url: str, case: int) -> None:
    database = Database.at(url)
    with database.write() as connection:
        steps.approve(connection, sent(OFFICER, token="dies"), case, MARCH, 0, 1000, {})
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_killed_within_a_step_leaves_nothing_and_the_same_form_does_it_once(
    database: Database, tmp_path: Path, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    dying = multiprocessing.get_context("spawn").Process(
        target=_approve_and_die, args=(sqlite_url(tmp_path), case)
    )
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGKILL
    with database.read() as connection:
        assert read_case(connection, case).status == "submitted"
    for _ in range(2):
        with database.write() as connection:
            steps.approve(connection, sent(OFFICER, token="dies"), case, MARCH, 0, 1000, {})
    with database.read() as connection:
        assert [each.action for each in read_case(connection, case).happenings] == [
            "save",
            "submit",
            "approve",
        ]


def test_a_conflict_is_decided_either_way_with_a_reason(
    database: Database, handed_in: Callable[..., int]
) -> None:
    kept, given = handed_in(), handed_in()
    for case in (kept, given):
        approved(database, case)
    assert refused(database, steps.keep, sent(OFFICER), kept, {"opening": "x"}, "") == "no_reason"
    assert refused(database, steps.keep, sent(OFFICER), kept, {"phone": "x"}, "Ja") == "no_conflict"
    assert refused(database, steps.keep, sent(CHIEF), kept, {"opening": "x"}, "Ja") == "no_role"
    with database.write() as connection:
        case = steps.keep(connection, sent(OFFICER), kept, {"opening": "Mån 9–12"}, "Enheten har rätt")
        assert (case.status, case.draft.before) == ("scheduled", {"opening": "Mån 9–12"})
        assert steps.give_way(connection, sent(SECOND), given, "Registret har rätt").status == "withdrawn"


def test_every_refusal_and_every_state_has_words() -> None:
    for language in LANGUAGES:
        texts = catalogue(language)
        assert {f"submission.refused.{reason}" for reason in REASONS} <= set(texts)
        states = {state for way in WAYS.values() for state in (*way.begin, way.end) if state}
        assert {f"submission.status.{state}" for state in states} <= set(texts)


def test_two_approve_where_supply_changes_and_nobody_can_say_what_for(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    with database.write() as connection:
        found = steps.approve(connection, sent(OFFICER), case, MARCH, None, 1000, {})
    assert found.status == "approved"
    with database.write() as connection:
        found = steps.approve(connection, sent(SECOND), case, MARCH, None, 1000, {})
    assert found.status == "scheduled"


@pytest.mark.parametrize("where", ["comment", "after", "reason"])
def test_no_person_number_is_kept_in_a_case(
    database: Database, handed_in: Callable[..., int], where: str
) -> None:
    number = "Fråga Anna, 19811218-9876."  # the tax agency's own example
    if where == "reason":
        assert refused(database, steps.send_back, sent(OFFICER), handed_in(), number) == "person_number"
    else:
        wrong = draft(**{where: number if where == "comment" else {"opening": number}})
        assert refused(database, steps.save, sent(CHIEF), wrong) == "person_number"


def test_an_account_keeps_so_many_drafts_and_no_more(database: Database) -> None:
    for _ in range(steps.DRAFTS_MOST):
        with database.write() as connection:
            steps.save(connection, sent(CHIEF), draft())
    assert refused(database, steps.save, sent(CHIEF), draft()) == "many_drafts"
