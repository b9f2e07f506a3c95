"""Registers on the net that `region.toml` names under `[connectors]`, and the file that each fills."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, get_args
from urllib.parse import urlsplit

from geodata.contract.connector_settings import (
    CODES_MOST,
    CONNECTORS_MOST,
    DAYS_MOST,
    KINDS,
    ConnectorSettings,
    Of,
)
from geodata.contract.parts import keyed
from geodata.contract.saved_address import read_saved_address
from geodata.contract.toml_reader import TomlReader

ADDRESS_MOST: Final = 8_000
"""Characters of an address: a saved one lists every value."""
FILE_MOST: Final = 120
"""Characters of the name of a file, folders included."""
ENDINGS: Final = {
    "pxweb": (".csv",),
    "kolada": (".csv",),
    "nhs_ods": (".csv",),
    "ogc_features": (".geojson",),
    "file": (
        ".csv", ".txt", ".tsv", ".xlsx", ".parquet", ".geoparquet", ".gpkg", ".geojson", ".json", ".pbf",
    ),
}  # fmt: skip
"""What the file of each kind may end with."""
SHA256 = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[A-Za-z0-9_.-]+")
"""Of a table, a key figure, a unit or a parameter: it becomes part of an address."""
YEAR = re.compile(r"(19|20)\d\d")


def read_connectors(top: TomlReader) -> dict[str, ConnectorSettings]:
    """Every connector by its key."""
    connectors: dict[str, ConnectorSettings] = {}
    files: dict[str, str] = {}
    readers = list(top.tables("connectors"))
    if len(readers) > CONNECTORS_MOST:
        top.problem("impossible_number", "connectors", len(readers), "0", str(CONNECTORS_MOST))
    for key, reader in readers[:CONNECTORS_MOST]:
        connector = _connector(key, reader)
        if connector is None:
            continue
        if connector.file in files:
            reader.problem("file_fetched_twice", "file", connector.file, files[connector.file])
        files.setdefault(connector.file, key)
        connectors[key] = connector
    return connectors


def _connector(key: str, reader: TomlReader) -> ConnectorSettings | None:
    kind = reader.choice("kind", KINDS, None, required=True)
    if kind is None:
        return None
    fetched_says = kind == "pxweb"  # whose answers name it, who answers for it and its licence
    connector = ConnectorSettings(
        key=keyed(key, reader),
        kind=kind,
        address=_address(reader),
        file=_file(kind, reader),
        title=reader.string("title", required=not fetched_says),
        publisher=reader.string("publisher", required=not fetched_says),
        licence=reader.string("licence", required=not fetched_says),
        covers=reader.words("covers"),
        every_days=reader.number("every_days", 0, 0, DAYS_MOST, whole=True),
    )
    connector = _OF_KIND[kind](connector, reader)
    reader.finish()
    return connector


def _address(reader: TomlReader) -> str:
    address = str(reader.string("address", required=True)).strip()
    if not address:
        return address
    try:
        parts = urlsplit(address)
        port = parts.port
        good = parts.scheme == "https" and bool(parts.hostname) and port != 0
        good = good and parts.username is None and parts.password is None and not parts.fragment
    except ValueError:
        good = False
    if not good or len(address) > ADDRESS_MOST or re.search(r"[\s\\\x00-\x1f]", address):
        reader.problem("not_fetchable", "address", address, "https://")
        return ""
    return address


def _file(kind: str, reader: TomlReader) -> str:
    name = str(reader.string("file", required=True))
    path = PurePosixPath(name)
    good = all(re.fullmatch(r"[\w][\w .-]*", part) for part in path.parts) and len(name) <= FILE_MOST
    if name and (not good or str(path) != name):
        reader.problem("not_in_folder", "file", name, "folder/file.csv")
    elif name and path.suffix.lower() not in ENDINGS[kind]:
        reader.problem("unknown_kind_of_file", "file", path.suffix, *ENDINGS[kind])
    return name


def _pxweb(connector: ConnectorSettings, reader: TomlReader) -> ConnectorSettings:
    saved = None if "?" not in connector.address else read_saved_address(connector.address)
    codes = {variable: each for variable, each in _lists(reader, "codes").items() if each}
    codelists = reader.mapping("codelists")
    table = reader.string("table", None if saved else "", required=saved is None)
    language = reader.choice("language", ("sv", "en"), "sv")
    if saved is None:
        if urlsplit(connector.address).query:
            reader.problem("not_fetchable", "address", connector.address, ".../tables/TAB1234/data?...")
        found = replace(connector, address=connector.address.rstrip("/"), language=language)
        found = replace(found, table=table or "", codes=codes, codelists=codelists)
    else:
        for name in saved.refused:
            reader.problem("unknown_parameter", "address", name, "valueCodes[...]", "codelist[...]")
        found = replace(
            connector,
            address=saved.base,
            table=table or saved.table,
            language=saved.language or language,
            codes={**saved.codes, **codes},
            codelists={**saved.codelists, **codelists},
            dropped=saved.dropped,
        )
    if found.table:
        _plain(reader, "table", (found.table,))
    _few(reader, "codes", [code for each in found.codes.values() for code in each])
    return found


def _kolada(connector: ConnectorSettings, reader: TomlReader) -> ConnectorSettings:
    kpis, municipalities, units = (_names(reader, key) for key in ("kpis", "municipalities", "units"))
    of = reader.choice("of", get_args(Of), "units" if units else "municipalities")
    if not kpis:
        reader.problem("missing_key", "kpis")
    if of == "units" and not (units or municipalities):
        reader.problem("missing_key", "units")
    if of == "municipalities" and units:
        reader.problem("unknown_choice", "of", of, "units")
    years = reader.strings("years")
    for year in years:
        if not YEAR.fullmatch(year):
            reader.problem("wrong_type", "years", year, '["2023", "2024"]')
    _few(reader, "years", years)
    address = connector.address.rstrip("/")
    if urlsplit(address).query:
        reader.problem("not_fetchable", "address", address, "https://api.kolada.se/v3")
    return replace(
        connector, address=address, of=of, kpis=kpis, municipalities=municipalities, units=units, years=years
    )


def _search(connector: ConnectorSettings, reader: TomlReader) -> ConnectorSettings:
    query = reader.mapping("query")
    _plain(reader, "query", query)
    _few(reader, "query", list(query))
    if urlsplit(connector.address).query:
        reader.problem("not_fetchable", "address", connector.address, "query = { ... }")
    return replace(connector, query=query)


def _plain_file(connector: ConnectorSettings, reader: TomlReader) -> ConnectorSettings:
    sha256 = str(reader.string("sha256")).lower()
    if sha256 and not SHA256.fullmatch(sha256):
        reader.problem("wrong_type", "sha256", sha256, "64 x 0-9, a-f")
    return replace(connector, sha256=sha256)


_OF_KIND = {
    "pxweb": _pxweb,
    "kolada": _kolada,
    "nhs_ods": _search,
    "ogc_features": _search,
    "file": _plain_file,
}


def _lists(reader: TomlReader, key: str) -> dict[str, tuple[str, ...]]:
    table = reader.table(key)
    return {name: table.strings(name) for name in table.content}


def _names(reader: TomlReader, key: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(reader.strings(key)))
    _plain(reader, key, found)
    _few(reader, key, found)
    return found


def _plain(reader: TomlReader, key: str, names: tuple[str, ...] | dict[str, str]) -> None:
    for name in names:
        if not NAME.fullmatch(name):
            reader.problem("bad_key", key, name)


def _few(reader: TomlReader, key: str, several: tuple[str, ...] | list[str]) -> None:
    if len(several) > CODES_MOST:
        reader.problem("impossible_number", key, len(several), "0", str(CODES_MOST))
