"""What people save, presentations and scenarios: found, added, changed and removed, with its history."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from dashboard.records import audit
from dashboard.records.author import Author, Sight
from dashboard.records.document_access import (
    Document,
    Kind,
    NotKeptError,
    hash_of,
    is_open_to,
    new_word,
    require,
)
from dashboard.records.schema import NAME, document_shares, document_versions, documents

BYTES_MOST: Final[dict[Kind, int]] = {"presentation": 2_400_000, "scenario": 100_000}
"""Of the content of each kind, UTF-8."""
MOST: Final = 200
"""Documents of a kind that an account keeps; and all those who are not logged in together."""
VERSIONS_MOST: Final = 30
"""Versions of a document that are kept, the newest among them."""
LONGEST_KEY: Final = 50
KEY_FORM: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def find(connection: Connection, kind: Kind, key: str) -> Document | None:
    """The document of a key, whoever may see it; None where there is none."""
    if not KEY_FORM.fullmatch(key):
        return None
    row = connection.execute(
        select(documents).where(documents.c.kind == kind, documents.c.key == key)
    ).first()
    return Document(**row._mapping) if row else None


def listed(connection: Connection, kind: Kind, region: str, who: Author) -> list[Document]:
    """Those of a region that somebody finds in their list, by name.

    Parameters
    ----------
    connection : Connection
    kind : {"presentation", "scenario"}
    region : str
        Its id; documents that fit any region are among them.
    who : Author
        Finds what nobody owns, their own, what is shared with their account, and what is open to such as
        them; not what a link alone opens.
    """
    shared = select(document_shares.c.document).where(document_shares.c.account == who.account)
    own = (documents.c.owner == who.account) | documents.c.id.in_(shared)
    ours = or_(documents.c.owner.is_(None), documents.c.open_to != "", own)
    found = connection.execute(
        select(documents, own.label("is_own")).where(
            documents.c.kind == kind, documents.c.region.in_(("", region)), ours
        )
    )
    rows = [dict(row._mapping) for row in found]
    found_documents = [(row.pop("is_own"), Document(**row)) for row in rows]
    kept = (document for is_own, document in found_documents if is_own or is_open_to(document, who))
    return sorted(kept, key=lambda each: (each.name.casefold(), each.key))


def all_kept(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Kind, key, name and characters of everything that is saved, the largest first: for who administers."""
    size = func.length(documents.c.content)
    found = connection.execute(
        select(documents.c.kind, documents.c.key, documents.c.name, size).order_by(size.desc())
    )
    return [(kind, key, name, int(length)) for kind, key, name, length in found]


def count_owned(connection: Connection, account: int) -> int:
    """How many documents an account owns."""
    count = select(func.count()).select_from(documents).where(documents.c.owner == account)
    return int(connection.execute(count).scalar_one())


def add(
    connection: Connection,
    kind: Kind,
    name: str,
    region: str,
    content: str,
    who: Author,
    now: datetime,
    taken: Container[str] = (),
) -> tuple[Document, str]:
    """Save a new document.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    kind : {"presentation", "scenario"}
    name, region, content : str
    who : Author
        Its owner; where nobody is logged in, whoever has the word that it gets.
    now : datetime
    taken : container of str
        Keys that it may not get.

    Returns
    -------
    Document
    str
        The word by which it may be changed; "" where an account owns it.

    Raises
    ------
    NotKeptError
        `too_large`, or `full` where there is no room for more.
    """
    _refuse_large(kind, content)
    own = documents.c.owner.is_(None) if who.account is None else documents.c.owner == who.account
    count = select(func.count()).select_from(documents).where(documents.c.kind == kind, own)
    if connection.execute(count).scalar_one() >= MOST:
        raise NotKeptError("full")
    key = next(
        each for each in keys(name, kind) if each not in taken and find(connection, kind, each) is None
    )
    word = "" if who.account is not None else new_word()
    word_hash = hash_of(word) if word else None
    return insert_document(connection, kind, key, name, region, content, who, now, word_hash), word


def insert_document(
    connection: Connection,
    kind: Kind,
    key: str,
    name: str,
    region: str,
    content: str,
    who: Author,
    now: datetime,
    word_hash: str | None,
) -> Document:
    """Insert a document under a key that is free, with its first version and its entry in the audit."""
    values = {
        "kind": kind,
        "key": key,
        "name": name[:NAME],
        "region": region,
        "content": content,
        "number": 1,
    }
    own: dict[str, object] = {
        "owner": who.account,
        "word_hash": word_hash,
        "created_at": now,
        "changed_at": now,
    }
    own["written_as"] = _written_as((), who)
    connection.execute(insert(documents).values(values | own))
    document = find(connection, kind, key)
    assert document is not None
    _keep_version(connection, document, who, now)
    log(connection, "add", document, who, now)
    return document


def change(
    connection: Connection,
    document: Document,
    name: str,
    content: str,
    who: Author,
    now: datetime,
    number: int | None = None,
) -> Document:
    """Save a document again; what it held before is kept as a version.

    What everybody reads is no longer theirs when somebody has written it who may see more than they: it must
    be confirmed anew.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    document : Document
    name, content : str
    who : Author
    now : datetime
    number : int, optional
        Version that the change was made from: where another has been saved since, it is not overwritten.

    Raises
    ------
    NotKeptError
        `others` where it is another's, `changed` where it was changed meanwhile, or `too_large`.
    """
    require(connection, document, who, "write")
    if number is not None and number != document.number:
        raise NotKeptError("changed")
    _refuse_large(document.kind, content)
    values: dict[str, object] = {
        "open_to": "alike" if document.open_to == "public" and who.sees_more else document.open_to,
        "written_as": _written_as(document.written_as or (), who),
    }
    connection.execute(
        update(documents)
        .where(documents.c.id == document.id)
        .values(name=name[:NAME], content=content, number=document.number + 1, changed_at=now, **values)
    )
    found = find(connection, document.kind, document.key)
    assert found is not None
    _keep_version(connection, found, who, now)
    log(connection, "change", found, who, now)
    return found


def remove(connection: Connection, document: Document, who: Author, now: datetime) -> None:
    """Take a document away with its history; `NotKeptError` where it is another's; who administers may."""
    if not who.administers:
        require(connection, document, who, "own")
    connection.execute(delete(documents).where(documents.c.id == document.id))
    log(connection, "remove", document, who, now)


def log(
    connection: Connection, action: str, document: Document, who: Author, now: datetime, **more: object
) -> None:
    """Tell the audit what was done with a document; never what it holds."""
    details = {"version": document.number, **more}
    audit.append(connection, who.name, who.role, f"{document.kind}.{action}", document.key, details, now)


def keys(name: str, kind: Kind) -> Iterator[str]:
    """Keys for a name, the plainest first: "Nämnden i mars" is `namnden-i-mars`, then with a number."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or kind
    yield words
    number = 2
    while True:
        yield f"{words}-{number}"
        number += 1


def _written_as(before: Sequence[Sight], who: Author) -> list[Sight]:
    """In which roles and limits a document has been written, with one who writes it now.

    Nothing is known of who is not logged in but that they see what everybody sees.
    """
    if who.account is None:
        return list(before)
    return [*before, *([] if who.sight in before else [who.sight])]


def _refuse_large(kind: Kind, content: str) -> None:
    if len(content.encode()) > BYTES_MOST[kind]:
        raise NotKeptError("too_large")


def _keep_version(connection: Connection, document: Document, who: Author, now: datetime) -> None:
    """Keep what a document holds as its newest version, and let go of the oldest."""
    own = {"document": document.id, "number": document.number, "author": who.name, "at": now}
    own["written_as"] = document.written_as
    connection.execute(insert(document_versions).values(name=document.name, content=document.content, **own))
    connection.execute(
        delete(document_versions).where(
            document_versions.c.document == document.id,
            document_versions.c.number <= document.number - VERSIONS_MOST,
        )
    )
