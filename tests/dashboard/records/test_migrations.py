"""A database is brought to what the program knows, once, and never to less than it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, inspect, select

from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from dashboard.records.migrations import STEPS, STEPS_TABLE, MigrationStep, migrate
from dashboard.records.schema import accounts, metadata
from tests.dashboard.records.databases import NOW


def numbers(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.execute(select(STEPS_TABLE.c.number).order_by(STEPS_TABLE.c.number)).scalars())


def test_a_new_database_has_every_table_and_column_that_is_declared(database: Database) -> None:
    with database.read() as connection:
        looked = inspect(connection)
        found = {
            name: {column["name"] for column in looked.get_columns(name)} for name in looked.get_table_names()
        }
    declared = {table.name: {column.name for column in table.columns} for table in metadata.tables.values()}
    assert found == declared | {STEPS_TABLE.name: {"number", "name", "at"}}
    assert numbers(database) == [step.number for step in STEPS]


def test_steps_are_numbered_from_one_without_gaps() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_what_is_done_is_not_done_again(database: Database) -> None:
    assert migrate(database, NOW) == []


def test_a_database_of_before_gets_the_columns_of_a_later_step_and_keeps_its_rows(url: str) -> None:
    before = Database.at(url)
    migrate(before, NOW, STEPS[:2])
    with before.write() as connection:
        for table, column in (("documents", "open_to"), ("documents", "written_as")):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("ALTER TABLE document_versions DROP COLUMN written_as")
        connection.exec_driver_sql("DROP TABLE login_addresses")
        connection.exec_driver_sql(
            "INSERT INTO documents (kind, key, name, number, content, created_at, changed_at) "
            "VALUES ('scenario', 'utan-u1', 'Utan U1', 1, '{}', '2026-01-01', '2026-01-01')"
        )
    assert [step.number for step in migrate(before, NOW, STEPS[:3])] == [3]
    with before.read() as connection:
        row = connection.exec_driver_sql("SELECT name, open_to, written_as FROM documents").one()
        assert tuple(row) == ("Utan U1", "", None)
        assert inspect(connection).has_table("login_addresses")


def test_eight_that_start_at_once_do_each_step_once(url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: migrate(Database.at(url), NOW), range(8)))
    assert sum(map(len, done)) == len(STEPS)
    assert numbers(Database.at(url)) == [step.number for step in STEPS]


def test_a_database_of_before_files_and_persons_gets_both_and_keeps_its_accounts(database: Database) -> None:
    moments = {"created_at": NOW, "changed_at": NOW}
    with database.write() as connection:  # back to step 3
        connection.execute(insert(accounts).values(name="anna", role="officer", scope={}, **moments))
        connection.exec_driver_sql("DROP TABLE submission_files")
        connection.exec_driver_sql("ALTER TABLE accounts DROP COLUMN person")
        connection.execute(STEPS_TABLE.delete().where(STEPS_TABLE.c.number > 3))
    assert [step.name for step in migrate(database, NOW, STEPS[:4])] == ["files and persons"]
    with database.read() as connection:
        assert connection.execute(select(accounts.c.name, accounts.c.person)).tuples().all() == [("anna", "")]
        assert inspect(connection).has_table("submission_files")


def test_a_newer_database_is_refused_in_words_and_left_as_it_is(database: Database) -> None:
    newer = (*STEPS, MigrationStep(len(STEPS) + 1, "later", lambda _: None))
    assert [step.name for step in migrate(database, NOW, newer)] == ["later"]
    with pytest.raises(RecordsError, match="a newer program") as caught:
        migrate(database, NOW)
    assert "nyare program" in caught.value.sentence("sv")
    assert numbers(database) == [step.number for step in newer]


def test_a_step_that_fails_leaves_the_database_at_the_one_before(database: Database) -> None:
    def half(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x INTEGER)")  # type: ignore[attr-defined]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(database, NOW, (*STEPS, MigrationStep(len(STEPS) + 1, "half", half)))
    assert numbers(database) == [step.number for step in STEPS]
    with database.read() as connection:
        assert not inspect(connection).has_table("half")
