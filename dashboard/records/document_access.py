"""A document that somebody saves, and what others may do with it: by account, share, word or sight."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection, select

from dashboard.records.author import Author, Sight
from dashboard.records.schema import document_shares

Kind = Literal["presentation", "scenario"]
OpenTo = Literal["", "alike", "public"]
"""Who finds a document besides those that it is shared with: nobody, who may see as much as those who wrote
it, or everybody."""

Access = Literal["own", "write", "read"]

WORD_BYTES: Final = 24
RANK: Final = {"own": 3, "write": 2, "read": 1}


class NotKeptError(Exception):
    """A document is not kept; `reason` is the catalogue's `<kind>.not_kept.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Document:
    """One of them, as it is now; `number` is its version, and rises at each change."""

    id: int
    kind: Kind
    key: str
    region: str
    name: str
    owner: int | None
    word_hash: str | None
    link_hash: str | None
    link_right: str | None
    number: int
    content: str
    created_at: datetime
    changed_at: datetime
    open_to: OpenTo = ""
    written_as: Sequence[Sight] | None = None


def access(connection: Connection, document: Document, who: Author) -> Access | None:
    """What somebody may do with a document: `own` (all), `write`, `read`, or nothing.

    What was saved without login is read by whoever can open the page, and belongs to who has its word.
    """
    found = personal_access(connection, document, who)
    return found or ("read" if is_open_to(document, who) else None)


def personal_access(connection: Connection, document: Document, who: Author) -> Access | None:
    """The same, but for what is open to them only because of what they may see."""
    found: set[Access] = set()
    if document.owner is None and _is_word(who.word, document.word_hash):
        found.add("own")
    if who.account is not None:
        if document.owner == who.account:
            found.add("own")
        share = connection.execute(
            select(document_shares.c.access).where(
                document_shares.c.document == document.id, document_shares.c.account == who.account
            )
        ).scalar()
        found |= {share} if share else set()
    if document.link_right and _is_word(who.word, document.link_hash):
        found.add("write" if document.link_right == "write" else "read")
    return max(found, key=RANK.__getitem__, default=None)


def is_open_to(document: Document, who: Author) -> bool:
    """Whether somebody may read a document that nobody has shared with them.

    What one role wrote may hold figures that another may not see: it is open to who may see as much as all
    who wrote it, and to everybody where its owner has confirmed that it may be.
    """
    if document.open_to == "public":
        return True
    alike = document.owner is None or (document.open_to == "alike" and who.account is not None)
    return alike and who.sees(document.written_as or ())


def require(connection: Connection, document: Document, who: Author, least: Access) -> None:
    """Raise `NotKeptError` where somebody may not do so much: `unknown` where they may not even see it."""
    found = access(connection, document, who)
    if found is None:
        raise NotKeptError("unknown")
    if RANK[found] < RANK[least]:
        raise NotKeptError("others")


def new_word() -> str:
    """A word that nobody guesses."""
    return secrets.token_urlsafe(WORD_BYTES)


def hash_of(word: str) -> str:
    """What is kept of a word."""
    return hashlib.sha256(word.encode(errors="replace")).hexdigest()


def _is_word(word: str, kept: str | None) -> bool:
    return bool(word and kept) and hmac.compare_digest(kept or "", hash_of(word))
