from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.records.database import Database
from tests.dashboard.records.databases import KINDS, migrated, new_url
from tests.geodata.register.servers import PostgreSQL, postgresql, postgresql_programs


@pytest.fixture(scope="session")
def records_server() -> Iterator[PostgreSQL | None]:
    """A real PostgreSQL for all tests of this folder; None where there is none."""
    programs = postgresql_programs()
    if programs is None:
        yield None
        return
    with postgresql(programs) as server:
        yield server


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database, of each kind."""
    server = None if request.param == "sqlite" else request.getfixturevalue("records_server")
    with new_url(request.param, tmp_path, server) as address:
        yield address


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A new database with its tables, of each kind."""
    found = migrated(url)
    yield found
    found.engine.dispose()
