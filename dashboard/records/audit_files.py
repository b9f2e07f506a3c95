"""The audit as a file, and what published versions vouch for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, inspect

from dashboard.records.audit import AuditHead, entries, head
from dashboard.records.column_types import canonical
from dashboard.records.database import Database
from dashboard.records.schema import audit


def write_audit(connection: Connection, file: IO[str]) -> int:
    """Write every entry as a line of canonical JSON; how many there were."""
    number = 0
    for number, entry in enumerate(entries(connection), 1):  # noqa: B007  the last one is how many
        file.write(canonical(entry.plain()) + "\n")
    return number


def head_to_publish(database: Database) -> Mapping[str, Any] | None:
    """The head as a manifest holds it; None where there is no database or nothing in the audit."""
    if database.is_missing:
        return None
    with database.read() as connection:
        if not inspect(connection).has_table(audit.name):
            return None
        found: AuditHead = head(connection)
    return {"number": found.number, "hash": found.hash} if found.number else None


def published_heads(out: Path) -> dict[int, str]:
    """Hashes that the manifests of published versions vouch for, by the entry's number.

    Parameters
    ----------
    out : Path
        Folder of published versions; a manifest that cannot be read, or has no head, vouches for nothing.
    """
    from geodata.publish.manifest import MANIFEST  # not for who only writes

    found: dict[int, str] = {}
    for file in sorted((out / "versions").glob(f"*/{MANIFEST}")):
        try:
            vouched = json.loads(file.read_bytes()).get("audit") or {}
            found[int(vouched["number"])] = str(vouched["hash"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found
