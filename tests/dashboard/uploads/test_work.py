"""From what was brought to what it changes, and to what is published: whole, or as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from dashboard.records.database import sqlite_url
from dashboard.uploads import work
from dashboard.uploads.rights import Desk
from dashboard.uploads.staging import Staging
from dashboard.uploads.started import Step, cancel, start, state_of
from dashboard.words.words import LANGUAGES, words
from geodata.publish.manifest import current_version
from tests.dashboard.uploads.working import work_here
from tests.toy import write_toy_region


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy, published beside its folder."""
    folder = tmp_path_factory.mktemp("uploads")
    write_toy_region(folder / "toy")
    line = [sys.executable, "-m", "dashboard", "build", str(folder / "toy"), "--out", str(folder / "out")]
    subprocess.run(line, check=True, capture_output=True)
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    work_here(monkeypatch)
    for name in ("toy", "out"):
        shutil.copytree(built / name, tmp_path / name)
    return Desk(tmp_path / "out", tmp_path / "toy", without_login=True)


def brought(desk: Desk, **files: str) -> Staging:
    staging = Staging.of(desk.out, "mine")
    staging.files.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (staging.files / name.replace("_csv", ".csv")).write_text(text, encoding="utf-8")
    return staging


def units(desk: Desk) -> str:
    assert desk.source is not None
    return (desk.source / "units.csv").read_text("utf-8")


def renamed(desk: Desk) -> str:
    """The units with another name of the first."""
    head, first, *rest = units(desk).splitlines()
    cells = first.split(",")
    cells[1] = "Nya namnet"
    return "\n".join([head, ",".join(cells), *rest]) + "\n"


def test_a_changed_file_is_compared_with_what_is_served_and_changes_nothing(desk: Desk) -> None:
    before, served = units(desk), current_version(desk.out)
    staging = brought(desk, units_csv=renamed(desk))
    start(desk, staging, "check")
    assert state_of(staging).phase == "done"
    result = staging.read("result")
    assert (result["errors"], list(result["replaced"])) == (0, ["units.csv"])
    assert [(each["kind"], each["name"]) for each in result["changes"]["units"]] == [
        ("renamed", "Nya namnet")
    ]
    assert result["changes"]["map"]["borders"].startswith("M")
    assert (units(desk), current_version(desk.out)) == (before, served)


def test_what_is_published_is_served_and_in_the_folder_and_what_was_there_is_kept(desk: Desk) -> None:
    assert desk.source is not None
    before, served, new = units(desk), current_version(desk.out), renamed(desk)
    staging = brought(desk, enheter_csv=new)
    start(desk, staging, "check")
    start(desk, staging, "publish")
    state = state_of(staging)
    assert (state.phase, state.reason) == ("published", "")
    assert state.more is not None
    assert state.more["version"] == current_version(desk.out) != served
    assert units(desk) == new
    (kept,) = (desk.source / ".earlier").rglob("units.csv")
    assert kept.read_text("utf-8") == before
    assert not list(desk.source.glob(".coming*"))
    assert staging.uploads() == []


def test_a_column_of_another_name_is_written_into_the_settings_that_go_along(desk: Desk) -> None:
    assert desk.source is not None
    staging = brought(desk, units_csv=renamed(desk).replace("unit_id", "Unit ID", 1))
    start(desk, staging, "check")
    assert sorted(staging.read("result")["replaced"]) == ["region.toml", "units.csv"]
    start(desk, staging, "publish")
    assert state_of(staging).phase == "published", staging.read("said")
    assert 'unit_id = "Unit ID"' in (desk.source / "region.toml").read_text("utf-8")


def test_a_broken_file_is_told_row_by_row_and_cannot_be_published(desk: Desk) -> None:
    before, served = units(desk), current_version(desk.out)
    staging = brought(desk, units_csv=units(desk).replace("own", "nobody"))
    start(desk, staging, "check")
    result = staging.read("result")
    assert result["errors"] == 1
    assert (result["problems"][0]["file"], result["problems"][0]["value"]) == ("units.csv", "nobody")
    assert result.get("changes") is None
    start(desk, staging, "publish")
    assert (state_of(staging).phase, state_of(staging).reason) == ("failed", "not_checked")
    assert (units(desk), current_version(desk.out)) == (before, served)


def test_a_folder_that_changed_meanwhile_is_read_again_before_it_is_published(desk: Desk) -> None:
    assert desk.source is not None
    staging = brought(desk, units_csv=renamed(desk))
    start(desk, staging, "check")
    (desk.source / "indicators.csv").touch()
    start(desk, staging, "publish")
    assert state_of(staging).reason == "changed_meanwhile"


def test_a_file_that_came_after_the_reading_is_neither_published_unread_nor_let_go(desk: Desk) -> None:
    staging = brought(desk, units_csv=renamed(desk))
    served = current_version(desk.out)
    start(desk, staging, "check")
    brought(desk, units_csv=units(desk))
    start(desk, staging, "publish")
    assert state_of(staging).reason == "changed_meanwhile"
    assert [each.name for each in staging.uploads()] == ["units.csv"]
    assert current_version(desk.out) == served


def test_what_is_published_while_another_publication_is_waited_for_is_not_written_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.source is not None
    indicators = desk.source / "indicators.csv"
    staging = brought(desk, units_csv=renamed(desk))
    start(desk, staging, "check")
    free = work.held

    def waited_for(file: Path, *, wait: bool = False) -> AbstractContextManager[bool]:
        if file.name == work.RUNNING_LOCK:
            indicators.touch()
        return free(file, wait=wait)

    monkeypatch.setattr(work, "held", waited_for)
    start(desk, staging, "publish")
    assert state_of(staging).reason == "changed_meanwhile"


def test_nothing_is_published_without_what_is_decided_of_units(desk: Desk) -> None:
    staging = brought(desk, units_csv=renamed(desk))
    start(desk, staging, "check")
    served = current_version(desk.out)
    Path(sqlite_url(desk.out).removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
    steps: tuple[Step, ...] = ("publish", "check")
    for step in steps:
        start(desk, staging, step)
        assert (state_of(staging).phase, state_of(staging).reason) == ("failed", "records")
    assert current_version(desk.out) == served


def test_where_the_folder_may_not_be_written_in_nothing_is_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = brought(desk, units_csv=renamed(desk))
    served = current_version(desk.out)
    start(desk, staging, "check")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.uploads.keeping.shutil.copyfile", full)
    start(desk, staging, "publish")
    assert (state_of(staging).phase, state_of(staging).reason) == ("failed", "kept")
    assert current_version(desk.out) == served


def test_protected_visits_are_not_read_and_files_are_only_put_in_the_folder(desk: Desk) -> None:
    assert desk.source is not None
    served, new = current_version(desk.out), renamed(desk)
    settings = desk.source / "region.toml"
    text = settings.read_text("utf-8").replace('visits = "public"', 'visits = "protected"\nkey_file = "none"')
    settings.write_text(
        "\n".join(line for line in text.splitlines() if not line.startswith("reason")), "utf-8"
    )
    staging = brought(desk, units_csv=new)
    start(desk, staging, "check")
    result = staging.read("result")
    assert result["errors"] == 0, result["problems"]
    assert result["changes"]["protected"]
    assert not [each for each in result["changes"]["figures"] if each["key"] == "visits"]
    start(desk, staging, "publish")
    assert state_of(staging).phase == "kept"
    assert (units(desk), current_version(desk.out)) == (new, served)


def test_what_units_had_and_have_no_more_is_told(desk: Desk) -> None:
    head, *rows = units(desk).splitlines()
    at = head.split(",").index("capacity")
    without = [",".join(cell for n, cell in enumerate(line.split(",")) if n != at) for line in (head, *rows)]
    staging = brought(desk, units_csv="\n".join(without) + "\n")
    start(desk, staging, "check")
    assert staging.read("result")["changes"]["lost"] == ["capacity"]


def test_work_that_falls_says_so_and_never_looks_as_if_it_went_on(desk: Desk) -> None:
    staging = brought(desk, units_csv=renamed(desk))
    (staging.folder / "state.json").write_text(json.dumps({"step": "check", "phase": "checking"}))
    assert state_of(staging).busy, "it may have begun a moment ago"
    os.utime(staging.folder / "state.json", (0, 0))
    assert (state_of(staging).phase, state_of(staging).reason) == ("failed", "fell")
    staging.write("state", {"step": "publish", "phase": "publishing"})
    os.utime(staging.folder / "state.json", (0, 0))
    assert state_of(staging).reason == "fell_publishing", "that nothing is changed is not said of this"


def test_a_process_of_its_own_ends_with_all_it_began_when_somebody_wants_it_to(
    built: Path, tmp_path: Path
) -> None:
    for name in ("toy", "out"):
        shutil.copytree(built / name, tmp_path / name)
    desk = Desk(tmp_path / "out", tmp_path / "toy")
    staging = brought(desk, units_csv=renamed(desk))
    start(desk, staging, "check")
    cancel(staging)
    end = time.monotonic() + 60
    while state_of(staging).busy and time.monotonic() < end:
        time.sleep(0.1)
    assert state_of(staging).phase == "cancelled"
    assert staging.uploads(), "what was brought is still there"


def test_every_way_to_fail_has_its_sentence() -> None:
    source = Path(work.__file__).read_text("utf-8")
    reasons = set(re.findall(r'_GivenUpError\("(\w+)"\)|reason="(\w+)"|"reason": "(\w+)"', source))
    named = {name for names in reasons for name in names if name}
    named |= {"kept", "published_not_kept", "region", "records", "fell", "fell_publishing"}
    assert len(named) >= 9
    for language in LANGUAGES:
        assert all(words(language).has(f"upload.failed.{name}") for name in named), named
