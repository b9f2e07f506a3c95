"""Accounts have roles with limits; what is taken from them is gone at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dashboard.login import local_login
from dashboard.login.accounts import (
    Account,
    AccountError,
    account_of,
    add_account,
    all_accounts,
    change_password,
    disable,
    enable,
    find_account,
    give_role,
    keep_provided,
    renew_password,
    take_role,
)
from dashboard.login.errors import LoginRefusedError
from dashboard.login.local_login import FIRST_IS_GOOD_FOR, log_in
from dashboard.login.passwords import fits, hash_of_nobody
from dashboard.login.sessions import begin_session, find_session
from dashboard.records.database import Database
from dashboard.records.schema import accounts
from geodata.region.audience import Audience
from tests.dashboard.records.databases import NOW

OFFICER = Audience("officer", care_forms=("gp",))
MANAGER = Audience("management")
GOOD = "sju gula kajor äter"


def added(database: Database, name: str = "anna", role: Audience = OFFICER) -> str:
    with database.write() as connection:
        return add_account(connection, name, "Anna Berg", role, NOW)


def found(database: Database, name: str = "anna") -> Account:
    with database.read() as connection:
        account = find_account(connection, name)
    assert account is not None
    return account


def with_password(database: Database, name: str = "anna") -> Account:
    added(database, name)
    with database.write() as connection:
        change_password(connection, found_in(connection, name), GOOD, NOW)
    return found(database, name)


def found_in(connection: object, name: str) -> Account:
    account = find_account(connection, name)  # type: ignore[arg-type]
    assert account is not None
    return account


def reason(database: Database, name: str, password: str, now: object = NOW) -> str:
    with pytest.raises(LoginRefusedError) as refused:
        log_in(database, name, password, now)  # type: ignore[arg-type]
    return refused.value.reason


def test_an_account_has_the_role_and_the_limits_it_was_given_and_no_password_in_the_open(
    database: Database,
) -> None:
    password = added(database, "  Anna ")
    account = found(database, "ANNA")
    assert (account.name, account.display_name, account.roles) == ("anna", "Anna Berg", (OFFICER,))
    assert account.must_change
    with database.read() as connection:
        row = connection.execute(select(accounts)).one()
    assert password not in str(row)
    assert fits(row.password_hash, password)


@pytest.mark.parametrize("name", ["", "a", "anna berg", "siths:anna", "an\nna", "<b>", "x" * 81])
def test_a_name_that_could_be_another_kind_of_account_is_refused(database: Database, name: str) -> None:
    with pytest.raises(AccountError, match="name"):
        added(database, name)


def test_a_name_is_taken_once(database: Database) -> None:
    added(database)
    with pytest.raises(AccountError, match="taken"):
        added(database, "Anna")


def test_a_first_password_lets_in_once_and_within_a_week(database: Database) -> None:
    password = added(database)
    assert log_in(database, "anna", password, NOW).must_change
    assert reason(database, "anna", password) == "wrong"
    with database.write() as connection:
        again = renew_password(connection, found_in(connection, "anna"), NOW)
    assert again != password
    assert reason(database, "anna", again, NOW + FIRST_IS_GOOD_FOR + timedelta(seconds=1)) == "wrong"


def test_a_chosen_password_lets_in_any_number_of_times(database: Database) -> None:
    with_password(database)
    for _ in range(2):
        account = log_in(database, " ANNA ", GOOD, NOW)
    assert not account.must_change
    assert found(database).seen_at == NOW
    assert reason(database, "anna", GOOD.upper()) == "wrong"


def test_who_is_not_there_is_answered_by_the_same_steps_as_who_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password(database)
    compared: list[str] = []
    monkeypatch.setattr(local_login, "fits", lambda kept, _: compared.append(kept) or False)
    assert reason(database, "anna", "x") == reason(database, "nobody", "x") == "wrong"
    assert len(compared) == 2
    assert compared[1] == hash_of_nobody()
    known = [reason(database, "anna", "x") for _ in range(6)]
    unknown = [reason(database, "nobody", "x") for _ in range(6)]
    assert known == unknown == ["wrong"] * 4 + ["wait"] * 2


def test_a_right_password_during_the_wait_is_not_looked_at_and_lets_in_after_it(database: Database) -> None:
    with_password(database)
    for _ in range(5):
        reason(database, "anna", "fel")
    assert reason(database, "anna", GOOD) == "wait"
    assert log_in(database, "anna", GOOD, NOW + timedelta(seconds=30)).name == "anna"
    assert reason(database, "anna", "fel", NOW + timedelta(seconds=31)) == "wrong"


def test_who_is_disabled_is_told_so_only_with_the_right_password_and_is_logged_out(
    database: Database,
) -> None:
    account = with_password(database)
    with database.write() as connection:
        number = begin_session(connection, account.id, "officer", NOW)
        disable(connection, account, NOW)
        assert find_session(connection, number, NOW) is None
    assert reason(database, "anna", GOOD) == "disabled"
    assert reason(database, "anna", "fel") == "wrong"
    with database.write() as connection:
        enable(connection, account, NOW)
    assert log_in(database, "anna", GOOD, NOW).name == "anna"


def test_roles_are_given_changed_and_taken_and_sessions_end_with_each(database: Database) -> None:
    account = with_password(database)
    for act, roles in (
        (lambda c: give_role(c, account, MANAGER, NOW), (OFFICER, MANAGER)),
        (
            lambda c: give_role(c, found_in(c, "anna"), replace(OFFICER, care_forms=()), NOW),
            (Audience("officer"), MANAGER),
        ),
        (lambda c: take_role(c, found_in(c, "anna"), "officer", NOW), (MANAGER,)),
    ):
        with database.write() as connection:
            number = begin_session(connection, account.id, "officer", NOW)
            act(connection)
            assert find_session(connection, number, NOW) is None
        assert found(database).roles == roles
    assert found(database).in_role("officer") == MANAGER, "a role that is gone is not fallen back to"


@pytest.mark.parametrize(("role", "fault"), [("analyst", "not_held"), ("officer", "last")])
def test_a_role_that_is_not_held_or_is_the_last_is_not_taken(
    database: Database, role: str, fault: str
) -> None:
    added(database)
    with database.write() as connection, pytest.raises(AccountError, match=fault):
        take_role(connection, found_in(connection, "anna"), role, NOW)


def provided(database: Database, subject: str, name: str, *roles: Audience) -> Account:
    with database.write() as connection:
        return keep_provided(connection, "https://idp", subject, name, "Bo", roles or (OFFICER,), NOW)


def test_a_provider_gives_the_roles_of_today_and_nobody_else_takes_over_a_name(database: Database) -> None:
    first = provided(database, "1", "siths:bo", OFFICER, MANAGER)
    assert (first.name, first.roles, first.is_local) == ("siths:bo", (OFFICER, MANAGER), False)
    assert provided(database, "1", "siths:bo", MANAGER).roles == (MANAGER,)
    another = provided(database, "2", "siths:bo", MANAGER)
    assert another.id != first.id
    assert another.name.startswith("siths:bo#")
    assert reason(database, "siths:bo", "") == "wrong", "it has no password, and none lets it in"


def test_a_person_number_is_kept_nowhere(database: Database) -> None:
    account = provided(database, "19121212-1212", "freja:191212121212")
    with database.read() as connection:
        row = str(connection.execute(select(accounts)).one())
    assert "1212" not in account.name.replace("freja:", "")[:4] + row.partition("sha256:")[0]
    assert "121212-1212" not in row
    assert "191212121212" not in row
    assert provided(database, "19121212-1212", "freja:191212121212").id == account.id


def test_who_is_disabled_here_is_not_let_in_by_a_provider(database: Database) -> None:
    account = provided(database, "1", "siths:bo")
    with database.write() as connection:
        disable(connection, account, NOW)
    with pytest.raises(LoginRefusedError, match="disabled"):
        provided(database, "1", "siths:bo")


def test_accounts_are_listed_by_name(database: Database) -> None:
    added(database, "bo")
    added(database, "anna")
    with database.read() as connection:
        assert [one.name for one in all_accounts(connection)] == ["anna", "bo"]
        assert account_of(connection, 999) is None
