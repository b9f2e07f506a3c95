from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.records.database import Database
from dashboard.submissions import steps
from dashboard.submissions.command import publish_decided
from dashboard.submissions.store import read_case
from geodata.publish.manifest import current_version
from geodata.publish.snapshot import open_snapshot
from geodata.publishing import publish_folder
from tests.dashboard.submissions.conftest import MARCH, NOW, OFFICER, sent


@pytest.fixture
def published(database: Database, toy_folder: Path, tmp_path: Path) -> Callable[..., int]:
    def publish(day: date, due: bool = True, write: Path | None = None) -> int:
        asked = argparse.Namespace(
            region=toy_folder,
            data=None,
            out=tmp_path / "out",
            lang="sv",
            progress=False,
            due=due,
            audit_head=None,
            write=write,
        )
        return publish_decided(asked, database, day, NOW)

    return publish


@pytest.fixture
def decided(database: Database, handed_in: Callable[..., int]) -> Callable[..., int]:
    def decide(**more: object) -> int:
        case = handed_in(**more)
        with database.write() as connection:
            steps.approve(connection, sent(OFFICER), case, MARCH, 0, 1000, {})
        return case

    return decide


def status(database: Database, case: int) -> str:
    with database.read() as connection:
        return read_case(connection, case).status


def test_a_change_is_published_the_day_it_is_due_and_once(
    database: Database,
    published: Callable[..., int],
    decided: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case, out = decided(), tmp_path / "out"
    assert published(MARCH - timedelta(days=1)) == 0
    first = current_version(out)
    assert open_snapshot(out).units.at["v1", "opening"] == ""
    assert status(database, case) == "scheduled"
    assert published(MARCH - timedelta(days=1)) == 0
    assert "Inget nytt gäller" in capsys.readouterr().out
    assert published(MARCH) == 0
    assert "Gäller nu: 2026-1" in capsys.readouterr().out
    assert open_snapshot(out).units.at["v1", "opening"] == "Mån–fre 8–17"
    assert current_version(out) != first
    assert status(database, case) == "in_force"
    assert published(MARCH + timedelta(days=1)) == 0
    assert "Inget nytt gäller" in capsys.readouterr().out
    with database.read() as connection:
        assert [each.action for each in read_case(connection, case).happenings].count("begin") == 1


def test_what_was_published_before_a_crash_is_put_into_force_by_the_next_run(
    database: Database,
    published: Callable[..., int],
    decided: Callable[..., int],
    toy_folder: Path,
    tmp_path: Path,
) -> None:
    from dashboard.submissions.overlay import overlay_of

    case = decided()
    with database.read() as connection:
        overlay = overlay_of(connection, "toy", MARCH)
    assert publish_folder(toy_folder, None, tmp_path / "out", "sv", overlay=overlay) == 0  # and then it died
    version = current_version(tmp_path / "out")
    assert status(database, case) == "scheduled"
    assert published(MARCH) == 0
    assert (status(database, case), current_version(tmp_path / "out")) == ("in_force", version)


def test_a_case_that_gives_way_to_its_source_is_due_again(
    database: Database, published: Callable[..., int], decided: Callable[..., int], tmp_path: Path
) -> None:
    case = decided()
    published(MARCH)
    with database.write() as connection:
        steps.give_way(connection, sent(OFFICER), case, "Registret har rätt")
    published(MARCH)
    assert open_snapshot(tmp_path / "out").units.at["v1", "opening"] == ""


def test_a_conflict_stays_scheduled_and_is_told(
    database: Database,
    published: Callable[..., int],
    decided: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = decided(before={"capacity": "9"}, after={"capacity": "7"})
    assert published(MARCH) == 0
    assert "Väntar på beslut" in capsys.readouterr().err
    assert status(database, case) == "scheduled"


def test_a_region_that_cannot_be_built_puts_nothing_into_force(
    database: Database,
    published: Callable[..., int],
    decided: Callable[..., int],
    tmp_path: Path,
) -> None:
    case = decided(after={"closed": "1999-01-01"})  # before it opened
    assert published(MARCH) == 1
    assert status(database, case) == "scheduled"
    assert current_version(tmp_path / "out") is None


def test_the_command_says_when_there_is_no_database(
    toy_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "UTBUDSKARTA_DATABASE_URL" not in os.environ
    assert main(["publish", str(toy_folder), "--out", str(tmp_path / "none"), "--due", "--lang", "sv"]) == 1
    assert capsys.readouterr().err


def test_what_is_decided_is_written_for_a_build_elsewhere(
    published: Callable[..., int], decided: Callable[..., int], toy_folder: Path, tmp_path: Path
) -> None:
    decided()
    assert published(MARCH, write=tmp_path / "changes.csv") == 0
    assert current_version(tmp_path / "out") is None
    asked = ("--overlay", str(tmp_path / "changes.csv"), "--day", MARCH.isoformat())
    assert main(["build", str(toy_folder), "--out", str(tmp_path / "out"), *asked]) == 0
    assert open_snapshot(tmp_path / "out").units.at["v1", "opening"] == "Mån–fre 8–17"
