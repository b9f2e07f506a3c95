"""With whom a document is shared, and what it held before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.records.documents import Author, Document, NotKeptError, hash_of, log, new_word, require
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
        `others` or `unknown` as `documents.require` says; `no_account` where there is none of that name.
    """
    require(connection, document, who, "own")
    found = connection.execute(select(accounts.c.id).where(accounts.c.name == account)).scalar()
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
        As `documents.require` does.
    """
    require(connection, document, who, "own")
    word = new_word() if given else ""
    values = {"link_hash": hash_of(word) if word else None, "link_right": given}
    connection.execute(update(documents).where(documents.c.id == document.id).values(values))
    log(connection, "link", document, who, now, access=given or "none")
    return word


def versions(connection: Connection, document: Document, who: Author) -> list[DocumentVersion]:
    """What a document has held, the newest first; for who may read it."""
    require(connection, document, who, "read")
    kept = document_versions.c
    rows = connection.execute(
        select(kept.number, kept.name, kept.author, kept.at)
        .where(kept.document == document.id)
        .order_by(kept.number.desc())
    )
    return [DocumentVersion(**row._mapping) for row in rows]


def content_of(connection: Connection, document: Document, number: int, who: Author) -> str:
    """What a version of a document held.

    Raises
    ------
    NotKeptError
        `unknown` where that version is no longer kept, or as `documents.require` does.
    """
    require(connection, document, who, "read")
    kept = document_versions.c
    found = connection.execute(
        select(kept.content).where(kept.document == document.id, kept.number == number)
    ).scalar()
    if found is None:
        raise NotKeptError("unknown")
    return str(found)
