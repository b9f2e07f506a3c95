"""Files of a case: what is taken, by whom, how many, and that a backup has them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.records.backup import backup
from dashboard.records.database import Database, sqlite_url
from dashboard.records.restore import restore
from dashboard.records.schema import audit
from dashboard.submissions import files, steps
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.file_kinds import MEDIA, clean_name, kind_of_content
from dashboard.submissions.store import read_case
from tests.dashboard.submissions.conftest import CHIEF, NOW, OFFICER, OTHER, draft, sent

PDF, PNG, JPEG = b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


def office(*parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for part in parts:
            made.writestr(part, "x")
    return packed.getvalue()


TYPES = "[Content_Types].xml"
XLSX, DOCX = office(TYPES, "xl/workbook.xml"), office(TYPES, "word/document.xml")


@pytest.fixture
def case(database: Database) -> int:
    """A draft of the chief's."""
    with database.write() as connection:
        return steps.save(connection, sent(CHIEF), draft()).id


def attached(
    database: Database, case: int, name: str = "a.pdf", content: bytes = PDF, token: str = ""
) -> None:
    with database.write() as connection:
        files.attach(connection, sent(CHIEF, token=token), case, name, content)


def refused(database: Database, case: int, content: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(SubmissionError) as caught:
        attached(database, case, name, content)
    return caught.value.reason


def names(database: Database, case: int) -> list[str]:
    with database.read() as connection:
        return [each.name for each in files.files_of(connection, case)]


def test_a_kind_is_told_by_what_a_file_holds() -> None:
    contents = {"pdf": PDF, "png": PNG, "jpg": JPEG, "xlsx": XLSX, "docx": DOCX}
    assert {kind: kind_of_content(content) for kind, content in contents.items()} == {
        kind: kind for kind in MEDIA
    }
    others = [
        b"<html>", b"MZ\x90", b"PK\x03\x04 cut off", office("a.txt"), office(TYPES, "ppt/presentation.xml"),
        office(TYPES, "xl/workbook.xml", "xl/vbaProject.bin"),
        office(TYPES, "xl/workbook.xml", "word/document.xml"),
    ]  # fmt: skip
    assert [kind_of_content(content) for content in others] == [None] * len(others)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Hyreskontrakt.PDF", "Hyreskontrakt.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Mina filer\\plan.html", "plan.pdf"),
        ('a";\r\nX: y\u202e.pdf', "a_ X_ y.pdf"),
        (".pdf", "bilaga.pdf"),
        ("", "bilaga.pdf"),
        ("å" * 300, "å" * 80 + ".pdf"),
    ],
)
def test_a_name_has_no_folder_no_sign_that_means_something_else_and_the_ending_of_its_kind(
    name: str, kept: str
) -> None:
    assert clean_name(name, "pdf") == kept


def test_a_case_has_five_files_each_once_and_each_stands_in_history_and_audit(
    database: Database, case: int
) -> None:
    for number in range(5):
        attached(database, case, f"{number}.pdf", PDF + bytes([number]))
    attached(database, case, "again.pdf", PDF + bytes([0]))
    assert names(database, case) == [f"{number}.pdf" for number in range(5)]
    assert refused(database, case, PDF) == "file_many"
    with database.read() as connection:
        assert [each.action for each in read_case(connection, case).happenings] == ["save", *["attach"] * 5]
        last = connection.execute(select(audit).order_by(audit.c.number.desc())).first()
    assert last is not None
    assert (last.action, last.details["file"], last.details["bytes"]) == ("case-attach", "4.pdf", 15)


def test_what_is_empty_too_large_or_of_another_kind_is_not_kept(
    database: Database, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BYTES_MOST", len(PDF))
    assert refused(database, case, b"") == "file_empty"
    assert refused(database, case, PDF + b".") == "file_large"
    assert refused(database, case, b"<script>") == "file_kind"
    assert refused(database, case, PDF, "191212121212.pdf") == "person_number"
    attached(database, case)
    assert names(database, case) == ["a.pdf"]


def test_only_the_author_and_only_while_it_is_written(database: Database, case: int) -> None:
    attached(database, case)
    with database.write() as connection:
        (kept,) = files.files_of(connection, case)
        with pytest.raises(SubmissionError, match="somebody else's"):
            files.attach(connection, sent(OTHER), case, "b.pdf", PNG)
        with pytest.raises(SubmissionError, match="somebody else's"):
            files.detach(connection, sent(OTHER), case, kept.id)
        steps.submit(connection, sent(CHIEF), case, {})
        for late in (
            lambda: files.attach(connection, sent(CHIEF), case, "b.pdf", PNG),
            lambda: files.detach(connection, sent(CHIEF), case, kept.id),
        ):
            with pytest.raises(SubmissionError) as caught:
                late()
            assert caught.value.reason == "wrong_state"
        assert files.content_of(connection, case, kept.id) == (kept, PDF)
        assert files.content_of(connection, case + 1, kept.id) is None
        steps.send_back(connection, sent(OFFICER), case, "Fel avtal")
        files.detach(connection, sent(CHIEF), case, kept.id)
        assert files.files_of(connection, case) == ()


def test_a_form_sent_twice_attaches_once_and_a_draft_thrown_away_leaves_no_file(
    database: Database, case: int
) -> None:
    for _ in range(2):
        attached(database, case, token="form-of-a-file")
    assert names(database, case) == ["a.pdf"]
    with database.write() as connection:
        steps.withdraw(connection, sent(CHIEF), case)
    assert names(database, case) == []


def test_an_accounts_drafts_have_so_many_files_together(
    database: Database, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OF_DRAFTS_MOST", 1)
    attached(database, case)
    assert refused(database, case, PNG) == "files_of_drafts"


def test_a_backup_brings_the_files_back(database: Database, case: int, tmp_path: Path) -> None:
    attached(database, case, "Kontrakt.pdf")
    attached(database, case, "Plan.xlsx", XLSX)
    backup(database, tmp_path / "b.gz", NOW)
    other = Database.at(sqlite_url(tmp_path / "other"))
    restore(other, tmp_path / "b.gz", NOW)
    with other.read() as connection:
        found = [files.content_of(connection, case, each.id) for each in files.files_of(connection, case)]
    assert [each and (each[0].name, each[1]) for each in found] == [
        ("Kontrakt.pdf", PDF),
        ("Plan.xlsx", XLSX),
    ]
    other.engine.dispose()
