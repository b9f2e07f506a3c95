"""Kolada v3 (RKA): key figures of municipalities, regions and units become a CSV of one row a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from geodata.connectors import limits
from geodata.connectors.caller import Answer, Caller
from geodata.connectors.errors import FetchError, Remark
from geodata.connectors.fetched import Fetched, csv_of, records, required, text
from geodata.connectors.pages import pages
from geodata.connectors.sidecar import Sidecar
from geodata.contract.connector_settings import ConnectorSettings
from geodata.sources.json_stat import Note

NAMED_MOST: Final = 10
"""Codes that are named where they are not there."""
OF: Final = {"municipalities": ("data", "municipality"), "units": ("oudata", "ou")}
"""By whose figures: the address of their data, and of themselves."""


def fetch_kolada(connector: ConnectorSettings, caller: Caller, before: Sidecar | None) -> Fetched | None:
    """Key figures; None where none has changed since they were fetched.

    Raises
    ------
    FetchError
        If the service does not give them.
    """
    kpis = _kpis(connector, caller)
    places = _places(connector, caller)
    if before is not None and before.fetched:
        since = {"from_date": before.fetched[:10]}
        if not any(True for _ in _figures(connector, caller, places, since)):
            return None
    own = OF[connector.of][1]
    columns = ("kpi", "kpi_title", own, f"{own}_title", "period", "gender", "value", "status", "count")
    gone = [0]
    rows = list(_rows(_figures(connector, caller, places, {}), own, kpis, places, gone))
    if not rows:
        raise FetchError("nothing_there", ", ".join(connector.kpis))
    out, count = csv_of(columns, sorted(rows))
    notes = (
        Note(each["description"], f"kpi={key}")
        for key, each in kpis.items()
        if isinstance(each.get("description"), str) and each["description"]
    )
    published = (text(each.get("publication_date")) for each in kpis.values())
    return Fetched(
        content=out,
        columns=columns,
        rows=count,
        updated=max(published, default=""),
        notes=tuple(notes),
        remarks=(Remark("deleted_left_out", str(gone[0])),) if gone[0] else (),
    )


def _kpis(connector: ConnectorSettings, caller: Caller) -> dict[str, Mapping[str, Any]]:
    """What each key figure is; all are there."""
    found = {
        required(each, "id"): each
        for batch in _batches(connector.kpis)
        for each in _values(caller, f"{connector.address}/kpi/{_joined(batch)}")
    }
    missing = [key for key in connector.kpis if key not in found]
    if missing:
        raise FetchError("unknown_codes", ", ".join(missing[:NAMED_MOST]), *list(found)[:NAMED_MOST])
    return {key: found[key] for key in connector.kpis}


def _places(connector: ConnectorSettings, caller: Caller) -> dict[str, str]:
    """Names of the municipalities or units that are wanted; all of them are there."""
    address = f"{connector.address}/{OF[connector.of][1]}"
    wanted: Sequence[str] = connector.municipalities
    if connector.of == "municipalities":
        addresses = [f"{address}?{urlencode({'per_page': limits.PAGE_ROWS})}"]
    elif connector.units:
        wanted = connector.units
        addresses = [f"{address}/{_joined(batch)}" for batch in _batches(connector.units)]
    else:
        wanted = ()
        queries = ({"municipality": each, "per_page": limits.PAGE_ROWS} for each in connector.municipalities)
        addresses = [f"{address}?{urlencode(query)}" for query in queries]
    found = {
        required(each, "id"): text(each.get("title")) for url in addresses for each in _values(caller, url)
    }
    missing = [key for key in wanted if key not in found]
    if missing:
        raise FetchError("unknown_codes", ", ".join(missing[:NAMED_MOST]), *list(found)[:NAMED_MOST])
    if not found:
        raise FetchError("nothing_there", ", ".join(connector.municipalities))
    return {key: found[key] for key in wanted} if wanted else found


def _figures(
    connector: ConnectorSettings, caller: Caller, places: Mapping[str, str], more: Mapping[str, str]
) -> Iterator[Mapping[str, Any]]:
    """Records of figures, in as few and as short calls as may be."""
    data, own = OF[connector.of]
    query = urlencode({**more, "per_page": limits.PAGE_ROWS})
    for kpis in _batches(connector.kpis):
        for ids in _batches(list(places)):
            for years in _batches(connector.years) if connector.years else [()]:
                path = f"{data}/kpi/{_joined(kpis)}/{own}/{_joined(ids)}"
                path += f"/year/{_joined(years)}" if years else ""
                yield from _values(caller, f"{connector.address}/{path}?{query}")


def _rows(
    figures: Iterator[Mapping[str, Any]],
    own: str,
    kpis: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, str],
    gone: list[int],
) -> Iterator[tuple[str, ...]]:
    """A row a figure; those that the register has deleted are counted."""
    for each in figures:
        kpi, place, period = (required(each, key) for key in ("kpi", own, "period"))
        if kpi not in kpis or place not in places:
            raise FetchError("other_shape", f"{kpi} {place}")
        for figure in records(each, "values"):
            if figure.get("isdeleted") is True:
                gone[0] += 1
                continue
            rest = (text(figure.get(key)) for key in ("gender", "value", "status", "count"))
            yield (kpi, text(kpis[kpi].get("title")), place, places[place], period, *rest)


def _values(caller: Caller, address: str) -> Iterator[Mapping[str, Any]]:
    for content, _ in pages(caller, address, _next):
        yield from records(content, "values")


def _next(content: Any, _: Answer) -> str | None:
    link = content.get("next_url")
    return link if isinstance(link, str) and link else None


def _batches(several: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(several), limits.IDS_A_CALL):
        yield several[start : start + limits.IDS_A_CALL]


def _joined(several: Sequence[str]) -> str:
    return ",".join(quote(each, safe="") for each in several)
