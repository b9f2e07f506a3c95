"""Nobody decides their own case by way of another account."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.login.accounts import account_of, set_person
from dashboard.records.database import Database
from dashboard.submissions import steps
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.persons import accounts_of_person
from tests.dashboard.submissions.conftest import CHIEF, MARCH, NOW, OFFICER, SECOND, sent


def name_persons(database: Database, **persons: str) -> None:
    """Say whose accounts are: `name_persons(database, _1="anna")` of the account whose id is 1."""
    with database.write() as connection:
        for id_, person in persons.items():
            account = account_of(connection, int(id_.removeprefix("_")))
            assert account is not None
            set_person(connection, account, person, NOW)


def test_accounts_are_one_persons_however_that_is_spelt_and_alone_where_nobody_is_said(
    database: Database,
) -> None:
    name_persons(database, _1="Anna.Berg@region.example ", _2="anna.berg@REGION.example")
    with database.read() as connection:
        assert accounts_of_person(connection, 1) == accounts_of_person(connection, 2) == {1, 2}
        assert accounts_of_person(connection, 3) == {3}, "two without a person are not the same one"
        assert accounts_of_person(connection, None) == frozenset()


def test_a_person_number_is_kept_as_its_hash_and_still_tells_the_same_person(database: Database) -> None:
    name_persons(database, _1="191212121212", _2="191212121212")
    with database.read() as connection:
        assert accounts_of_person(connection, 1) == {1, 2}
        account = account_of(connection, 1)
    assert account is not None
    assert account.person.startswith("sha256:")


def test_who_shares_a_person_with_the_author_decides_nothing(
    database: Database, handed_in: Callable[..., int]
) -> None:
    case = handed_in()
    name_persons(database, _1="anna", _2="anna")
    for step, more in (
        (steps.approve, (MARCH, 0, 1000, {})),
        (steps.send_back, ("Fel",)),
    ):
        with pytest.raises(SubmissionError) as caught, database.write() as connection:
            step(connection, sent(OFFICER), case, *more)  # type: ignore[operator]
        assert caught.value.reason == "own_case"
    with database.write() as connection:
        assert steps.approve(connection, sent(SECOND), case, MARCH, 0, 1000, {}).status == "scheduled"


def test_the_two_who_approve_are_two_persons(database: Database, handed_in: Callable[..., int]) -> None:
    case = handed_in()
    name_persons(database, _2="bo", _3="bo")
    with database.write() as connection:
        steps.approve(connection, sent(OFFICER), case, MARCH, None, 1000, {})
    with pytest.raises(SubmissionError) as caught, database.write() as connection:
        steps.approve(connection, sent(SECOND), case, MARCH, None, 1000, {})
    assert caught.value.reason == "approved_already"
    assert CHIEF.account not in (2, 3)
