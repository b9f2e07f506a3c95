"""A disk that is full ends a build with a sentence, and what was served still is."""

from __future__ import annotations

import errno
import os
import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.contract.errors import SnapshotError
from geodata.publish import snapshot
from geodata.publish.disk import least_bytes
from geodata.publish.manifest import current_version, kept_versions
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

Usage = namedtuple("Usage", "total used free")


def test_arrays_are_counted_as_they_are_written(tmp_path: Path) -> None:
    region = replace(computed_small_region(), visits=None)
    version = publish(region, tmp_path)
    files = (tmp_path / "versions" / version).glob("*.npy")
    written = sum(np.load(file).nbytes for file in files)
    assert least_bytes(region) == written > 0


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = computed_small_region()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 90, 10))
    with pytest.raises(SnapshotError) as refused:
        publish(region, tmp_path)
    assert f"minst {least_bytes(region):,}".replace(",", "\N{NO-BREAK SPACE}") in refused.value.sentence("sv")
    assert "and 10 are free" in refused.value.sentence("en")
    assert kept_versions(tmp_path) == []


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("a table", errno.ENOSPC),
        ("an array", None),
        ("the flush", errno.EDQUOT),
        ("the pointer", errno.ENOSPC),
    ],
)
def test_a_disk_that_fills_leaves_what_was_served_and_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: int | None
) -> None:
    region = computed_small_region()
    served = publish(region, tmp_path)
    before = shutil.disk_usage(tmp_path)
    full = OSError("10 requested and 3 written") if code is None else OSError(code, os.strerror(code))

    def fails(*_: object, **__: object) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(before.total, before.total, 0))
        raise full

    at = {
        "a table": (pd.DataFrame, "to_parquet"),
        "an array": (np, "save"),
        "the flush": (snapshot, "flush"),
        "the pointer": (Path, "replace"),
    }
    monkeypatch.setattr(*at[where], fails)
    next_one = replace(region, settings=replace(region.settings, short="next"))
    with pytest.raises(SnapshotError, match="disk is full") as refused:
        publish(next_one, tmp_path)
    monkeypatch.undo()
    needed = refused.value.values["needed"]
    assert isinstance(needed, int)
    assert needed >= least_bytes(next_one)
    assert current_version(tmp_path) == served
    assert not list((tmp_path / "versions").glob(".*"))


def test_another_error_of_a_disk_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(np, "save", fails)
    with pytest.raises(OSError, match="Input/output"):
        publish(computed_small_region(), tmp_path)
