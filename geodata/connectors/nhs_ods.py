"""The Organisation Data Service of the NHS (ORD 2-0-0): organisations become a CSV of one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from geodata.connectors import limits
from geodata.connectors.caller import Answer, Caller
from geodata.connectors.errors import FetchError
from geodata.connectors.fetched import Fetched, csv_of, records, required, text
from geodata.connectors.pages import pages
from geodata.connectors.sidecar import Sidecar
from geodata.contract.connector_settings import ConnectorSettings

COLUMNS: Final = (
    "OrgId", "Name", "Status", "OrgRecordClass", "PostCode", "LastChangeDate", "PrimaryRoleId",
    "PrimaryRoleDescription", "OrgLink",
)  # fmt: skip
"""What a search tells of each."""
TOLD_OF: Final = timedelta(days=180)
"""How far back changes are looked for; what is older is fetched anew."""


def fetch_nhs_ods(connector: ConnectorSettings, caller: Caller, before: Sidecar | None) -> Fetched | None:
    """Organisations that a search finds; None where none has changed since, nor come, nor gone.

    Raises
    ------
    FetchError
        If the service does not give them.
    """
    if before is not None and not _changed(connector, caller, before):
        return None
    query = urlencode({**connector.query, "Limit": limits.PAGE_ROWS, "_format": "json"})
    found: dict[str, Mapping[str, Any]] = {}
    total: int | None = None
    for content, answer in pages(caller, f"{connector.address}?{query}", _next):
        total = _total(answer) if total is None else total
        for each in records(content, "Organisations"):
            found[required(each, "OrgId")] = each
    if total is not None and len(found) != total:
        raise FetchError("incomplete", len(found), total)
    if not found:
        raise FetchError("nothing_there", ", ".join(connector.query.values()))
    rows = ([text(each.get(column)) for column in COLUMNS] for _, each in sorted(found.items()))
    out, count = csv_of(COLUMNS, rows)
    updated = max(text(each.get("LastChangeDate")) for each in found.values())
    return Fetched(content=out, columns=COLUMNS, rows=count, updated=updated)


def _changed(connector: ConnectorSettings, caller: Caller, before: Sidecar) -> bool:
    """Whether any organisation has changed since, whatever it is now, or how many there are."""
    since = date.fromisoformat(before.fetched[:10])
    if caller.web.now().date() - since > TOLD_OF:
        return True
    query = {key: value for key, value in connector.query.items() if key != "Status"}
    changes = {**query, "LastChangeDate": since.isoformat(), "Limit": 1, "_format": "json"}
    content, _ = caller.json_page(f"{connector.address}?{urlencode(changes)}")
    if records(content, "Organisations"):
        return True
    counted = {**connector.query, "Limit": 1, "_format": "json"}
    _, answer = caller.json_page(f"{connector.address}?{urlencode(counted)}")
    return _total(answer) != before.rows


def _total(answer: Answer) -> int | None:
    total = answer.headers.get("X-Total-Count", "")
    return int(total) if total.isdecimal() and len(total) < 10 else None


def _next(_: Any, answer: Answer) -> str | None:
    return answer.headers.get("Next-Page") or None
