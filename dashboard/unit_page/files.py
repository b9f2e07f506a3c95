"""Files of a case on a page: read from a form, listed with their links, and given to whoever may see them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from flask import Flask, Response, abort, request, send_file

from dashboard.components.markup import Markup, tag
from dashboard.login.csrf import is_of_our_origin
from dashboard.login.current import current
from dashboard.login.gate import Gate
from dashboard.login.identity import Identity
from dashboard.records.audit import append
from dashboard.submissions.case import Case
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.file_kinds import MEDIA
from dashboard.submissions.files import BYTES_MOST, FILES_MOST, CaseFile, content_of
from dashboard.submissions.states import AUTHORS
from dashboard.words.words import Words

FIELD: Final = "files"
"""Of the form."""
BODY_MOST: Final = FILES_MOST * BYTES_MOST + 256 * 1024
"""Bytes of a form with all its files."""
TAKE_AWAY: Final = "detach-"
"""How the button that takes a file away begins what it does; its number follows."""
KIBIBYTE: Final = 1024
POLICY: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def make_room(server: Flask) -> None:
    """Let the form of Min enhet be as large as its files, for who may send it and from our own page.

    Parameters
    ----------
    server : Flask
        Before anything that reads a form.
    """

    @server.before_request
    def room() -> None:
        with_files = request.method == "POST" and request.mimetype == "multipart/form-data"
        if request.endpoint == "unit" and with_files and is_of_our_origin():
            identity = current()
            if identity.is_logged_in and identity.role in AUTHORS:
                request.max_content_length = BODY_MOST


def sent_files() -> list[tuple[str, bytes]]:
    """Name and content of each file that the form brings, no more of any than shows that it is too large.

    Raises
    ------
    SubmissionError
        If there are more than a case may have.
    """
    found = [each for each in request.files.getlist(FIELD) if each.filename]
    if len(found) > FILES_MOST:
        raise SubmissionError("file_many")
    return [(each.filename or "", each.stream.read(BYTES_MOST + 1)) for each in found]


def brings_files() -> bool:
    """Whether the form brings any: a browser does not send them anew by itself."""
    return any(each.filename for each in request.files.getlist(FIELD))


def given_file(gate: Gate, identity: Identity, case: Case, file_id: int) -> Response:
    """A file of a case for who may see it: to be kept, never to be run. It stands in the audit."""
    with gate.database.read() as connection:
        found = content_of(connection, case.id, file_id)
    if found is None:
        abort(404)
    file, content = found
    with gate.database.write() as connection:
        subject = f"case {case.label or case.id} unit {case.unit_id}"
        details = {"file": file.name}
        append(connection, identity.account, identity.role, "case-file-read", subject, details, gate.now())
    answer = send_file(
        io.BytesIO(content), MEDIA[file.kind], as_attachment=True, download_name=file.name, etag=False
    )
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def file_links(files: Sequence[CaseFile], address: str, words: Words) -> list[Markup]:
    """Links to files below an address, each with its size."""
    links = []
    for file in files:
        href = f"{address}/{file.id}?lang={words.language}"
        size = tag("span", " ", _size(file.size, words), class_="quiet")
        links.append(tag("span", tag("a", file.name, href=href), size))
    return links


def files_field(files: Sequence[CaseFile], address: str, words: Words, *, lost: bool) -> Markup:
    """The form's files: those there are, a way to take each away, and a field for more.

    Parameters
    ----------
    files : sequence of CaseFile
        Of the draft.
    address : str
        Below which they are.
    words : Words
    lost : bool
        Whether the form brought files that were not kept, since something else was wrong.
    """
    rows = []
    for file, link in zip(files, file_links(files, address, words), strict=True):
        which = words("my_unit.files.take_away_file", name=file.name)
        press = tag(
            "button", words("my_unit.files.take_away"), type="submit", name="do",
            value=f"{TAKE_AWAY}{file.id}", class_="link", aria_label=which,
        )  # fmt: skip
        rows.append(tag("li", link, " ", press))
    accept = ",".join(f".{kind}" for kind in (*MEDIA, "jpeg"))
    field: Markup = [
        "input",
        {
            "type": "file", "name": FIELD, "id": "fact-files", "multiple": "multiple", "accept": accept,
            "aria-describedby": "about-files",
        },
    ]  # fmt: skip
    again = [tag("p", words("my_unit.files.again"), class_="fact-wrong")] if lost else []
    return tag(
        "div",
        tag("label", words("my_unit.files.name"), for_="fact-files"),
        *([tag("ul", *rows, class_="case-files")] if rows else []),
        *again,
        field,
        tag("p", words("my_unit.files.about"), id="about-files", class_="quiet"),
        class_="files-row",
    )


def _size(count: int, words: Words) -> str:
    kilo = max(1, round(count / KIBIBYTE))
    if kilo < KIBIBYTE:
        return words("my_unit.files.size_kb", size=kilo)
    return words("my_unit.files.size_mb", size=words.number(kilo / KIBIBYTE, 1))
