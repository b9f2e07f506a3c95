"""What is brought lies apart: bounded, safe by name, what its name says, and nobody else's."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from dashboard.uploads import staging as rooms
from dashboard.uploads.errors import REASONS, UploadError
from dashboard.uploads.file_kinds import ending_of, endings, may_be_read, safe_name
from dashboard.uploads.staging import Staging, sweep
from dashboard.words.words import LANGUAGES, words

CSV = b"area_id;persons\n0101;17\n"


def added(staging: Staging, name: str, content: bytes = CSV) -> str:
    return staging.add(name, io.BytesIO(content)).name


def refused(staging: Staging, name: str, content: bytes = CSV) -> str:
    with pytest.raises(UploadError) as raised:
        added(staging, name, content)
    for language in LANGUAGES:
        assert "{" not in raised.value.sentence(language)
    return raised.value.reason


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/units.csv", "units.csv"),
        ("C:\\data\\enheter åäö.xlsx", "enheter åäö.xlsx"),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\nc.csv", "a b c.csv"),
        ('x";y.csv', "x_y.csv"),
        ("e\u0301.csv", "\xe9.csv"),
        ("utan ändelse", ""),
        (".csv", ""),
        ("a" * 300 + ".csv", "a" * 77 + ".csv"),
        ("\U0001f3e5" * 300 + ".csv", "\U0001f3e5" * 50 + ".csv"),
    ],
)
def test_a_name_is_the_last_part_of_what_was_sent_in_safe_signs(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_every_ending_that_is_read_is_taken_in_any_letters() -> None:
    for ending in endings():
        assert ending_of(f"A{ending.upper()}") == ending
    assert ending_of("x.exe") == ""


def workbook(inside: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(inside, "<x/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("a.csv", CSV, True),
        ("a.csv", "area\n".encode("utf-16"), True),
        ("a.csv", b"a\x00b", False),
        ("a.csv", b"%PDF-1.7", False),
        ("a.xlsx", workbook("xl/workbook.xml"), True),
        ("a.xls", workbook("xl/workbook.xml"), True),
        ("a.xlsx", workbook("word/document.xml"), False),
        ("a.xls", b"<html><table></table>", True),
        ("a.xlsx", CSV, True),
        ("a.geojson", b'{"type": ', True),
        ("a.geojson", b"\x00\x01\x02", False),
    ],
)
def test_content_must_be_of_a_kind_that_is_read_whatever_its_name_says(
    name: str, content: bytes, taken: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert may_be_read(tmp_path / name) is taken


def test_a_file_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = Staging.of(tmp_path, "mine")
    assert refused(staging, "region.toml") == "name"
    assert refused(staging, "a.exe") == "kind"
    assert refused(staging, "a.csv", b"") == "none"
    assert refused(staging, "a.xlsx", b"%PDF-1.7") == "content"
    monkeypatch.setattr(rooms, "BYTES_MOST", 30)
    assert refused(staging, "a.csv", CSV * 2) == "too_large"
    monkeypatch.setattr(rooms, "TOGETHER_MOST", 40)
    added(staging, "a.csv")
    assert refused(staging, "b.csv") == "together"
    monkeypatch.setattr(rooms, "FILES_MOST", 1)
    assert refused(staging, "b.csv") == "too_many"
    added(staging, "a.csv", b"other\n")  # the same name again
    assert [(each.name, each.size) for each in staging.uploads()] == [("a.csv", 6)]
    assert not list(staging.folder.glob(".coming-*")), "nothing half is left"
    assert {"name", "kind", "none", "content", "too_large", "together", "too_many"} <= set(REASONS)


def test_one_session_finds_nothing_of_another_and_nobody_else_may_read(tmp_path: Path) -> None:
    mine, other = Staging.of(tmp_path, "mine"), Staging.of(tmp_path, "other")
    added(mine, "a.csv")
    assert other.uploads() == []
    assert "mine" not in str(mine.folder)
    for folder in (mine.folder, mine.folder.parent, mine.files):
        assert folder.stat().st_mode & 0o077 == 0
    mine.remove("../../a.csv")
    mine.remove("a.csv")
    assert mine.uploads() == []


def test_what_nobody_has_touched_for_long_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = Staging.of(tmp_path, "old"), Staging.of(tmp_path, "new")
    added(old, "a.csv")
    added(new, "a.csv")
    then = time.time() - rooms.KEPT_S - 60
    for path in (old.folder, *old.folder.iterdir()):
        os.utime(path, (then, then))
    sweep(old.folder.parent)
    assert not old.folder.exists()
    assert new.uploads()
    monkeypatch.setattr(rooms, "STAGINGS_MOST", 1)
    assert refused(Staging.of(tmp_path, "third"), "a.csv") == "crowded"


def test_every_reason_has_its_sentence() -> None:
    for language in LANGUAGES:
        assert all(words(language).has(f"upload.refused.{reason}") for reason in REASONS)
