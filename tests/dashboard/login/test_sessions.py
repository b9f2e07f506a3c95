"""Sessions are kept by hash, end by themselves, and change their number when what they open changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from dashboard.login.accounts import add_account, find_account, keep_provided
from dashboard.login.sessions import (
    IDLE,
    LONGEST,
    TO_CHANGE,
    begin_session,
    change_role,
    end_all,
    end_provided,
    end_session,
    find_session,
    id_token_of,
    keep_seen,
)
from dashboard.records.database import Database
from dashboard.records.schema import sessions
from geodata.region.audience import Audience
from tests.dashboard.records.databases import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def account(database: Database) -> int:
    with database.write() as connection:
        add_account(connection, "anna", "", Audience("officer"), NOW)
        found = find_account(connection, "anna")
    assert found is not None
    return found.id


def test_a_number_has_256_bits_and_is_not_in_the_database(database: Database, account: int) -> None:
    with database.write() as connection:
        numbers = {begin_session(connection, account, "officer", NOW) for _ in range(50)}
        rows = str(connection.execute(select(sessions)).all())
    assert len(numbers) == 50
    assert all(len(number) == 43 and number not in rows for number in numbers)


def test_a_session_ends_when_idle_and_at_the_end_of_the_day_however_busy(
    database: Database, account: int
) -> None:
    with database.write() as connection:
        number = begin_session(connection, account, "officer", NOW)
        assert find_session(connection, number, NOW + IDLE) is not None
        assert find_session(connection, number, NOW + IDLE + SECOND) is None
        at = NOW
        while at + IDLE < NOW + LONGEST:
            at += IDLE
            assert find_session(connection, number, at) is not None
            keep_seen(connection, number, at)
        assert find_session(connection, number, NOW + LONGEST - SECOND) is not None
        assert find_session(connection, number, NOW + LONGEST) is None


def test_a_session_for_choosing_a_password_is_short_and_says_so(database: Database, account: int) -> None:
    with database.write() as connection:
        number = begin_session(connection, account, "officer", NOW, to_change=True)
        found = find_session(connection, number, NOW)
        assert found is not None
        assert found.to_change
        assert find_session(connection, number, NOW + TO_CHANGE) is None


def test_another_role_is_another_number_and_the_old_one_opens_nothing(
    database: Database, account: int
) -> None:
    with database.write() as connection:
        old = begin_session(connection, account, "officer", NOW)
        new = change_role(connection, old, "analyst")
        assert new != old
        assert find_session(connection, old, NOW) is None
        found = find_session(connection, new, NOW)
    assert found is not None
    assert found.role == "analyst"


def test_one_ends_or_all_do_and_old_ones_are_swept(database: Database, account: int) -> None:
    with database.write() as connection:
        first, second, third = (begin_session(connection, account, "officer", NOW) for _ in range(3))
        end_session(connection, first)
        assert find_session(connection, first, NOW) is None
        assert find_session(connection, second, NOW) is not None
        assert end_all(connection, account) == 2
        assert find_session(connection, third, NOW) is None
        begin_session(connection, account, "officer", NOW)
        begin_session(connection, account, "officer", NOW + LONGEST)
        assert len(connection.execute(select(sessions)).all()) == 1


def test_a_provider_ends_its_own_sessions_and_no_others(database: Database) -> None:
    with database.write() as connection:
        ids = [
            keep_provided(
                connection, issuer, subject, f"x:{subject}{issuer}", "", [Audience("officer")], NOW
            ).id
            for issuer, subject in (("https://a", "1"), ("https://a", "2"), ("https://b", "1"))
        ]
        first = begin_session(connection, ids[0], "officer", NOW, provider="a", provider_session="s1")
        second = begin_session(connection, ids[0], "officer", NOW, provider="a", provider_session="s2")
        others = [begin_session(connection, id_, "officer", NOW) for id_ in ids[1:]]
        assert end_provided(connection, "https://a", "1", "s1") == 1
        assert find_session(connection, first, NOW) is None
        assert find_session(connection, second, NOW) is not None
        assert end_provided(connection, "https://a", "1", "") == 1
        assert all(find_session(connection, number, NOW) is not None for number in others)
        assert end_provided(connection, "https://c", "1", "") == 0


def test_what_a_provider_vouched_with_is_opened_by_the_number_alone(database: Database, account: int) -> None:
    with database.write() as connection:
        number = begin_session(connection, account, "officer", NOW, provider="a", id_token="head.who.signed")
        assert id_token_of(connection, number) == "head.who.signed"
        assert "head.who.signed" not in str(connection.execute(select(sessions)).all())
        new = change_role(connection, number, "analyst")
        assert [id_token_of(connection, each) for each in (new, number)] == ["head.who.signed", ""]
        too_long = begin_session(connection, account, "officer", NOW, id_token="x" * 10_000)
        assert id_token_of(connection, too_long) == ""
