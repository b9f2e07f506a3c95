"""What is backed up comes back whole, into either database, or not at all."""

from __future__ import annotations

import gzip
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dashboard.records.audit import append, first_broken, head
from dashboard.records.backup import backup, kept_tables
from dashboard.records.database import Database, sqlite_url
from dashboard.records.errors import RecordsError
from dashboard.records.migrations import STEPS
from dashboard.records.restore import restore
from dashboard.records.schema import accounts, audit, documents, metadata, sessions
from tests.dashboard.records.databases import KINDS, NOW, migrated, new_url
from tests.geodata.register.servers import PostgreSQL

TIMES = {"created_at": NOW, "changed_at": NOW}
ANNA = {"name": "anna", "role": "officer", "scope": {"units": ["U1"]}, "must_change": True, **TIMES}


def filled(database: Database) -> Database:
    """One account, its session, one document of its own, and two entries."""
    with database.write() as connection:
        anna = connection.execute(insert(accounts).values(ANNA)).inserted_primary_key[0]  # type: ignore[index]
        own = {"kind": "presentation", "key": "mars", "name": "Mars å 📊", "number": 1, "content": "{}"}
        connection.execute(insert(documents).values(owner=anna, **own, **TIMES))
        session = {"id_hash": "0" * 64, "account": anna, "details": {}}
        connection.execute(insert(sessions).values(**session, created_at=NOW, seen_at=NOW, expires_at=NOW))
        append(connection, "anna", "officer", "login", "", {}, NOW)
        append(connection, "anna", "officer", "document.save", "mars", {"å": [1, 2.5, None]}, NOW)
    return database


def rows(database: Database) -> dict[str, list[object]]:
    """All that is kept, but what a restore adds."""
    with database.read() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table)).all()]
            for table in kept_tables()
        }
    found["audit"] = found["audit"][:2]  # type: ignore[assignment]
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("to", KINDS)
def test_it_comes_back_the_same_in_either_database(
    database: Database, to: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = backup(filled(database), tmp_path / "b.gz", NOW)
    assert (made.rows, made.head.number, made.broken) == (4, 2, 0)
    server: PostgreSQL | None = None if to == "sqlite" else request.getfixturevalue("records_server")
    with new_url(to, tmp_path / "other", server) as url:
        other = Database.at(url)
        assert restore(other, tmp_path / "b.gz", NOW) == made
        assert rows(other) == rows(database)
        with other.write() as connection:
            assert connection.execute(select(sessions)).all() == [], "whoever was logged in logs in again"
            assert first_broken(connection, {}) is None
            assert head(connection).number == 3, "and that it was restored is an entry"
            bo = connection.execute(insert(accounts).values({**ANNA, "name": "bo"}))
            assert bo.inserted_primary_key[0] == 2, "numbers go on"  # type: ignore[index]
        other.engine.dispose()


def test_two_backups_of_the_same_are_the_same_file(database: Database, tmp_path: Path) -> None:
    filled(database)
    for name in ("a.gz", "b.gz"):
        backup(database, tmp_path / name, NOW)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert stat.S_IMODE((tmp_path / "a.gz").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("*.gz")) == ["a.gz", "b.gz"]
    assert not list(tmp_path.glob("*.tmp"))


def test_what_holds_something_is_replaced_only_when_that_is_said(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    backup(filled(database), file, NOW)
    with database.write() as connection:
        connection.execute(insert(accounts).values({**ANNA, "name": "bo"}))
        replaced = append(connection, "bo", "officer", "login", "", {}, NOW)
    with pytest.raises(RecordsError, match="holds something") as caught:
        restore(database, file, NOW)
    assert "--replace" in caught.value.sentence("sv")
    with database.read() as connection:
        assert len(connection.execute(select(accounts)).all()) == 2, "nothing is gone"
    restore(database, file, NOW, replace=True)
    with database.read() as connection:
        assert [row.name for row in connection.execute(select(accounts))] == ["anna"]
        entry = connection.execute(select(audit).order_by(audit.c.number.desc())).first()
        assert entry is not None
        assert (entry.action, entry.details["replaced"]) == ("database.restore", vars(replaced))
    with pytest.raises(Exception, match="append-only"), database.write() as connection:
        connection.execute(audit.delete())


def lines_of(file: Path) -> list[object]:
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


def written(file: Path, lines: list[object]) -> None:
    file.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))


def spoiled(name: str, file: Path) -> None:
    lines, raw = lines_of(file), file.read_bytes()
    match name:
        case "cut off":
            file.write_bytes(raw[: len(raw) // 2])
        case "its last line gone":
            written(file, lines[:-1])
        case "a row gone":
            written(file, [line for line in lines if not (isinstance(line, list) and line[0] == "documents")])
        case "a row twice":
            written(file, [*lines[:-1], lines[-2], lines[-1]])
        case "an entry changed":
            next(line for line in lines[1:] if line[0] == "audit")[1]["actor"] = "bo"  # type: ignore[index]
            written(file, lines)
        case "a table that is none":
            written(file, [lines[0], ["secrets", {"id": 1}], *lines[1:]])
        case "a column that is none":
            lines[1][1]["secret"] = 1  # type: ignore[index]
            written(file, lines)
        case "rows after the last line":
            written(file, [*lines, lines[1]])
        case "no JSON":
            file.write_bytes(gzip.compress(json.dumps(lines[0]).encode() + b"\n{"))


SPOILED = (
    *("cut off", "its last line gone", "a row gone", "a row twice", "an entry changed"),
    *("a table that is none", "a column that is none", "rows after the last line", "no JSON"),
)


@pytest.mark.parametrize("name", SPOILED)
def test_a_damaged_backup_leaves_the_database_as_it_was(name: str, tmp_path: Path) -> None:
    database, file = filled(migrated(sqlite_url(tmp_path))), tmp_path / "b.gz"
    backup(database, file, NOW)
    before = rows(database)
    spoiled(name, file)
    with pytest.raises(RecordsError, match="damaged") as caught:
        restore(database, file, NOW, replace=True)
    assert str(file) in caught.value.sentence("sv")
    assert rows(database) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", gzip.compress(b""), gzip.compress(b'{"format": "x"}\n')],
    ids=["nothing", "text", "nothing packed", "another format"],  # what is packed holds the time of day
)
def test_another_file_is_no_backup(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.gz").write_bytes(content)
    with pytest.raises(RecordsError, match="no backup"):
        restore(Database.at(sqlite_url(tmp_path)), tmp_path / "b.gz", NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["b.gz"], "and no database is made"


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    backup(migrated(sqlite_url(tmp_path / "a")), file, NOW)
    lines = lines_of(file)
    written(file, [{**lines[0], "step": len(STEPS) + 1}, *lines[1:]])  # type: ignore[dict-item]
    with pytest.raises(RecordsError, match="newer program"):
        restore(Database.at(sqlite_url(tmp_path / "b")), file, NOW)


def test_a_broken_audit_is_backed_up_and_restored_as_it_is(tmp_path: Path) -> None:
    from dashboard.records.guards import guard_audit, lift_guard

    database = filled(migrated(sqlite_url(tmp_path)))
    with database.write() as connection:
        lift_guard(connection)
        connection.execute(audit.update().where(audit.c.number == 2).values(actor="bo"))
        guard_audit(connection)
    assert backup(database, tmp_path / "b.gz", NOW).broken == 2
    other = Database.at(sqlite_url(tmp_path / "other"))
    assert restore(other, tmp_path / "b.gz", NOW).broken == 2, "said, not mended"


def test_a_backup_that_fails_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, file = filled(migrated(sqlite_url(tmp_path))), tmp_path / "b.gz"
    backup(database, file, NOW)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        backup(database, file, NOW)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))


WRITER = """
import sys
from datetime import UTC, datetime
from sqlalchemy import insert
from dashboard.records.audit import append
from dashboard.records.database import Database
from dashboard.records.schema import accounts

NOW = datetime(2026, 11, 30, tzinfo=UTC)
database = Database.at(sys.argv[1])
for number in range(100_000):
    with database.write() as connection:
        values = {"name": f"a{number}", "role": "officer", "scope": {}, "created_at": NOW, "changed_at": NOW}
        connection.execute(insert(accounts).values(values))
        append(connection, f"a{number}", "officer", "account.add", f"a{number}", {}, NOW)
    print(number, flush=True)
"""


@pytest.mark.parametrize("answered", [1, 7, 20])
def test_kill_9_while_writing_leaves_all_that_was_answered_and_nothing_half(url: str, answered: int) -> None:
    database = migrated(url)
    process = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(answered):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().count("\n")
    process.wait()
    process.stdout.close()
    with database.write() as connection:
        names = [row.name for row in connection.execute(select(accounts.c.name).order_by(accounts.c.id))]
        assert first_broken(connection, {}) is None
        assert head(connection).number == len(names), "an account and its entry, or neither"
        assert append(connection, "", "administrator", "x", "", {}, NOW) == head(connection)
    assert answered + rest <= len(names) <= answered + rest + 1
    assert names == [f"a{number}" for number in range(len(names))]
    database.engine.dispose()


RESTORER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from dashboard.records import restore as module
from dashboard.records.database import Database

module.guard_audit = lambda connection: os.kill(os.getpid(), signal.SIGKILL)  # every row is in, none is kept
module.restore(Database.at(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 11, 30, tzinfo=UTC), replace=True)
"""


def test_kill_9_while_restoring_leaves_what_was_there(database: Database, url: str, tmp_path: Path) -> None:
    backup(filled(database), tmp_path / "b.gz", NOW)
    with database.write() as connection:
        connection.execute(insert(accounts).values({**ANNA, "name": "bo"}))
    before = rows(database)
    done = subprocess.run([sys.executable, "-c", RESTORER, url, str(tmp_path / "b.gz")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert rows(database) == before
    with pytest.raises(Exception, match="append-only"), database.write() as connection:
        connection.execute(audit.delete())


def test_every_table_is_kept_but_sessions_and_logging_in() -> None:
    assert {table.name for table in kept_tables()} == set(metadata.tables) - {
        *("sessions", "login_attempts", "login_addresses", "login_salts", "login_states")
    }
