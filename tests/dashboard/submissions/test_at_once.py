"""What is due is published by a process of its own: one at a time, none lost, and what failed is known."""

from __future__ import annotations

import fcntl
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

import pytest

from dashboard.records.database import Database, sqlite_url
from dashboard.submissions import steps
from dashboard.submissions.at_once import AtOnce, forget_outcome, publish_due, read_outcome
from dashboard.submissions.store import read_case
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from tests.dashboard.submissions.conftest import OFFICER, sent

RUN = """
import sys, pathlib, time
out = pathlib.Path(sys.argv[sys.argv.index('--out') + 1])
assert '--due' in sys.argv
busy = out / 'busy'
busy.touch(exist_ok=False)
(out / f'run-{len(list(out.glob("run-*")))}').touch()
while (out / 'hold').exists():
    time.sleep(0.01)
busy.unlink()
sys.exit(int((out / 'code').read_text() if (out / 'code').exists() else 0))
"""
COMMAND = [sys.executable, "-c", RUN]


def wait_until(found: Callable[[], object], seconds: int = 30) -> None:
    for _ in range(seconds * 100):
        if found():
            return
        time.sleep(0.01)
    raise AssertionError


def test_decisions_during_a_run_have_one_run_more_after_it_and_never_two_at_once(
    tmp_path: Path, toy: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hold").touch()
    server = AtOnce(tmp_path, tmp_path)
    codes: list[int] = []
    waiting: list[int] = []
    lock = fcntl.flock

    def noted(file: IO[str], how: int) -> None:
        """To ask whether a lock is held would hold it, and whoever decides just then would go away."""
        if how == fcntl.LOCK_EX:
            waiting.append(file.fileno())
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", noted)

    def decide() -> threading.Thread:
        begun = threading.Thread(target=lambda: codes.append(publish_due(tmp_path, tmp_path, COMMAND)))
        begun.start()
        return begun

    first = decide()
    wait_until((tmp_path / "run-0").exists)
    assert server.state(toy) == "running"
    second = decide()
    wait_until(lambda: len(waiting) == 2)
    others = [decide() for _ in range(3)]
    for each in others:
        each.join(30)
    assert codes == [0, 0, 0], "who waits already publishes theirs too"
    (tmp_path / "hold").unlink()
    first.join(60)
    second.join(60)
    assert sorted(file.name for file in tmp_path.glob("run-*")) == ["run-0", "run-1"]
    assert codes == [0] * 5
    assert server.state(toy) == "idle"


def test_what_failed_is_known_until_another_run_ends_well(
    tmp_path: Path, toy: Region, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "code").write_text("3")
    assert publish_due(tmp_path, tmp_path, COMMAND) == 3
    assert "publish --due: 3" in capfd.readouterr().err
    server = AtOnce(tmp_path, tmp_path)
    assert server.state(toy) == "failed"
    found = read_outcome(tmp_path)
    assert found is not None
    assert found["code"] == 3
    forget_outcome(tmp_path)
    assert server.state(toy) == "idle"


def test_a_program_that_cannot_be_run_is_a_failure(tmp_path: Path, toy: Region) -> None:
    assert publish_due(tmp_path, tmp_path, [str(tmp_path / "none")]) == 1
    assert AtOnce(tmp_path, tmp_path).state(toy) == "failed"


def test_a_server_without_the_sources_or_with_protected_visits_publishes_nothing(
    tmp_path: Path, toy: Region
) -> None:
    protected = replace(toy, settings=replace(toy.settings, disclosure="protected"))
    assert AtOnce(tmp_path, tmp_path).may_publish(toy)
    assert not AtOnce(tmp_path, tmp_path).may_publish(protected)
    assert not AtOnce(tmp_path, None).may_publish(toy)
    assert AtOnce(tmp_path, None).state(toy) == "off"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_process_of_its_own_really_publishes_what_is_due(
    database: Database, toy: Region, toy_folder: Path, tmp_path: Path, handed_in: Callable[..., int]
) -> None:
    today = datetime.now().astimezone().date()
    case, out = handed_in(effective=today), tmp_path
    with database.write() as connection:
        steps.approve(connection, sent(OFFICER), case, today, 0, 1000, {})
    server = AtOnce(out, toy_folder, sqlite_url(tmp_path))
    server.start()
    wait_until(lambda: read_outcome(out), 120)
    assert read_outcome(out) == {"code": 0, "at": (read_outcome(out) or {})["at"]}
    assert server.state(toy) == "idle"
    assert open_snapshot(out).units.at["v1", "opening"] == "Mån–fre 8–17"
    with database.read() as connection:
        assert read_case(connection, case).status == "in_force"
