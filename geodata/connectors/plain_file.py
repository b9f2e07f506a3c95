"""A file at an address, as it lies there."""

from __future__ import annotations

import csv
import hashlib
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Final

from geodata.connectors.caller import Caller
from geodata.connectors.errors import FetchError
from geodata.connectors.fetched import Fetched
from geodata.connectors.sidecar import Sidecar
from geodata.contract.connector_settings import ConnectorSettings

BEGINNINGS: Final = {
    ".xlsx": b"PK\x03\x04",
    ".parquet": b"PAR1",
    ".geoparquet": b"PAR1",
    ".gpkg": b"SQLite format 3\x00",
}
"""What files of a kind begin with."""
DELIMITED: Final = (".csv", ".tsv", ".txt")
HEADER_MOST: Final = 20_000
"""Bytes of a first line whose names are looked at."""


def fetch_file(connector: ConnectorSettings, caller: Caller, before: Sidecar | None) -> Fetched | None:
    """The file; None where the server says that it is the same as was fetched.

    Raises
    ------
    FetchError
        If it is not there, of another kind than its name says, or not the one it must be.
    """
    headers = {}
    if before is not None and before.etag:
        headers["If-None-Match"] = before.etag
    elif before is not None and before.last_modified:
        headers["If-Modified-Since"] = before.last_modified
    answer = caller.get(connector.address, headers)
    if answer.status == 304:
        if headers:
            return None
        raise FetchError("answers_otherwise", answer.status, answer.address)
    _judge_kind(connector.file, answer.content)
    found = hashlib.sha256(answer.content).hexdigest()
    if connector.sha256 not in ("", found):
        raise FetchError("sha256_differs", found, connector.sha256)
    last_modified = answer.headers.get("Last-Modified", "")[:100]
    return Fetched(
        content=answer.content,
        columns=_columns(connector.file, answer.content),
        updated=_day(last_modified),
        etag=answer.headers.get("ETag", "")[:200],
        last_modified=last_modified,
    )


def _judge_kind(name: str, content: bytes) -> None:
    """Refuse a web page or another kind of file under the name of one."""
    suffix = PurePosixPath(name).suffix.lower()
    beginning = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not beginning:
        raise FetchError("empty_file", name)
    wanted = BEGINNINGS.get(suffix)
    if suffix in (".geojson", ".json"):
        good = beginning[:1] in (b"{", b"[")
    elif wanted is not None:
        good = content.startswith(wanted)
    elif suffix in DELIMITED:
        good = not beginning.startswith(b"<") and b"\x00" not in content[:1024]
    else:
        good = not beginning.lower().startswith((b"<!doctype", b"<html"))
    if not good:
        raise FetchError("wrong_kind", name, beginning[:30].decode("ascii", "replace"))


def _columns(name: str, content: bytes) -> tuple[str, ...]:
    """Names in the first line of a delimited file; none of others."""
    if PurePosixPath(name).suffix.lower() not in DELIMITED:
        return ()
    line = content[:HEADER_MOST].partition(b"\n")[0].strip().decode("utf-8-sig", "replace")
    delimiter = max(";,\t", key=line.count)
    return tuple(next(csv.reader([line], delimiter=delimiter), []))


def _day(moment: str) -> str:
    """The day of a header's moment; "" where there is none."""
    try:
        return parsedate_to_datetime(moment).date().isoformat()
    except (TypeError, ValueError):
        return ""
