"""Files of a case: at most five, each what it says by its content, kept whole in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, select

from dashboard.records.schema import submission_files, submissions
from dashboard.submissions.case import Case
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.file_kinds import clean_name, kind_of_content
from dashboard.submissions.store import LARGEST_ID, done_with, read_case
from dashboard.submissions.taken import Sent, case_for, noted, refuse_person_numbers, update_case

FILES_MOST: Final = 5
"""Of a case."""
BYTES_MOST: Final = 5 * 1024 * 1024
"""Of a file."""
OF_DRAFTS_MOST: Final = 25
"""Files of all of an account's drafts together."""


@dataclass(frozen=True)
class CaseFile:
    """What is told of a file before it is opened; `size` is in bytes."""

    id: int
    name: str
    kind: str
    size: int


def files_of(connection: Connection, case_id: int) -> tuple[CaseFile, ...]:
    """Files of a case, in the order they came."""
    table = submission_files.c
    found = select(table.id, table.name, table.kind, table.size).where(table.submission == case_id)
    return tuple(CaseFile(*row) for row in connection.execute(found.order_by(table.id)))


def files_by_case(connection: Connection, case_ids: Collection[int]) -> dict[int, tuple[CaseFile, ...]]:
    """Files of several cases, by the id of the case; only of those that have any."""
    table = submission_files.c
    chosen = select(table.submission, table.id, table.name, table.kind, table.size)
    found: dict[int, tuple[CaseFile, ...]] = {}
    for case_id, *rest in connection.execute(chosen.where(table.submission.in_(case_ids)).order_by(table.id)):
        found[case_id] = (*found.get(case_id, ()), CaseFile(*rest))
    return found


def content_of(connection: Connection, case_id: int, file_id: int) -> tuple[CaseFile, bytes] | None:
    """A file of a case with what it holds; None where the case has no such file."""
    if not (0 < file_id <= LARGEST_ID and 0 < case_id <= LARGEST_ID):
        return None
    table = submission_files.c
    row = connection.execute(
        select(submission_files).where(table.id == file_id, table.submission == case_id)
    ).first()
    return None if row is None else (CaseFile(row.id, row.name, row.kind, row.size), row.content)


def attach(connection: Connection, sent: Sent, case_id: int, name: str, content: bytes) -> Case:
    """A file put to a case that its author still writes; one that it has already is not put to it again.

    Parameters
    ----------
    connection : Connection
    sent : Sent
    case_id : int
    name : str
        As the browser has it; what is kept is its last part, in plain signs, with the ending of its kind.
    content : bytes

    Raises
    ------
    SubmissionError
        If it is empty, too large or of no kind that is taken; if the case or the drafts have no room for
        more; if its name holds a person number; or as `save` does.
    """
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    case = case_for(connection, sent, case_id, "attach")
    digest = hashlib.sha256(content).hexdigest()
    table = submission_files.c
    had = select(table.sha256).where(table.submission == case.id)
    digests = set(connection.execute(had).scalars())
    if digest in digests:
        return case
    kind = _kind_of(content)
    kept = clean_name(name, kind)
    refuse_person_numbers(kept)
    if len(digests) >= FILES_MOST:
        raise SubmissionError("file_many")
    drafts = select(submissions.c.id).where(
        submissions.c.author == case.author, submissions.c.status == "draft"
    )
    of_drafts = select(func.count()).select_from(submission_files).where(table.submission.in_(drafts))
    if case.status == "draft" and connection.execute(of_drafts).scalar_one() >= OF_DRAFTS_MOST:
        raise SubmissionError("files_of_drafts")
    values = {"name": kept, "kind": kind, "size": len(content), "sha256": digest, "content": content}
    connection.execute(submission_files.insert().values(submission=case.id, at=sent.now, **values))
    update_case(connection, case, sent)
    return noted(
        connection, sent, case.id, "attach", case.status, file=kept, bytes=len(content), sha256=digest
    )


def detach(connection: Connection, sent: Sent, case_id: int, file_id: int) -> Case:
    """A file taken away by the author; a case that has no such file stays as it is."""
    if (done := done_with(connection, sent.token)) is not None:
        return read_case(connection, done)
    case = case_for(connection, sent, case_id, "detach")
    found = next((each for each in files_of(connection, case.id) if each.id == file_id), None)
    if found is None:
        return case
    connection.execute(delete(submission_files).where(submission_files.c.id == found.id))
    update_case(connection, case, sent)
    return noted(connection, sent, case.id, "detach", case.status, file=found.name)


def forget_files(connection: Connection, case_id: int) -> None:
    """Let all files of a case go."""
    connection.execute(delete(submission_files).where(submission_files.c.submission == case_id))


def _kind_of(content: bytes) -> str:
    if not content:
        raise SubmissionError("file_empty")
    if len(content) > BYTES_MOST:
        raise SubmissionError("file_large")
    kind = kind_of_content(content)
    if kind is None:
        raise SubmissionError("file_kind")
    return kind
