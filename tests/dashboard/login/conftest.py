from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.records.database import Database, sqlite_url
from tests.dashboard.records.databases import migrated


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = migrated(sqlite_url(tmp_path))
    yield found
    found.engine.dispose()
