"""The audit: who did what, in a chain where each entry holds the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from dashboard.records.column_types import canonical, moment_text
from dashboard.records.database import is_writing
from dashboard.records.errors import RecordsError
from dashboard.records.person_numbers import has_person_number, without_person_numbers
from dashboard.records.schema import CODE, NAME, audit

FIRST: Final = "0" * 64
"""What stands for the hash before the first entry."""
DETAILS_MOST: Final = 4_000
"""Characters of an entry's details as JSON; of longer ones their length and hash are kept."""


@dataclass(frozen=True)
class AuditHead:
    """The last entry: how many there are, and its hash, which vouches for all before it."""

    number: int
    hash: str


@dataclass(frozen=True)
class AuditEntry:
    """One entry, as it is hashed, exported and shown."""

    number: int
    at: datetime
    actor: str
    role: str
    action: str
    subject: str
    details: Mapping[str, Any]
    previous: str
    hash: str

    def plain(self) -> dict[str, Any]:
        """Its fields, the moment as text."""
        return {**vars(self), "at": moment_text(self.at)}

    def expected_hash(self) -> str:
        """SHA-256 of the hash before it, a line break, and its own fields as canonical JSON."""
        own = {name: value for name, value in self.plain().items() if name not in ("previous", "hash")}
        return hashlib.sha256(f"{self.previous}\n{canonical(own)}".encode()).hexdigest()


@dataclass(frozen=True)
class BrokenEntry:
    """The first entry that is not as it was written, and why: `records.broken.<reason>` of the catalogue."""

    number: int
    reason: str


def append(
    connection: Connection,
    actor: str,
    role: str,
    action: str,
    subject: str,
    details: Mapping[str, Any],
    now: datetime,
) -> AuditHead:
    """Add an entry in the transaction of the write that it is about: both are kept, or neither.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`, whose only writer it is: so entries follow each other, whoever writes at once.
    actor : str
        Name of an account; "" where nobody is logged in. Never a person number.
    role : str
    action, subject : str
        What was done, `submission.approve`, and with what.
    details : mapping
        What JSON can hold. Person numbers in it are masked; more than `DETAILS_MOST` is kept as its hash.
    now : datetime

    Returns
    -------
    AuditHead

    Raises
    ------
    RecordsError
        If the actor is a person number, or a name is too long.
    """
    if not is_writing(connection):
        raise ValueError("the audit is written in a transaction of Database.write")
    if has_person_number(actor):
        raise RecordsError("person_number")
    for text, most in ((actor, NAME), (role, CODE), (action, CODE)):
        if len(text) > most:
            raise RecordsError("too_long", what=text[:20], most=most)
    last = head(connection)
    entry = AuditEntry(
        last.number + 1,
        now,
        actor,
        role,
        action,
        without_person_numbers(subject)[:NAME],
        bounded(without_person_numbers(dict(details))),
        last.hash,
        "",
    )
    found = AuditHead(entry.number, entry.expected_hash())
    connection.execute(insert(audit).values(vars(entry) | {"hash": found.hash}))
    return found


def bounded(details: Mapping[str, Any]) -> Mapping[str, Any]:
    """Details as they are; of too long ones how long they were and their hash, which still proves them."""
    text = canonical(details)
    if len(text) <= DETAILS_MOST:
        return details
    return {"characters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def head(connection: Connection) -> AuditHead:
    """The last entry; number 0 where there is none."""
    last = connection.execute(
        select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    ).first()
    return AuditHead(last.number, last.hash) if last else AuditHead(0, FIRST)


def entries(connection: Connection) -> Iterator[AuditEntry]:
    """Every entry in order, a thousand at a time."""
    in_order = select(audit).order_by(audit.c.number).execution_options(yield_per=1000)
    with connection.execute(in_order) as rows:
        for row in rows:
            yield AuditEntry(**row._mapping)


def first_broken(connection: Connection, published: Mapping[int, str]) -> BrokenEntry | None:
    """The first entry that is not as it was written; None where the whole chain holds.

    Parameters
    ----------
    connection : Connection
    published : mapping of int to str
        Hashes that published versions vouch for, by the entry's number: they find what was cut off the end,
        or written anew from some entry on, which a chain alone cannot.
    """
    previous, number = FIRST, 0
    for number, entry in enumerate(entries(connection), 1):
        if entry.number != number:
            return BrokenEntry(number, "missing")
        if entry.previous != previous:
            return BrokenEntry(number, "previous")
        if entry.hash != entry.expected_hash():
            return BrokenEntry(number, "changed")
        if published.get(number, entry.hash) != entry.hash:
            return BrokenEntry(number, "published")
        previous = entry.hash
    return BrokenEntry(number + 1, "cut") if any(each > number for each in published) else None
