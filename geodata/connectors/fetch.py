"""Every connector of a region in turn: asked, compared with what is there, and put in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from geodata.connectors import limits
from geodata.connectors.caller import Caller, Web
from geodata.connectors.errors import FetchError, Remark
from geodata.connectors.fetched import Fetched
from geodata.connectors.kolada import fetch_kolada
from geodata.connectors.nhs_ods import fetch_nhs_ods
from geodata.connectors.ogc_features import fetch_ogc_features
from geodata.connectors.placing import place_of, put
from geodata.connectors.plain_file import fetch_file
from geodata.connectors.pxweb import fetch_pxweb
from geodata.connectors.sidecar import Sidecar, intact, question_of, read_sidecar, sidecar_path
from geodata.contract.connector_settings import ConnectorSettings

Fetch = Callable[[ConnectorSettings, Caller, Sidecar | None], Fetched | None]

FETCHES: Final[Mapping[str, Fetch]] = {
    "pxweb": fetch_pxweb,
    "kolada": fetch_kolada,
    "nhs_ods": fetch_nhs_ods,
    "ogc_features": fetch_ogc_features,
    "file": fetch_file,
}
"""How each kind of register is asked."""


@dataclass(frozen=True)
class Outcome:
    """What became of one connector.

    Attributes
    ----------
    connector : ConnectorSettings
    state : {"fetched", "unchanged", "recent", "failed"}
        Recent is not asked for, since it was fetched so lately.
    now : Sidecar or None
        Of the file as it now lies there; None where there is none that was fetched.
    failure : Remark or None
    remarks : tuple of Remark
    """

    connector: ConnectorSettings
    state: Literal["fetched", "unchanged", "recent", "failed"]
    now: Sidecar | None
    failure: Remark | None = None
    remarks: tuple[Remark, ...] = ()


def fetch_all(
    connectors: Collection[ConnectorSettings], folder: Path, web: Web, *, anew: bool = False
) -> Sequence[Outcome]:
    """Bring what some connectors name into files, each whole or not at all.

    Parameters
    ----------
    connectors : collection of ConnectorSettings
    folder : Path
        Of tables; nothing is written outside it.
    web : Web
    anew : bool
        Whether also what has not changed is fetched, and other columns than before are taken.

    Returns
    -------
    sequence of Outcome
        One each, in their order.
    """
    return [_outcome(connector, folder, web, anew) for connector in connectors]


def _outcome(connector: ConnectorSettings, folder: Path, web: Web, anew: bool) -> Outcome:
    file = folder / connector.file
    try:
        place = place_of(folder, connector.file)
        before = intact(place)
        if before is not None and before.question != question_of(connector):
            before = None
        if before is not None and not anew and _is_recent(before, connector, web.now()):
            return Outcome(connector, "recent", before)
        return _fetched(connector, place, web, before, anew)
    except FetchError as error:
        return Outcome(connector, "failed", read_sidecar(file), error.remark)
    except OSError as error:  # of the disk: the net's own are told apart where it is asked
        remark = Remark("disk", error.strerror or str(error))
        return Outcome(connector, "failed", read_sidecar(file), remark)


def _fetched(
    connector: ConnectorSettings, place: Path, web: Web, before: Sidecar | None, anew: bool
) -> Outcome:
    whole = connector.kind == "file"
    bounds = limits.WHOLE_FILE if whole else limits.ANSWER
    caller = Caller(web, connector.address, bounds, elsewhere=whole)
    try:
        fetched = FETCHES[connector.kind](connector, caller, None if anew else before)
    finally:
        caller.close()
    if fetched is None:
        assert before is not None  # nothing else can be unchanged
        return Outcome(connector, "unchanged", before)
    if before is not None and before.columns and not anew:
        _judge_columns(before.columns, fetched.columns)
    now = _sidecar(connector, fetched, web.now())
    if before is not None and replace(now, fetched=before.fetched) == before:
        return Outcome(connector, "unchanged", before, remarks=fetched.remarks)
    put(place, fetched.content, sidecar_path(place), now.as_json())
    return Outcome(connector, "fetched", now, remarks=fetched.remarks)


def _judge_columns(before: Sequence[str], now: Sequence[str]) -> None:
    """Refuse a table that has lost or renamed a column since it was last fetched: mappings name them."""
    gone = [name for name in before if name not in now]
    if gone:
        raise FetchError("other_columns", ", ".join(gone), *(name for name in now if name not in before))


def _is_recent(before: Sidecar, connector: ConnectorSettings, now: datetime) -> bool:
    age = now - datetime.fromisoformat(before.fetched)
    return timedelta(0) <= age < timedelta(days=connector.every_days)


def _sidecar(connector: ConnectorSettings, fetched: Fetched, now: datetime) -> Sidecar:
    return Sidecar(
        kind=connector.kind,
        address=connector.address,
        question=question_of(connector),
        fetched=now.astimezone(UTC).isoformat(timespec="seconds"),
        updated=fetched.updated,
        title=fetched.title,
        publisher=fetched.publisher,
        licence=fetched.licence,
        notes=fetched.notes,
        columns=fetched.columns,
        rows=fetched.rows,
        size_bytes=len(fetched.content),
        sha256=hashlib.sha256(fetched.content).hexdigest(),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )
