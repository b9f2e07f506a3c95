"""Eight who hand in and approve at once, in either database: nothing lost, nothing twice, no deadlock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.records import audit
from dashboard.records.database import Database
from dashboard.records.schema import accounts
from dashboard.submissions import files, steps
from dashboard.submissions.case import Actor, Case
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.store import cases_of
from tests.dashboard.records.conftest import records_server
from tests.dashboard.records.databases import KINDS, migrated, new_url
from tests.dashboard.submissions.conftest import MARCH, NOW, draft, sent
from tests.geodata.register.servers import PostgreSQL

__all__ = ["records_server"]
EIGHT = range(1, 9)


@pytest.fixture(params=KINDS)
def eight(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind with eight officers, each of whom may write and decide."""
    server: PostgreSQL | None = (
        None if request.param == "sqlite" else request.getfixturevalue("records_server")
    )
    with new_url(request.param, tmp_path, server) as url:
        database = migrated(url)
        moments = {"created_at": NOW, "changed_at": NOW}
        with database.write() as connection:
            for id_ in EIGHT:
                row = {"id": id_, "name": f"officer{id_}", "role": "officer", "scope": {}}
                connection.execute(accounts.insert().values(row | moments))
        yield database
        database.engine.dispose()


def officer(number: int) -> Actor:
    return Actor(number, f"officer{number}", "officer")


def at_once(act: Callable[[int], object]) -> list[object]:
    with ThreadPoolExecutor(len(EIGHT)) as pool:
        return list(pool.map(act, EIGHT, timeout=120))


def cases(database: Database) -> list[Case]:
    with database.read() as connection:
        assert audit.first_broken(connection, {}) is None
        return cases_of(connection, "toy")


def test_eight_hand_in_and_approve_each_others_and_each_case_has_its_number_and_its_steps_once(
    eight: Database,
) -> None:
    def hand_in(number: int) -> int:
        actor = officer(number)
        for _ in range(2):  # pressed twice
            with eight.write() as connection:
                case = steps.save(connection, sent(actor, token=f"s{number}"), draft(unit=f"v{number}"))
                pdf = b"%PDF-" + bytes([number])
                files.attach(connection, sent(actor, token=f"f{number}"), case.id, "a.pdf", pdf)
                case = steps.submit(connection, sent(actor, token=f"i{number}"), case.id, {})
        return case.id

    ids = at_once(hand_in)
    found = cases(eight)
    assert sorted(each.id for each in found) == sorted(ids)  # type: ignore[type-var]
    assert {each.label for each in found} == {f"2026-{number}" for number in EIGHT}
    assert [[step.action for step in each.happenings] for each in found] == [["save", "attach", "submit"]] * 8

    def approve_next(number: int) -> str:
        other = next(each for each in found if each.author == number % 8 + 1)
        with eight.write() as connection:
            return steps.approve(connection, sent(officer(number)), other.id, MARCH, 0, 1000, {}).status

    assert at_once(approve_next) == ["scheduled"] * 8
    assert [each.happenings[-1].action for each in cases(eight)] == ["approve"] * 8


def test_of_eight_who_approve_one_case_two_do_and_the_others_are_told(eight: Database) -> None:
    with eight.write() as connection:
        author = Actor(1, "officer1", "officer")
        case = steps.save(connection, sent(author), draft())
        steps.submit(connection, sent(author), case.id, {})

    def approve(number: int) -> str:
        try:
            with eight.write() as connection:
                return steps.approve(connection, sent(officer(number)), case.id, MARCH, None, 1000, {}).status
        except SubmissionError as error:
            return error.reason

    outcomes = at_once(approve)
    assert outcomes[0] == "own_case", "its author is among them"
    assert sorted(outcomes[1:]) == ["approved", "scheduled", *["wrong_state"] * 5]  # type: ignore[type-var]
    (only,) = cases(eight)
    assert [each.action for each in only.happenings] == ["save", "submit", "approve", "approve"]
    assert {only.approver, only.second_approver} <= set(EIGHT) - {1}
    assert only.approver != only.second_approver
