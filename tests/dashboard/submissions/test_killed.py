"""Killed at any moment at which it writes, a publication or a step loses nothing and does nothing twice."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.records import audit
from dashboard.records.database import Database, sqlite_url
from dashboard.submissions import steps
from dashboard.submissions.command import publish_decided
from dashboard.submissions.store import read_case
from geodata.publish.manifest import current_version
from geodata.publish.snapshot import open_snapshot
from tests.dashboard.submissions.conftest import CHIEF, MARCH, NOW, OFFICER, TIMER, draft, sent

NEVER = 10**9
POINTS = 8
"""Moments, spread over all, at which a publication is killed; and at its every renaming."""


def publish(folder: Path, out: Path, url: str, day: date) -> int:
    asked = argparse.Namespace(
        region=folder, data=None, out=out, lang="sv", progress=False, due=True, audit_head=None, write=None
    )
    return publish_decided(asked, Database.at(url), day, NOW)


def _publish_and_die(folder: Path, out: Path, url: str, at: int, renames: bool, told: Any) -> None:
    """Publish, and be killed just before the `at`-th file is opened to be written, or renamed."""
    count = 0

    def count_writes(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        opened = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if event in ("os.rename", "sqlite3.connect") or (opened and not renames):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count_writes)
    code = publish(folder, out, url, MARCH)
    told.put((code, count))


def killed(folder: Path, out: Path, url: str, at: int, renames: bool) -> tuple[int, int]:
    """Exit code, and how many moments there were; -9 and 0 of one that was killed."""
    spawned = multiprocessing.get_context("spawn")
    told = spawned.SimpleQueue()
    process = spawned.Process(target=_publish_and_die, args=(folder, out, url, at, renames, told))
    process.start()
    process.join()
    return (process.exitcode or 0, 0) if told.empty() else told.get()


def counts(database: Database, case: int) -> list[str]:
    with database.read() as connection:
        assert audit.first_broken(connection, {}) is None
        return [each.action for each in read_case(connection, case).happenings]


@pytest.mark.long
@pytest.mark.parametrize("renames", [False, True])
def test_a_publication_killed_at_any_write_serves_a_whole_version_and_the_next_run_ends_it_once(
    database: Database, toy_folder: Path, tmp_path: Path, handed_in: Callable[..., int], renames: bool
) -> None:
    url, out, hours = sqlite_url(tmp_path), tmp_path / "out", ""

    def decide(hour: int) -> int:
        """A decided case of other hours, and yesterday's version served."""
        nonlocal hours, out
        hours, out = f"Mån {hour}–{hour + 1}", tmp_path / f"out-{hour}"
        assert publish(toy_folder, out, url, MARCH - timedelta(days=1)) == 0
        case = handed_in(after={"opening": hours})
        with database.write() as connection:
            steps.approve(connection, sent(OFFICER), case, MARCH, 0, 1000, {})
        return case

    decide(0)
    code, moments = killed(toy_folder, out, url, NEVER, renames)
    assert code == 0
    assert moments > 1
    for hour, at in enumerate(range(1, moments + 1, 1 if renames else max(1, moments // POINTS)), 1):
        case = decide(hour)
        before = current_version(out)
        assert killed(toy_folder, out, url, at, renames)[0] == -signal.SIGKILL
        assert open_snapshot(out).units.at["v1", "opening"] in ("", hours), "whole, whichever it is"
        assert counts(database, case)[:3] == ["save", "submit", "approve"]
        for _ in range(2):
            assert publish(toy_folder, out, url, MARCH) == 0
        assert current_version(out) != before
        assert open_snapshot(out).units.at["v1", "opening"] == hours
        assert counts(database, case) == ["save", "submit", "approve", "begin"]


def _step_and_die(url: str, name: str, case: int) -> None:
    with Database.at(url).write() as connection:
        take(connection, name, case)
        os.kill(os.getpid(), signal.SIGKILL)


def take(connection: Any, name: str, case: int) -> None:
    token = f"dies-{name}"
    if name == "save":
        steps.save(connection, sent(CHIEF, token=token), draft(comment="Efter avbrottet"), case)
    elif name == "submit":
        steps.submit(connection, sent(CHIEF, token=token), case, {})
    elif name == "approve":
        steps.approve(connection, sent(OFFICER, token=token), case, MARCH, 0, 1000, {})
    elif name == "return":
        steps.send_back(connection, sent(OFFICER, token=token), case, "Hyreskontrakt saknas")
    else:
        steps.begin(connection, sent(TIMER, token=token), case, "0123456789ab")


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("save", ["save"]),
        ("submit", ["save"]),
        ("approve", ["save", "submit"]),
        ("return", ["save", "submit"]),
        ("begin", ["save", "submit", "approve"]),
    ],
)
def test_a_step_killed_before_it_is_kept_leaves_nothing_and_sent_anew_is_done_once(
    database: Database, tmp_path: Path, name: str, before: list[str]
) -> None:
    with database.write() as connection:
        case = steps.save(connection, sent(CHIEF), draft()).id
        for each in before[1:]:
            take(connection, each, case) if each != name else None
    dying = multiprocessing.get_context("spawn").Process(
        target=_step_and_die, args=(sqlite_url(tmp_path), name, case)
    )
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGKILL
    assert counts(database, case) == before
    for _ in range(2):
        with database.write() as connection:
            take(connection, name, case)
    assert counts(database, case) == [*before, name]
