"""A new database of each kind for a test: SQLite always, PostgreSQL where its programs are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard.records.database import Database, sqlite_url
from dashboard.records.migrations import migrate
from tests.geodata.register.servers import PASSWORD, PostgreSQL

NOW = datetime(2026, 11, 30, 8, 15, tzinfo=UTC)
KINDS = ("sqlite", "postgresql")
_numbers = count(1)


@contextmanager
def new_url(kind: str, folder: Path, server: PostgreSQL | None) -> Iterator[str]:
    """Address of an empty database: a file in a folder, or one of a server's, removed afterwards."""
    if kind == "sqlite":
        yield sqlite_url(folder)
        return
    if server is None:
        pytest.skip("no PostgreSQL programs on this machine")
    import psycopg

    name = f"records_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server.owner, autocommit=True) as owner:
        owner.execute(f"create database {name}")
    try:
        yield f"postgresql://owner:{quote(PASSWORD)}@127.0.0.1:{server.port}/{name}"
    finally:
        with psycopg.connect(server.owner, autocommit=True) as owner:
            owner.execute(f"drop database {name} with (force)")


def migrated(url: str) -> Database:
    """The database at an address, with its tables."""
    database = Database.at(url)
    migrate(database, NOW)
    return database
