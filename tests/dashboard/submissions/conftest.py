from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.records.database import Database, sqlite_url
from dashboard.records.schema import accounts
from dashboard.submissions.case import Actor, Draft
from dashboard.submissions.steps import Sent
from geodata.checks.open_region import open_region
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.dashboard.records.databases import migrated
from tests.toy import CORNER, SIDE, to_degrees, write_toy_region

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MARCH = date(2027, 3, 1)
CHIEF, OFFICER, SECOND, OTHER = (
    Actor(1, "chief", "unit_manager"),
    Actor(2, "officer", "officer"),
    Actor(3, "second", "officer"),
    Actor(4, "other", "unit_manager"),
)
TIMER = Actor(None, "", "timer")
_tokens = itertools.count()


def sent(actor: Actor, number: int | None = None, token: str = "") -> Sent:
    return Sent(actor, NOW, token or f"form-{next(_tokens)}", number)


def place(x: float, y: float) -> str:
    lon, lat = to_degrees(x, y)
    return f"{lat:.5f},{lon:.5f}"


def middle(area: int) -> str:
    """Place in the middle of an area of the toy region, 0 to 2 from the west."""
    return place(CORNER[0] + SIDE / 2 + area * SIDE, CORNER[1] + SIDE / 2)


def draft(**more: object) -> Draft:
    usual: dict[str, object] = {
        "kind": "change",
        "region": "toy",
        "unit": "v1",
        "care_form": "vc",
        "organisation": "Regionen",
        "before": {"opening": ""},
        "after": {"opening": "Mån–fre 8–17"},
        "effective": MARCH,
        "source": "decision",
        "comment": "Vi öppnar tidigare.",
    }
    return Draft(**(usual | more))  # type: ignore[arg-type]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = migrated(sqlite_url(tmp_path))
    with found.write() as connection:
        for actor in (CHIEF, OFFICER, SECOND, OTHER):
            connection.execute(
                accounts.insert().values(
                    id=actor.account,
                    name=actor.name,
                    role=actor.role,
                    scope={},
                    created_at=NOW,
                    changed_at=NOW,
                )
            )
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_region(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="session")
def toy(toy_folder: Path) -> Region:
    return computed(open_region(toy_folder))


@pytest.fixture
def handed_in(database: Database) -> Callable[..., int]:
    """A case that the chief has handed in; its id."""
    from dashboard.submissions import steps

    def hand_in(**more: object) -> int:
        with database.write() as connection:
            case = steps.save(connection, sent(CHIEF), draft(**more))
            return steps.submit(connection, sent(CHIEF), case.id, {}).id

    return hand_in
