"""Files put in the region's own folder: whatever ends it, all are the new ones or all are as they were."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.uploads.keeping import ready_to_keep
from geodata.contract.errors import RegionError
from geodata.contract.file_switch import JOURNAL, finish
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings

ROOT = Path(__file__).parents[3]
NAMES = ("areas.csv", "inside/units.csv", "region.toml", "new.csv")
OLD = {name: f"old {name}" for name in NAMES[:3]}
NEW = {name: f"new {name}" for name in NAMES}


def folders(base: Path) -> tuple[Path, Path]:
    staged, source = base / "staged", base / "source"
    for folder, contents in ((staged, NEW), (source, OLD)):
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content)
    return staged, source


def held(source: Path) -> dict[str, str]:
    files = (each for each in source.rglob("*") if each.is_file())
    ways = {each.relative_to(source).as_posix(): each for each in files}
    return {way: each.read_text() for way, each in ways.items() if not way.startswith(".")}


def journal_of(coming: str, earlier: str, file: str) -> bytes:
    return json.dumps({"coming": coming, "earlier": earlier, "files": [file], "back": True}).encode()


def test_all_are_replaced_and_what_stood_there_is_kept(tmp_path: Path) -> None:
    staged, source = folders(tmp_path)
    with ready_to_keep(staged, source, NAMES, datetime(2026, 1, 2, tzinfo=UTC)) as keep:
        assert held(source) == OLD
        keep()
    assert held(source) == NEW
    assert held(source / ".earlier" / "2026-01-02T000000") == OLD
    assert sorted(each.name for each in source.iterdir() if each.name[0] == ".") == [".earlier"]


@pytest.mark.parametrize("fails", range(1, 5))
def test_an_error_on_the_way_leaves_all_as_they_were(
    fails: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, source = folders(tmp_path)
    replaced, count = Path.replace, 0

    def some(self: Path, target: Path) -> Path:
        nonlocal count
        if ".coming-" in str(self) and not self.name.endswith(".back"):
            count += 1
            if count == fails:
                raise OSError(5, "Input/output error")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", some)
    ready = ready_to_keep(staged, source, NAMES, datetime(2026, 1, 2, tzinfo=UTC))
    with ready as keep, pytest.raises(OSError, match="Input/output"):
        keep()
    assert held(source) == OLD
    assert not (source / JOURNAL).exists()


KILLED = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from dashboard.uploads.keeping import ready_to_keep
from geodata.contract.file_switch import finish
from tests.dashboard.uploads.test_keeping import NAMES, NEW, OLD, folders, held

base = Path(sys.argv[1])
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "shutil.copyfile", "shutil.rmtree", "os.rmdir"}

def ended_at(number, source, work):
    seen = 0
    def watch(event, arguments):
        nonlocal seen
        if event in EVENTS and arguments and str(source) in str(arguments[0]):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

def fails_then_goes_back(work):
    put, count = Path.replace, 0
    def some(self, target):
        nonlocal count
        count += ".coming-" in str(self)
        if count == 3 and not self.name.endswith(".back"):
            count += 1
            raise OSError(5, "Input/output error")
        return put(self, target)
    Path.replace = some
    try:
        work()
    except OSError:
        pass

found = {"new": 0, "old": 0}
for going_back in (False, True):
    number, killed = 0, True
    while killed:
        number += 1
        shutil.rmtree(base, ignore_errors=True)
        staged, source = folders(base)
        def work():
            with ready_to_keep(staged, source, NAMES, datetime(2026, 1, 2, tzinfo=UTC)) as keep:
                keep()
        killed = ended_at(number, source, (lambda: fails_then_goes_back(work)) if going_back else work)
        if killed:
            again = 0
            while ended_at(again := again + 1, source, lambda: finish(source)) and again < 4:
                pass  # what takes it up may be ended too
        finish(source)
        assert held(source) in (OLD, NEW), (going_back, number, held(source))
        found["new" if held(source) == NEW else "old"] += 1
assert min(found.values()) > 3, found
"""


def test_work_that_is_ended_anywhere_leaves_all_new_or_all_old(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "base")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "journal",
    [
        b"", b"{", b"[" * 100_000, b"{}", b'{"coming": 5, "earlier": 5, "files": 5}', b" " * 2_000_000,
        journal_of("../..", ".earlier/1", "x"),
        journal_of(".coming-1", ".earlier/1", "../x"),
        journal_of(".coming-1", ".earlier/1", "/etc/x"),
        journal_of(".coming-1", "../1", "x"),
    ],
)  # fmt: skip
def test_a_journal_that_says_nothing_or_leads_outside_is_told_and_nothing_is_touched(
    journal: bytes, tmp_path: Path
) -> None:
    _, source = folders(tmp_path)
    (tmp_path / "x").write_text("theirs")
    (source / JOURNAL).write_bytes(journal)
    with pytest.raises(RegionError) as refused:
        read_settings(source, Problems())
    assert JOURNAL in refused.value.sentence("sv")
    assert held(source) == OLD
    assert (tmp_path / "x").read_text() == "theirs"


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / JOURNAL)
    with pytest.raises(RegionError, match="is no file"):
        finish(tmp_path)
