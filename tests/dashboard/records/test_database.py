"""One writer at a time, all or nothing; readers see one moment; what is missing is said in words."""

from __future__ import annotations

import os
import stat
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from dashboard.records import database as module
from dashboard.records.column_types import canonical, moment_text
from dashboard.records.database import Database, sqlite_url
from dashboard.records.errors import RecordsError
from dashboard.records.schema import accounts, sessions
from dashboard.texts.catalogue import LANGUAGES
from tests.dashboard.records.databases import NOW, migrated

ANNA = {"name": "anna", "role": "officer", "scope": {"units": []}, "created_at": NOW, "changed_at": NOW}


def persons(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(accounts)).scalar_one()


def test_what_is_written_is_read_with_its_zone_and_its_shape(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(accounts).values(ANNA))
    with database.read() as connection:
        row = connection.execute(select(accounts)).one()
    assert (row.name, row.scope, row.created_at) == ("anna", {"units": []}, NOW)
    assert (row.must_change, row.disabled_at) == (False, None)


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def half() -> None:
        with database.write() as connection:
            connection.execute(insert(accounts).values(ANNA))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert persons(database) == 0


def test_a_session_of_no_account_is_refused(database: Database) -> None:
    row = {"id_hash": "0" * 64, "account": 7, "details": {}}
    times = {"created_at": NOW, "seen_at": NOW, "expires_at": NOW}
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(sessions).values(**row, **times))


def test_a_reader_sees_one_moment_while_somebody_writes(database: Database) -> None:
    with database.read() as reader:
        before = reader.execute(select(func.count()).select_from(accounts)).scalar_one()
        with database.write() as writer:
            writer.execute(insert(accounts).values(ANNA))
        after = reader.execute(select(func.count()).select_from(accounts)).scalar_one()
    assert (before, after, persons(database)) == (0, 0, 1)


def test_a_second_writer_waits_for_the_first(database: Database) -> None:
    order: list[str] = []
    started = threading.Event()

    def second() -> None:
        started.set()
        with database.write() as connection:
            order.append("second")
            connection.execute(insert(accounts).values(ANNA | {"name": "bo"}))

    with database.write() as connection:
        thread = threading.Thread(target=second)
        thread.start()
        started.wait()
        thread.join(0.2)
        order.append("first")
        connection.execute(insert(accounts).values(ANNA))
    thread.join()
    assert order == ["first", "second"]
    assert persons(database) == 2


def test_who_waits_too_long_is_told_in_words(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrated(url).engine.dispose()
    monkeypatch.setattr(module, "WAIT_S", 1)
    impatient = Database.at(url)
    with (
        impatient.write(),
        pytest.raises(RecordsError, match="Others are writing") as caught,
        impatient.write(),
    ):
        pass
    assert "inte klara på 1 sekunder" in caught.value.sentence("sv")
    impatient.engine.dispose()


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    away = Database.at("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(RecordsError, match="does not answer"), away.read():
        pass


def test_nobody_else_on_the_machine_reads_the_file(tmp_path: Path) -> None:
    database = migrated(sqlite_url(tmp_path / "new"))
    with database.write() as connection:
        connection.execute(insert(accounts).values(ANNA))
        files = list((tmp_path / "new").iterdir())
        assert {file.name.partition("-")[2] for file in files} == {"", "wal", "shm"}
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_worker_that_is_parted_has_connections_of_its_own(database: Database) -> None:
    assert persons(database) == 0
    child = os.fork()
    if child == 0:
        try:
            with database.write() as connection:
                connection.execute(insert(accounts).values(ANNA))
            os._exit(0)
        except BaseException:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert persons(database) == 1


def test_a_moment_sorts_as_time_does_whatever_its_zone() -> None:
    stockholm = timezone(timedelta(hours=1))
    assert moment_text(datetime(2026, 11, 30, 9, 15, tzinfo=stockholm)) == moment_text(NOW)
    assert moment_text(NOW) < moment_text(NOW + timedelta(microseconds=1))
    with pytest.raises(ValueError, match="zone"):
        moment_text(datetime(2026, 11, 30))


def test_json_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": "å"}) == '{"a":"å","b":1}'
    with pytest.raises(ValueError):
        canonical(float("nan"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_refused_is_said_in_both_languages(language: str) -> None:
    sentence = RecordsError("newer", database=9, program=1).sentence(language)
    assert "9" in sentence
    assert "1" in sentence
