"""`utbudskarta user`: accounts from the command line, each act with a sentence and in the audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.cli import main
from dashboard.records.audit import entries
from dashboard.records.database import Database, sqlite_url
from dashboard.records.schema import accounts


def user(folder: Path, *arguments: str) -> int:
    return main(["user", *arguments, "--data-dir", str(folder), "--lang", "en"])


def test_a_first_password_is_printed_once_and_kept_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert user(tmp_path, "add", "anna", "--role", "officer", "--care-forms", "gp", "rehab") == 0
    out = capsys.readouterr().out
    assert "anna is added as Case officer (gp, rehab)." in out
    password = out.partition("seven days: ")[2].split()[0]
    assert password.count("-") == 4
    assert user(tmp_path, "list") == 0
    out = capsys.readouterr().out
    assert password not in out
    assert (
        "anna · Case officer (gp, rehab) · with a password · never logged in · has not chosen a password"
        in out
    )
    for file in tmp_path.iterdir():
        assert password.encode() not in file.read_bytes()
    assert user(tmp_path, "password", "anna") == 0
    assert password not in capsys.readouterr().out


def test_roles_are_given_and_taken_and_accounts_closed_and_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "anna", "--role", "officer")
    for arguments, sentence in (
        (("role", "anna", "--role", "analyst"), "Case officer, Analyst"),
        (("role", "anna", "--take", "officer"), "anna now has: Analyst."),
        (("disable", "Anna"), "closed and logged out"),
        (("list",), "closed"),
        (("enable", "anna"), "can log in again"),
    ):
        assert user(tmp_path, *arguments) == 0
        assert sentence in capsys.readouterr().out
    database = Database.at(sqlite_url(tmp_path))
    with database.read() as connection:
        found = [(entry.actor, entry.action, entry.subject) for entry in entries(connection)]
        assert connection.execute(select(accounts.c.role)).scalar_one() == "analyst"
    actions = ["account-add", "account-role", "account-role", "account-disable", "account-enable"]
    assert found == [("command", action, "anna") for action in actions]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "a b", "--role", "officer"), "cannot be the name"),
        (("add", "anna", "--role", "officer"), "already an account called anna"),
        (("role", "bo", "--role", "officer"), "no account called bo"),
        (("role", "anna", "--take", "analyst"), "does not have the role Analyst"),
        (("role", "anna", "--take", "officer"), "the only role"),
        (("disable", "bo"), "no account called bo"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    user(tmp_path, "add", "anna", "--role", "officer")
    capsys.readouterr()
    assert user(tmp_path, *arguments) == 1
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
    with Database.at(sqlite_url(tmp_path)).read() as connection:
        assert len(list(entries(connection))) == 1


def test_nobody_is_said_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert user(tmp_path, "list") == 0
    assert "There are no accounts." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("add", "anna"), ("add", "anna", "--role", "boss"), ("role", "anna"), ()]
)
def test_what_is_not_understood_exits_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["user", *arguments])
    assert raised.value.code == 2


def test_whose_an_account_is_can_be_stated_at_once_or_later_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "anna", "--role", "officer", "--person", "Anna.Berg@region.example")
    user(tmp_path, "add", "berg", "--role", "unit_manager")
    capsys.readouterr()
    for person, sentence in (
        ("anna.berg@REGION.example", "berg is the same person's as anna."),
        ("bo", "No other account is the same person's."),
        ("", "compared as an account"),
    ):
        assert user(tmp_path, "person", "berg", person) == 0
        assert sentence in capsys.readouterr().out
    with Database.at(sqlite_url(tmp_path)).read() as connection:
        people = dict(connection.execute(select(accounts.c.name, accounts.c.person)).tuples().all())
        actions = [entry.action for entry in entries(connection)]
    assert people == {"anna": "anna.berg@region.example", "berg": ""}
    assert actions == ["account-add", "account-add", *["account-person"] * 3]
