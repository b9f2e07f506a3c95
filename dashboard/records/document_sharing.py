"""With whom a document is shared, and what it held before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.records.author import Author
from dashboard.records.document_access import (
    Document,
    NotKeptError,
    OpenTo,
    hash_of,
    new_word,
    personal_access,
    require,
)
from dashboard.records.documents import change, log
from dashboard.records.schema import accounts, document_shares, document_versions, documents

Shared = Literal["read", "write"]


@dataclass(frozen=True)
class DocumentVersion:
    """What a document held: when it was saved, and by whom ("" where nobody was logged in)."""

    number: int
    name: str
    author: str
    at: datetime


def share(
    connection: Connection, document: Document, account: str, given: Shared | None, who: Author, now: datetime
) -> None:
    """Let an account read or write a document; None takes that away.

    Raises
    ------
    NotKeptError
        `others` or `unknown` as of `require`; `no_account` where there is none of that name.
    """
    require(connection, document, who, "own")
    named = select(accounts.c.id).where(accounts.c.name == account)
    found = connection.execute(named).scalar() if account.isprintable() else None
    if found is None or found == document.owner:
        raise NotKeptError("no_account")
    own = (document_shares.c.document == document.id) & (document_shares.c.account == found)
    connection.execute(delete(document_shares).where(own))
    if given is not None:
        connection.execute(insert(document_shares).values(document=document.id, account=found, access=given))
    log(connection, "share", document, who, now, account=account, access=given or "none")


def shares(connection: Connection, document: Document, who: Author) -> dict[str, str]:
    """Names of the accounts that a document is shared with, and what each may do; for its owner."""
    require(connection, document, who, "own")
    rows = connection.execute(
        select(accounts.c.name, document_shares.c.access)
        .join(document_shares, document_shares.c.account == accounts.c.id)
        .where(document_shares.c.document == document.id)
        .order_by(accounts.c.name)
    )
    return {row.name: row.access for row in rows}


def link(connection: Connection, document: Document, given: Shared | None, who: Author, now: datetime) -> str:
    """The word of a new link to a document; the one before opens nothing. None: "" and no link.

    Raises
    ------
    NotKeptError
        As `require` does.
    """
    require(connection, document, who, "own")
    word = new_word() if given else ""
    values = {"link_hash": hash_of(word) if word else None, "link_right": given}
    connection.execute(update(documents).where(documents.c.id == document.id).values(values))
    log(connection, "link", document, who, now, access=given or "none")
    return word


def open_document(
    connection: Connection, document: Document, to: OpenTo, who: Author, now: datetime, *, is_confirmed: bool
) -> None:
    """Let others read a document whom it is not shared with: such as may see as much, or everybody.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    document : Document
    to : {"", "alike", "public"}
    who : Author
    now : datetime
    is_confirmed : bool
        Whether its owner says that everybody may read what they wrote; needed where that may be more.

    Raises
    ------
    NotKeptError
        As `require` does; `confirm` where that is to be said first.
    """
    require(connection, document, who, "own")
    everybody = Author(access=who.access)
    if to == "public" and not is_confirmed and not everybody.sees([*(document.written_as or ()), who.sight]):
        raise NotKeptError("confirm")
    # of what was saved before anybody wrote it down, it is its owner's sight that counts
    values: dict[str, object] = {"open_to": to, "written_as": document.written_as or [who.sight]}
    connection.execute(update(documents).where(documents.c.id == document.id).values(values))
    log(connection, "open", document, who, now, to=to or "none")


def restore(connection: Connection, document: Document, number: int, who: Author, now: datetime) -> Document:
    """Let a document hold what a version held; that is a version too, and nothing is lost.

    Raises
    ------
    NotKeptError
        As `documents.change` and `content_of` do.
    """
    require(connection, document, who, "write")
    found = next((each for each in versions(connection, document, who) if each.number == number), None)
    if found is None:
        raise NotKeptError("unknown")
    content = content_of(connection, document, number, who)
    return change(connection, document, found.name, content, who, now)


def versions(connection: Connection, document: Document, who: Author) -> list[DocumentVersion]:
    """What a document has held, the newest first; for who may read it.

    Whom it is only open to is told of those versions that are for their eyes.
    """
    require(connection, document, who, "read")
    kept = document_versions.c
    rows = connection.execute(
        select(kept.number, kept.name, kept.author, kept.at, kept.written_as)
        .where(kept.document == document.id)
        .order_by(kept.number.desc())
    )
    is_personal = personal_access(connection, document, who) is not None
    return [
        DocumentVersion(row.number, row.name, row.author, row.at)
        for row in rows
        if is_personal or row.number == document.number or who.sees(row.written_as or ())
    ]


def content_of(connection: Connection, document: Document, number: int, who: Author) -> str:
    """What a version of a document held.

    Raises
    ------
    NotKeptError
        `unknown` where that version is no longer kept, or as `require` does.
    """
    if number not in {each.number for each in versions(connection, document, who)}:
        raise NotKeptError("unknown")
    kept = document_versions.c
    found = select(kept.content).where(kept.document == document.id, kept.number == number)
    return str(connection.execute(found).scalar_one())
