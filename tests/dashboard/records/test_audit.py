"""Who did what stands as it was written: nobody changes it, and what is changed is found."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from dashboard.records.audit import (
    DETAILS_MOST,
    FIRST,
    AuditHead,
    BrokenEntry,
    append,
    entries,
    first_broken,
    head,
)
from dashboard.records.audit_files import head_to_publish, published_heads, write_audit
from dashboard.records.database import Database, sqlite_url
from dashboard.records.errors import RecordsError
from dashboard.records.guards import lift_guard
from dashboard.records.schema import audit
from tests.dashboard.records.databases import NOW, migrated


def write(connection: Connection, subject: str = "U1", **details: object) -> AuditHead:
    return append(connection, "anna", "officer", "unit.change", subject, details, NOW)


@pytest.fixture
def three(database: Database) -> Database:
    return with_three(database)


def with_three(database: Database) -> Database:
    """Three entries, of U1, U2 and U3."""
    for number in (1, 2, 3):
        with database.write() as connection:
            write(connection, f"U{number}")
    return database


def broken(database: Database, published: dict[int, str] | None = None) -> BrokenEntry | None:
    with database.read() as connection:
        return first_broken(connection, published or {})


def last(database: Database) -> AuditHead:
    with database.read() as connection:
        return head(connection)


def forged(database: Database, statement: object) -> None:
    """What the database's own administrator could do, who can take away the triggers."""
    with database.write() as connection:
        lift_guard(connection)
        connection.execute(statement)  # type: ignore[call-overload]


def test_the_hash_of_the_first_entry_is_what_the_documentation_says(database: Database) -> None:
    with database.write() as connection:
        found = write(connection, note="å")
    own = (
        '{"action":"unit.change","actor":"anna","at":"2026-11-30T08:15:00.000000+00:00",'
        '"details":{"note":"å"},"number":1,"role":"officer","subject":"U1"}'
    )
    assert found == AuditHead(1, hashlib.sha256(f"{'0' * 64}\n{own}".encode()).hexdigest())


def test_each_entry_holds_the_hash_of_the_one_before(three: Database) -> None:
    with three.read() as connection:
        found = list(entries(connection))
        assert head(connection) == AuditHead(3, found[2].hash)
    assert [entry.previous for entry in found] == [FIRST, found[0].hash, found[1].hash]
    assert broken(three) is None


@pytest.mark.parametrize("statement", [update(audit).values(actor="bo"), delete(audit)])
def test_the_database_itself_refuses_to_change_or_remove(three: Database, statement: object) -> None:
    with pytest.raises(DBAPIError, match="append-only"), three.write() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    assert last(three).number == 3


def test_postgresql_refuses_to_empty_the_table_too(three: Database) -> None:
    if three.is_sqlite:
        pytest.skip("SQLite empties by deleting")
    with pytest.raises(DBAPIError, match="append-only"), three.write() as connection:
        connection.execute(text("TRUNCATE audit"))


FORGERIES = {
    "who did it": (update(audit).where(audit.c.number == 2).values(actor="bo"), BrokenEntry(2, "changed")),
    "when": (
        update(audit).where(audit.c.number == 2).values(at=NOW - timedelta(days=1)),
        BrokenEntry(2, "changed"),
    ),
    "what": (update(audit).where(audit.c.number == 1).values(details={"x": 1}), BrokenEntry(1, "changed")),
    "its own hash": (
        update(audit).where(audit.c.number == 2).values(hash="f" * 64),
        BrokenEntry(2, "changed"),
    ),
    "one taken out": (delete(audit).where(audit.c.number == 2), BrokenEntry(2, "missing")),
    "the first taken out": (delete(audit).where(audit.c.number == 1), BrokenEntry(1, "missing")),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_the_first_entry_that_was_tampered_with_is_found(name: str, tmp_path: Path) -> None:
    three = with_three(migrated(sqlite_url(tmp_path)))
    statement, expected = FORGERIES[name]
    forged(three, statement)
    assert broken(three) == expected


def test_an_entry_with_a_hash_of_its_own_does_not_follow(three: Database) -> None:
    with three.write() as connection:
        alone = list(entries(connection))[1]
        lift_guard(connection)
        changed = alone.__class__(**{**vars(alone), "previous": "e" * 64})
        values = {"previous": changed.previous, "hash": changed.expected_hash()}
        connection.execute(update(audit).where(audit.c.number == 2).values(values))
    assert broken(three) == BrokenEntry(2, "previous")


def test_what_is_cut_off_the_end_is_found_by_what_was_published(three: Database) -> None:
    vouched = {3: last(three).hash}
    assert broken(three, vouched) is None
    forged(three, delete(audit).where(audit.c.number == 3))
    assert broken(three) is None, "the chain that is left holds"
    assert broken(three, vouched) == BrokenEntry(3, "cut")
    with three.write() as connection:
        write(connection, "another U3")
    assert broken(three, vouched) == BrokenEntry(3, "published")


def test_an_entry_is_kept_with_the_write_it_is_about_or_neither(database: Database) -> None:
    def half() -> None:
        with database.write() as connection:
            write(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert last(database) == AuditHead(0, FIRST)


def test_a_reader_cannot_write_it(database: Database) -> None:
    with database.read() as connection, pytest.raises(ValueError, match=r"Database\.write"):
        write(connection)


def append_many(url: str, actor: str) -> None:
    database = Database.at(url)
    for number in range(10):
        with database.write() as connection:
            append(connection, actor, "officer", "test", f"{number}", {}, NOW)


WRITER = """
import sys
from datetime import UTC, datetime
from dashboard.records.audit import append
from dashboard.records.database import Database

NOW = datetime(2026, 11, 30, tzinfo=UTC)
database = Database.at(sys.argv[1])
for number in range(10):
    with database.write() as connection:
        append(connection, sys.argv[2], "officer", "test", f"{number}", {}, NOW)
"""


def all_there(database: Database) -> None:
    with database.read() as connection:
        found = list(entries(connection))
    assert [entry.number for entry in found] == list(range(1, 81))
    for actor in range(8):
        own = [entry.subject for entry in found if entry.actor == f"a{actor}"]
        assert own == [f"{number}" for number in range(10)], "in the order that each wrote"
    assert broken(database) is None


def test_eight_threads_make_one_chain(url: str) -> None:
    database = migrated(url)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append_many, [url] * 8, [f"a{actor}" for actor in range(8)]))
    all_there(database)


def test_eight_processes_make_one_chain(url: str) -> None:
    database = migrated(url)
    running = [subprocess.Popen([sys.executable, "-c", WRITER, url, f"a{actor}"]) for actor in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    all_there(database)


def test_a_person_number_is_never_kept(database: Database) -> None:
    invented = ("121212-1212", "20121212-1212", "201212121212", "1212121212")  # Skatteverket's for tests
    for number in invented:
        with database.write() as connection, pytest.raises(RecordsError, match="identity number"):
            append(connection, number, "officer", "login", "", {}, NOW)
        with database.write() as connection:
            write(connection, f"of {number}", free=f"x {number}", deep=[{"a": number}], number=201212121212)
    with database.read() as connection:
        for entry in entries(connection):
            whole = json.dumps(entry.plain())
            assert not any(number in whole for number in invented)
            assert entry.subject == "of ******-****"
    assert broken(database) is None


def test_numbers_that_are_no_persons_stay(database: Database) -> None:
    kept = {
        "organisation": "556036-0793",
        "hsa": "SE2321000016-A1B2",
        "phone": "0520-123 45",
        "visits": 121212,
    }
    with database.write() as connection:
        write(connection, **kept)
    with database.read() as connection:
        assert next(entries(connection)).details == kept


def test_details_have_an_end_and_their_hash_proves_the_rest(database: Database) -> None:
    long = {"text": "å" * DETAILS_MOST}
    written = json.dumps(long, ensure_ascii=False, separators=(",", ":"))
    with database.write() as connection:
        write(connection, **long)
        write(connection, text="å" * (DETAILS_MOST - len('{"text":""}')))
    with database.read() as connection:
        first, second = entries(connection)
    assert first.details == {
        "characters": len(written),
        "sha256": hashlib.sha256(written.encode()).hexdigest(),
    }
    assert len(second.details["text"]) == DETAILS_MOST - 11, "one that just fits is kept"


def test_names_that_are_too_long_are_refused_in_words(database: Database) -> None:
    with database.write() as connection, pytest.raises(RecordsError, match="longer than 40") as caught:
        append(connection, "anna", "r" * 41, "x", "", {}, NOW)
    assert "längre än 40 tecken" in caught.value.sentence("sv")


def test_it_is_exported_a_line_an_entry_that_anybody_can_check(three: Database) -> None:
    file = io.StringIO()
    with three.read() as connection:
        assert write_audit(connection, file) == 3
    previous = FIRST
    for line in file.getvalue().splitlines():
        entry = json.loads(line)
        found = entry.pop("hash")
        assert entry.pop("previous") == previous
        own = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(f"{previous}\n{own}".encode()).hexdigest()
        assert found == previous
    assert previous == last(three).hash


def test_what_versions_vouch_for_is_read_off_their_manifests(tmp_path: Path) -> None:
    for name, content in {
        "a": '{"audit": {"number": 3, "hash": "x"}}',
        "b": '{"format": 1}',
        "c": "{",
        "d": '{"audit": {"number": "many", "hash": "x"}}',
        "e": "[]",
    }.items():
        (tmp_path / "versions" / name).mkdir(parents=True)
        (tmp_path / "versions" / name / "manifest.json").write_text(content)
    assert published_heads(tmp_path) == {3: "x"}


def test_a_version_says_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    nowhere = Database.at(sqlite_url(tmp_path))
    assert head_to_publish(nowhere) is None
    assert not list(tmp_path.iterdir()), "and no database is made"
    database = migrated(sqlite_url(tmp_path))
    assert head_to_publish(database) is None
    with database.write() as connection:
        found = write(connection)
    assert head_to_publish(database) == {"number": 1, "hash": found.hash}


def test_an_entry_of_the_same_number_is_refused(three: Database) -> None:
    with three.read() as connection:
        again = vars(next(entries(connection)))
    with pytest.raises(DBAPIError), three.write() as connection:
        connection.execute(insert(audit).values({**again, "hash": "d" * 64}))
