"""Where presentations stand: with the program, in the database, and in a folder by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from dashboard.presentation.client_quota import ClientQuota
from dashboard.presentation.ready_made import read_in_folder, read_text, ready_keys, ready_made
from dashboard.presentation.steps import KEY, Presentation, write_presentation
from dashboard.records import document_access, documents
from dashboard.records.author import Author
from dashboard.records.database import Database
from dashboard.records.document_access import Document, NotKeptError

READ_AGAIN_MOST: Final = 100_000
"""Characters of a saved presentation that is read once, not at every look at the list."""


def utc_now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Shelf:
    """The presentations of a deployment.

    Attributes
    ----------
    folder : Path
        Of those put there by hand, one file each, which are shown and never changed.
    open_to_all : bool
        Whether whoever can open the page may save; else only accounts may, and others keep theirs in the
        browser or as files.
    database : Database or None
        Where they are saved; None where nobody may.
    clock : callable
    author : callable
        Who asks now.
    client : callable
        The address that they ask from; "" where that is not known.
    quota : ClientQuota
        Of what those save who are not logged in.
    """

    folder: Path
    open_to_all: bool = False
    database: Database | None = None
    clock: Callable[[], datetime] = utc_now
    author: Callable[[], Author] = Author
    client: Callable[[], str] = str
    quota: ClientQuota = field(default_factory=ClientQuota)

    @property
    def saving(self) -> bool:
        """Whether who asks now may save."""
        return self.database is not None and (self.open_to_all or self.author().account is not None)

    @property
    def owns(self) -> bool:
        """Whether what who asks now saves is their account's."""
        return self.author().account is not None

    def ready(self, region: str, language: str) -> list[Presentation]:
        """Those that come with the program, for a region, in a language, by the names of their files."""
        return ready_made(region, language)

    def saved(self, region: str) -> list[Presentation]:
        """Those saved for a region that who asks may see, and those in the folder, by name."""
        kept: list[Document] = []
        if self.database is not None:
            with self.database.read() as connection:
                kept = documents.listed(connection, "presentation", region, self.author())
        paths = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        by_hand = (read_in_folder(path) for path in paths if path.stem not in {each.key for each in kept})
        found = [each for each in (*map(presentation_of, kept), *by_hand) if each is not None]
        ours = (each for each in found if each.region in ("", region))
        return sorted(ours, key=lambda each: (each.name.casefold(), each.key))

    def find(self, key: str, region: str, language: str, word: str = "") -> Presentation | None:
        """The presentation of a key; one that comes with the program in the language asked for."""
        ready = [each for each in self.ready(region, language) if each.key == key]
        if ready or not KEY.fullmatch(key):
            return ready[0] if ready else None
        if self.database is not None:
            with self.database.read() as connection:
                kept = documents.find(connection, "presentation", key)
                if kept is not None:
                    allowed = document_access.access(connection, kept, self.asker(word))
                    return presentation_of(kept) if allowed else None
        return read_in_folder(self.folder / f"{key}.json")

    def may_change(self, key: str, word: str = "") -> bool:
        """Whether who asks now may save a presentation again under its key."""
        if self.database is None or not self.saving or not KEY.fullmatch(key):
            return False
        with self.database.read() as connection:
            kept = documents.find(connection, "presentation", key)
            found = document_access.access(connection, kept, self.asker(word)) if kept else None
        return found in ("own", "write")

    def add(self, presentation: Presentation) -> tuple[Presentation, str]:
        """Save a new one: with the key it got, and the word by which it may be changed later, if any.

        Raises
        ------
        NotKeptError
            If the deployment keeps none, or no more, or it is too large.
        """
        by_hand = {path.stem for path in self.folder.glob("*.json")} if self.folder.is_dir() else set()
        text = write_presentation(presentation)
        with self.adding() as connection:
            kept, word = documents.add(
                connection,
                "presentation",
                presentation.name,
                presentation.region,
                text,
                self.author(),
                self.clock(),
                ready_keys() | by_hand,
            )
        return replace(presentation, key=kept.key), word

    def change(self, presentation: Presentation, word: str, number: int | None = None) -> None:
        """Save one again, under its key.

        Parameters
        ----------
        presentation : Presentation
        word : str
            That it was saved with, where nobody was logged in; or of a link to it.
        number : int, optional
            Version that the change was made from.

        Raises
        ------
        NotKeptError
            If there is none of that key, it is another's, or it was changed meanwhile.
        """
        text = write_presentation(presentation)
        with self.keeping().write() as connection:
            kept = self._kept(connection, presentation.key)
            whose = (self.asker(word), self.clock(), number)
            documents.change(connection, kept, presentation.name, text, *whose)

    @contextmanager
    def adding(self) -> Iterator[Connection]:
        """Where a new one is written by who asks now; `NotKeptError` where they have saved many already."""
        client = "" if self.owns else self.client()
        self.quota.require(client)
        with self.keeping().write() as connection:
            yield connection
        self.quota.count(client)

    def remove(self, key: str, word: str) -> None:
        """Take one away; raises as `change` does."""
        with self.keeping().write() as connection:
            documents.remove(connection, self._kept(connection, key), self.asker(word), self.clock())

    def asker(self, word: str) -> Author:
        """Who asks now, with the word that they bring."""
        return replace(self.author(), word=word)

    def keeping(self) -> Database:
        """Where something may be written by who asks now; `NotKeptError` where nothing may."""
        if not self.saving or self.database is None:
            raise NotKeptError("off")
        return self.database

    def _kept(self, connection: Connection, key: str) -> Document:
        """What is saved under a key; a file in the folder is its owner's to change."""
        found = documents.find(connection, "presentation", key) if KEY.fullmatch(key) else None
        if found is None:
            by_hand = bool(KEY.fullmatch(key)) and (self.folder / f"{key}.json").is_file()
            raise NotKeptError("others" if by_hand else "unknown")
        return found


@lru_cache(maxsize=2 * documents.MOST)
def _read_again(content: str, key: str) -> Presentation | None:
    return read_text(content, key)


def presentation_of(document: Document) -> Presentation | None:
    """The presentation that a document holds, under its key; None where it cannot be read."""
    read = _read_again if len(document.content) <= READ_AGAIN_MOST else read_text
    found = read(document.content, document.key)
    return replace(found, key=document.key) if found is not None else None
