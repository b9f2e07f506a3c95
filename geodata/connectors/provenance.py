"""Sources of what was fetched, out of sidecars: a build names them and asks nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from geodata.connectors.sidecar import Sidecar, read_sidecar, sha256_of
from geodata.contract.connector_settings import ConnectorSettings
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings, Source
from geodata.contract.tables import the_table


def with_fetched_sources(settings: RegionSettings, folder: Path, problems: Problems) -> RegionSettings:
    """Settings whose sources name also what was fetched, with its day and its notes.

    A file that has been changed since it was fetched, or was never fetched, names no source: it is a warning.

    Parameters
    ----------
    settings : RegionSettings
    folder : Path
        Of tables.
    problems : Problems
    """
    found = []
    for connector in settings.connectors.values():
        file = folder / connector.file
        if not file.is_file():
            continue  # whichever table is to be read from it says so
        sidecar = read_sidecar(file)
        if sidecar is None:
            problems.add("never_fetched", connector.file, severity="warning", expected=[connector.key])
        elif sidecar.sha256 != sha256_of(file):
            problems.add(
                "changed_since_fetched",
                connector.file,
                severity="warning",
                value=sidecar.fetched[:10],
                expected=[connector.key],
            )
        else:
            found.append(_source(connector, sidecar, settings))
    return replace(settings, sources=(*settings.sources, *found)) if found else settings


def _source(connector: ConnectorSettings, sidecar: Sidecar, settings: RegionSettings) -> Source:
    title = connector.title or sidecar.title or connector.key
    tables = (the_table(key).name for key, each in settings.tables.items() if each.file == connector.file)
    return Source(
        title=title,
        publisher=connector.publisher or sidecar.publisher,
        licence=connector.licence or sidecar.licence,
        date=sidecar.updated[:10] or sidecar.fetched[:10],
        covers=connector.covers or {"sv": title, "en": title},
        tables=tuple(dict.fromkeys(tables)),
        fetched=sidecar.fetched[:10],
        address=_without_query(sidecar.address),
        notes=tuple(note.text for note in sidecar.notes if note.mandatory),
    )


def _without_query(address: str) -> str:
    """An address that can be shown: what comes after the question mark may be somebody's key."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
