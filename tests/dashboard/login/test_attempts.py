"""Guessing slows down, for names of accounts and of none alike, and never beyond bounds."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from dashboard.login import attempts
from dashboard.login.attempts import (
    FORGOTTEN,
    FREE,
    FREE_OF_ADDRESS,
    LONGEST_S,
    begin_attempt,
    delay,
    forget_attempts,
    take_back_attempt,
)
from dashboard.records.database import Database
from dashboard.records.schema import login_addresses, login_attempts, login_salts
from tests.dashboard.records.databases import NOW


def tried(database: Database, name: str, now: datetime) -> int:
    with database.write() as connection:
        return begin_attempt(connection, name, now)


def test_five_tries_are_free_and_then_each_waits_twice_as_long_up_to_a_quarter() -> None:
    waits = [delay(failures).total_seconds() for failures in range(1, 13)]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert delay(10**9).total_seconds() == LONGEST_S


def test_after_the_free_tries_nothing_is_looked_at_until_the_time_is_over(database: Database) -> None:
    assert [tried(database, "anna", NOW) for _ in range(FREE)] == [0] * FREE
    assert tried(database, "anna", NOW) == 30
    assert tried(database, " ANNA ", NOW + timedelta(seconds=20)) == 10
    assert tried(database, "bo", NOW) == 0
    assert tried(database, "anna", NOW + timedelta(seconds=30)) == 0
    assert tried(database, "anna", NOW + timedelta(seconds=31)) == 59


def test_waiting_is_kept_in_the_database_and_not_prolonged_by_trying_meanwhile(database: Database) -> None:
    for _ in range(FREE):
        tried(database, "anna", NOW)
    again = Database.at(str(database.engine.url))
    assert [tried(again, "anna", NOW + timedelta(seconds=s)) for s in (1, 2, 29)] == [29, 28, 1]


def test_a_day_without_tries_or_a_right_password_begins_anew(database: Database) -> None:
    for _ in range(FREE):
        tried(database, "anna", NOW)
    later = NOW + FORGOTTEN + timedelta(seconds=1)
    assert [tried(database, "anna", later) for _ in range(FREE)] == [0] * FREE
    assert tried(database, "anna", later) > 0
    with database.write() as connection:
        forget_attempts(connection, "Anna")
    assert tried(database, "anna", later) == 0


def test_no_more_names_are_kept_than_bounded_and_none_as_typed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "KEPT_MOST", 3)
    for at in range(6):
        tried(database, f"hemligt lösenord {at}", NOW + timedelta(seconds=at))
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(login_attempts)).scalar_one() == 3
        rows = [row._mapping for row in connection.execute(select(login_attempts))]
    assert "hemligt" not in str(rows)
    assert {(row["at"] - NOW).total_seconds() for row in rows} == {3, 4, 5}


def tried_from(database: Database, address: str, name: str, now: datetime) -> int:
    with database.write() as connection:
        return begin_attempt(connection, name, now, address)


def test_an_address_that_guesses_names_waits_longer_and_longer_and_others_do_not(database: Database) -> None:
    free = [tried_from(database, "192.0.2.7", f"name{at}", NOW) for at in range(FREE_OF_ADDRESS)]
    assert free == [0] * FREE_OF_ADDRESS
    assert tried_from(database, "192.0.2.7", "anna", NOW) == 30
    assert tried_from(database, "192.0.2.8", "anna", NOW) == 0
    later = NOW + timedelta(seconds=30)
    assert tried_from(database, "192.0.2.7", "bo", later) == 0
    assert tried_from(database, "192.0.2.7", "bo", later) == 60


def test_a_right_password_takes_back_its_own_failure_of_the_address_and_no_more(database: Database) -> None:
    for at in range(FREE_OF_ADDRESS - 1):
        tried_from(database, "192.0.2.7", f"name{at}", NOW)
    for _ in range(3):
        assert tried_from(database, "192.0.2.7", "carin", NOW) == 0
        with database.write() as connection:
            forget_attempts(connection, "carin")
            take_back_attempt(connection, "192.0.2.7", NOW)
    assert tried_from(database, "192.0.2.7", "bo", NOW) == 0
    assert tried_from(database, "192.0.2.7", "bo", NOW) == 30


def test_no_address_is_kept_as_it_is_nor_longer_than_its_day(database: Database) -> None:
    tried_from(database, "192.0.2.7", "anna", NOW)

    def kept() -> tuple[list[str], list[str]]:
        with database.read() as connection:
            hashes = connection.execute(select(login_addresses.c.address_hash)).scalars()
            return list(hashes), list(connection.execute(select(login_salts.c.day)).scalars())

    (before,), days = kept()
    assert days == ["2026-11-30"]
    assert before != hashlib.sha256(b"192.0.2.7").hexdigest()
    tried_from(database, "192.0.2.7", "anna", NOW + timedelta(days=1))
    (after,), days = kept()
    assert (after != before, days) == (True, ["2026-12-01"])
