"""What is done with a saved document from its card, each by one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from dashboard.presentation.shelf import Shelf
from dashboard.records import document_access, document_sharing, documents
from dashboard.records.document_access import Document, NotKeptError, OpenTo
from dashboard.saved.opened_document import checked_name, renamed
from dashboard.saved.saved_items import KINDS
from dashboard.saved.scenarios import kept_document
from dashboard.serve.links import FORM_PAGES
from dashboard.serve.site_address import site_address

OPEN_TO: Final[Mapping[str, OpenTo]] = {"": "", "alike": "alike", "public": "public"}
OPEN: Final = f"{FORM_PAGES['saved']}/oppna"
"""Where links to what is saved lead."""


class Acts:
    """What one form asks for.

    Parameters
    ----------
    shelf : Shelf
    form : mapping of str to str
    """

    def __init__(self, shelf: Shelf, form: Mapping[str, str]) -> None:
        self.shelf, self.form, self.who = shelf, form, shelf.author()

    def done(self, do: str, id_: str) -> str:
        """Do what a form asks for with a document; the address of a new link, otherwise "".

        Parameters
        ----------
        do : str
            Name of the act.
        id_ : str
            Kind and key of the document.

        Raises
        ------
        NotKeptError
            Where it cannot be done.
        """
        kind, _, key = id_.partition(":")
        if kind not in KINDS:
            raise NotKeptError("unknown")
        with self.shelf.keeping().write() as connection:
            document = kept_document(connection, kind, key)
            found = {
                "rename": self._rename,
                "share": self._share,
                "unshare": self._share,
                "link": self._link,
                "unlink": self._link,
                "open": self._open,
                "restore": self._restore,
                "remove": self._remove,
            }.get(do)
            if found is None:
                raise NotKeptError("unknown")
            return found(connection, document)

    def _rename(self, connection: Connection, document: Document) -> str:
        document_access.require(connection, document, self.who, "write")
        name = checked_name(self.form.get("name", ""))
        text = renamed(document, name)
        number = number_of(self.form.get("number", ""))
        documents.change(connection, document, name, text, self.who, self._now, number)
        return ""

    def _share(self, connection: Connection, document: Document) -> str:
        account = self.form.get("account", "").strip().casefold()
        given = None if self.form.get("do") == "unshare" else self._right()
        document_sharing.share(connection, document, account, given, self.who, self._now)
        return ""

    def _link(self, connection: Connection, document: Document) -> str:
        given = None if self.form.get("do") == "unlink" else self._right()
        word = document_sharing.link(connection, document, given, self.who, self._now)
        return f"{site_address()}{OPEN}/{document.kind}/{document.key}?word={word}" if word else ""

    def _open(self, connection: Connection, document: Document) -> str:
        to = OPEN_TO.get(self.form.get("open_to", ""))
        confirmed = self.form.get("confirmed") == "yes"
        if to is None:
            raise NotKeptError("unknown")
        if number_of(self.form.get("number", "")) != document.number:
            raise NotKeptError("changed")  # whoever lets others read has read it themselves
        document_sharing.open_document(connection, document, to, self.who, self._now, is_confirmed=confirmed)
        return ""

    def _restore(self, connection: Connection, document: Document) -> str:
        if number_of(self.form.get("number", "")) != document.number:
            raise NotKeptError("changed")
        version = number_of(self.form.get("version", ""))
        document_sharing.restore(connection, document, version, self.who, self._now)
        return ""

    def _remove(self, connection: Connection, document: Document) -> str:
        documents.remove(connection, document, self.who, self._now)
        return ""

    def _right(self) -> document_sharing.Shared:
        return "write" if self.form.get("access") == "write" else "read"

    @property
    def _now(self) -> datetime:
        return self.shelf.clock()


def number_of(text: str) -> int:
    """Number of a version; -1, which none has, where it is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
