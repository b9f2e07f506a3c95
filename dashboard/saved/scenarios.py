"""Scenarios in the database: the files that the map saves, under a key of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import VIEW_MOST, view_of
from dashboard.records import document_access, documents
from dashboard.records.column_types import canonical
from dashboard.records.document_access import Document, Kind, NotKeptError
from dashboard.serve.links import BROKEN, read_query
from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.scenario.saved import FORMAT, FORMAT_VERSION, NAME_MOST, values_of
from geodata.scenario.scenario import parse


@dataclass(frozen=True)
class Store:
    """Where scenarios are saved, and by whom: as presentations are, `shelf` says."""

    shelf: Shelf

    def listed(self, region: Region) -> list[Document]:
        """Those of a region that who asks finds in their list, by name."""
        if self.shelf.database is None:
            return []
        with self.shelf.database.read() as connection:
            return documents.listed(connection, "scenario", region.settings.id, self.shelf.author())

    def find(self, key: str, word: str) -> Document | None:
        """The scenario of a key, where who asks may read it."""
        if self.shelf.database is None:
            return None
        with self.shelf.database.read() as connection:
            found = documents.find(connection, "scenario", key)
            who = self.shelf.asker(word)
            return found if found and document_access.access(connection, found, who) else None

    def add(self, content: object, region: Region) -> tuple[Document, str]:
        """Save a new one; its word where nobody owns it. Raises `NotKeptError`."""
        name, text = _checked(content, region)
        with self.shelf.adding() as connection:
            own = (region.settings.id, text, self.shelf.author(), self.shelf.clock())
            return documents.add(connection, "scenario", name, *own)

    def change(self, key: str, content: object, region: Region, word: str, number: int | None) -> Document:
        """Save one again, made from a version of it. Raises `NotKeptError`."""
        name, text = _checked(content, region)
        with self.shelf.keeping().write() as connection:
            kept = kept_document(connection, "scenario", key)
            whose = (self.shelf.asker(word), self.shelf.clock(), number)
            return documents.change(connection, kept, name, text, *whose)

    def remove(self, key: str, word: str) -> None:
        """Take one away. Raises `NotKeptError`."""
        with self.shelf.keeping().write() as connection:
            kept = kept_document(connection, "scenario", key)
            documents.remove(connection, kept, self.shelf.asker(word), self.shelf.clock())


def kept_document(connection: Connection, kind: Kind, key: str) -> Document:
    """The document of a key; `NotKeptError` where there is none."""
    found = documents.find(connection, kind, key)
    if found is None:
        raise NotKeptError("unknown")
    return found


def scenario_of(region: str, name: str, values: Mapping[str, object]) -> dict[str, object]:
    """A scenario as the map saves it."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "region": region,
        "name": name,
        "values": values,
    }


def _checked(content: object, region: Region) -> tuple[str, str]:
    """Name and text of a scenario that can be asked of a region; only what it is made of."""
    try:
        values = values_of(content, Path("scenario"), region)
        parse(region, values)
    except RegionError as error:
        raise NotKeptError("not_read") from error
    name = content.get("name") if isinstance(content, dict) else None
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_MOST:
        raise NotKeptError("not_read")
    view = content.get("view") if isinstance(content, dict) else None
    shown = {"view": view_of(read_query(view))} if isinstance(view, str) and len(view) <= VIEW_MOST else {}
    text = canonical(scenario_of(region.settings.id, name, values) | shown)
    if BROKEN.search(name) or BROKEN.search(text):
        raise NotKeptError("not_read")
    return name, text
