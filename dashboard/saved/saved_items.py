"""What somebody finds among what is saved: each document with its owner, its history and who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from dashboard.records import document_access, documents
from dashboard.records.author import Author
from dashboard.records.document_access import Access, Document, Kind
from dashboard.records.document_sharing import DocumentVersion, shares, versions
from dashboard.records.schema import accounts

KINDS: Final[tuple[Kind, ...]] = ("presentation", "scenario")


@dataclass(frozen=True)
class SavedItem:
    """One document as its reader finds it.

    Attributes
    ----------
    document : Document
    access : {"own", "write", "read"}
    owner : str
        Name; "" where nobody owns it.
    versions : sequence of DocumentVersion
        The newest first.
    names : mapping of str to str
        What accounts are called, by the name that the versions and shares have.
    shares : mapping of str to str
        For its owner: accounts, and what each may do.
    """

    document: Document
    access: Access
    owner: str
    versions: Sequence[DocumentVersion]
    names: Mapping[str, str]
    shares: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Kind and key, as an address has them."""
        return f"{self.document.kind}:{self.document.key}"

    @property
    def is_own(self) -> bool:
        """Whether the reader owns it."""
        return self.access == "own"

    @property
    def author(self) -> str:
        """What whoever wrote it last is called; "" where nobody was logged in."""
        last = self.versions[0].author if self.versions else ""
        return self.names.get(last, last)


def saved_items(connection: Connection, region: str, who: Author) -> list[SavedItem]:
    """All that somebody finds, what was changed last first.

    Parameters
    ----------
    connection : Connection
    region : str
        Its id.
    who : Author
    """
    rows = connection.execute(select(accounts.c.id, accounts.c.name, accounts.c.display_name)).all()
    owners = {row.id: row.display_name or row.name for row in rows}
    names = {row.name: row.display_name or row.name for row in rows}
    found = [each for kind in KINDS for each in documents.listed(connection, kind, region, who)]
    return sorted(
        (_item(connection, each, who, owners, names) for each in found),
        key=lambda item: item.document.changed_at,
        reverse=True,
    )


def _item(
    connection: Connection,
    document: Document,
    who: Author,
    owners: Mapping[int, str],
    names: Mapping[str, str],
) -> SavedItem:
    found = document_access.access(connection, document, who) or "read"
    owner = owners.get(document.owner, "") if document.owner is not None else ""
    with_whom = shares(connection, document, who) if found == "own" else {}
    return SavedItem(document, found, owner, versions(connection, document, who), names, with_whom)
