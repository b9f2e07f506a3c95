"""`utbudskarta records` and `utbudskarta audit`: one command each, exit codes that a timer can go by."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.records.audit import append
from dashboard.records.database import FILE, Database, sqlite_url
from dashboard.records.guards import lift_guard
from dashboard.records.migrations import STEPS_TABLE
from dashboard.records.schema import audit
from dashboard.serve.settings import PREFIX
from tests.dashboard.records.databases import NOW, migrated
from tests.toy import write_toy_region


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "published"


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The toy region's folder of data."""
    return write_toy_region(tmp_path / "toy")


@pytest.fixture
def two(out: Path) -> Database:
    """A database with two entries."""
    database = migrated(sqlite_url(out))
    for subject in ("U1", "U2"):
        with database.write() as connection:
            append(connection, "anna", "officer", "unit.change", subject, {}, NOW)
    return database


def test_steps_are_done_once_and_said(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("records", "migrate", "--data-dir", out) == 0
    assert capsys.readouterr().out.startswith("Steg 1 är gjort: tables.")
    assert run("records", "migrate", "--data-dir", out, "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("Nothing to do: the database has reached step")
    assert [path.name for path in out.iterdir()] == [FILE]


def test_a_newer_database_stops_every_command_in_words(
    two: Database, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with two.write() as connection:
        connection.execute(STEPS_TABLE.insert().values(number=99, name="later", at=NOW))
    for command in (["records", "migrate"], ["records", "backup", tmp_path / "b"], ["audit", "verify"]):
        assert run(*command, "--data-dir", out) == 1
        assert "Databasen har kommit till steg 99" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("command", [("audit", "verify"), ("audit", "export"), ("records", "backup", "b")])
def test_where_there_is_no_database_that_is_said_and_none_is_made(
    command: tuple[str, ...], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "--data-dir", out) == 1
    assert "Det finns ingen databas i" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.usefixtures("two")
def test_it_is_backed_up_and_restored(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "b.gz"
    assert run("records", "backup", file, "--data-dir", out) == 0
    assert "innehåller 2 rader, varav 2 i loggen" in capsys.readouterr().out
    assert run("records", "restore", file, "--data-dir", out) == 1
    assert "--replace" in capsys.readouterr().err
    assert run("records", "restore", file, "--data-dir", out, "--replace") == 0
    other = tmp_path / "other.sqlite"
    assert run("records", "restore", file, "--database-url", f"sqlite:///{other}", "--lang", "en") == 0
    assert "Restored 2 rows" in capsys.readouterr().out
    assert other.is_file()


def test_a_whole_audit_is_0_and_a_broken_one_1_with_the_first_entry(
    two: Database, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "verify", "--data-dir", out, "--lang", "en") == 0
    assert "The audit is whole: 2 entries, the last with hash " in capsys.readouterr().out
    with two.write() as connection:
        lift_guard(connection)
        connection.execute(audit.update().where(audit.c.number == 2).values(actor="bo"))
    assert run("audit", "verify", "--data-dir", out) == 1
    assert capsys.readouterr().err == "Loggen är bruten vid post 2: den är inte som den skrevs.\n"


@pytest.mark.usefixtures("two")
def test_it_is_exported_to_the_screen_or_a_file(
    out: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("audit", "export", "--data-dir", out) == 0
    printed = capsysbinary.readouterr().out
    assert [json.loads(line)["subject"] for line in printed.splitlines()] == ["U1", "U2"]
    assert run("audit", "export", "--data-dir", out, "--out", tmp_path / "a.jsonl") == 0
    assert (tmp_path / "a.jsonl").read_bytes() == printed


def test_a_version_vouches_for_the_audit_and_finds_what_is_cut_off(
    two: Database, region: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", region, "--out", out) == 0
    manifest = json.loads(next((out / "versions").glob("*/manifest.json")).read_text())
    assert manifest["audit"]["number"] == 2
    assert run("audit", "verify", "--data-dir", out, "--lang", "en") == 0
    assert "1 published versions vouch for it" in capsys.readouterr().out
    with two.write() as connection:
        lift_guard(connection)
        connection.execute(audit.delete().where(audit.c.number == 2))
    assert run("audit", "verify", "--data-dir", out) == 1
    assert "vid post 2: den saknas, men en publicerad version intygar den" in capsys.readouterr().err


def test_without_a_database_a_version_is_as_it_was(region: Path, out: Path) -> None:
    assert run("build", region, "--out", out) == 0
    assert "audit" not in json.loads(next((out / "versions").glob("*/manifest.json")).read_text())
    assert not (out / FILE).exists()


def test_serving_stops_in_words_where_the_database_is_newer(
    region: Path, two: Database, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", region, "--out", out) == 0
    with two.write() as connection:
        connection.execute(STEPS_TABLE.insert().values(number=99, name="later", at=NOW))
    capsys.readouterr()
    assert run("serve", "--out", out, "--lang", "en") == 1
    assert "The database has reached step 99" in capsys.readouterr().err


def test_a_build_that_may_not_read_the_database_says_so_and_goes_on(
    region: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out.mkdir()
    (out / FILE).write_bytes(b"no database" * 200)
    assert run("build", region, "--out", out, "--lang", "en") == 0
    assert "The version says nothing of the audit: The database does not answer" in capsys.readouterr().err
    assert "audit" not in json.loads(next((out / "versions").glob("*/manifest.json")).read_text())
