from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.serve.publication import Publication
from geodata.publish.manifest import folder_of
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

pytestmark = pytest.mark.long


def publish_named(name: str, out: Path) -> str:
    region = computed_small_region()
    return publish(replace(region, settings=replace(region.settings, short=name)), out)


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_new_version_is_served_after_the_refresh_time(tmp_path: Path) -> None:
    clock = Clock()
    first = publish_named("first", tmp_path)
    publication = Publication(tmp_path, 2.0, clock)
    assert publication.current().version == first  # type: ignore[union-attr]
    second = publish_named("second", tmp_path)
    clock.now += 1.9
    assert publication.current().version == first  # type: ignore[union-attr]
    clock.now += 0.2
    assert publication.current().version == second  # type: ignore[union-attr]


def test_a_request_is_answered_from_the_version_it_was_made_for(tmp_path: Path) -> None:
    publication = Publication(tmp_path, 0)
    made = []
    for name in ("first", "second", "third", "fourth"):
        made.append(publish_named(name, tmp_path))
        publication.current()
    names = [region and region.settings.short for region in map(publication.region_for, made)]
    assert names == [None, "second", "third", "fourth"], "three versions are kept on the disk"


def test_a_worker_that_starts_anew_still_answers_pages_of_an_older_version(tmp_path: Path) -> None:
    older = publish_named("older", tmp_path)
    publish_named("newer", tmp_path)
    publication = Publication(tmp_path, 0)
    assert publication.current().settings.short == "newer"  # type: ignore[union-attr]
    assert publication.region_for(older).settings.short == "older"  # type: ignore[union-attr]
    assert publication.current().settings.short == "newer"  # type: ignore[union-attr]
    assert publication.region_for("../../etc") is None


def test_a_version_another_worker_has_is_looked_for_at_once(tmp_path: Path) -> None:
    publish_named("first", tmp_path)
    publication = Publication(tmp_path, 5.0, Clock())
    publication.current()
    second = publish_named("second", tmp_path)
    assert publication.region_for(second).settings.short == "second"  # type: ignore[union-attr]
    assert publication.region_for("0123456789ab") is None


def test_all_who_ask_for_a_new_version_at_once_get_it(tmp_path: Path) -> None:
    publish_named("first", tmp_path)
    publication = Publication(tmp_path, 5.0, Clock())
    publication.current()
    second = publish_named("second", tmp_path)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(publication.region_for, [second] * 8))
    assert [region and region.settings.short for region in found] == ["second"] * 8


def test_nothing_published_is_none(tmp_path: Path) -> None:
    publication = Publication(tmp_path, 0)
    assert publication.current() is None
    assert publication.region_for("0123456789ab") is None


def test_a_damaged_version_is_not_served_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = publish_named("first", tmp_path)
    publication = Publication(tmp_path, 0)
    publication.current()
    second = publish_named("second", tmp_path)
    (folder_of(tmp_path, second) / "units.json").unlink()
    for _ in range(3):
        assert publication.current().version == first  # type: ignore[union-attr]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"version {second} cannot be served: Version {second} lacks units.json; build it again"
    ]


def test_many_threads_ask_while_versions_change(tmp_path: Path) -> None:
    versions = {publish_named("first", tmp_path)}
    publication = Publication(tmp_path, 0)
    seen: set[str] = set()
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            region = publication.current()
            seen.add(region.version if region else "")
            time.sleep(0.001)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    versions |= {publish_named("second", tmp_path), publish_named("third", tmp_path)}
    stop.set()
    for thread in threads:
        thread.join()
    assert "" not in seen
    assert seen <= versions
    assert publication.current().settings.short == "third"  # type: ignore[union-attr]
