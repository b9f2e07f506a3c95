"""PxWebApi 2, as Statistics Sweden and its neighbours have it: a table becomes a CSV of one row a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from geodata.connectors import limits
from geodata.connectors.caller import Caller
from geodata.connectors.errors import FetchError, Remark
from geodata.connectors.fetched import Fetched, csv_of, records, required
from geodata.connectors.pxweb_selection import Selection, as_json, cells_of, chosen, in_calls
from geodata.connectors.sidecar import Sidecar
from geodata.contract.connector_settings import ConnectorSettings
from geodata.contract.saved_address import SORT
from geodata.sources.json_stat import Cube, JsonStatError, read_cube

CC0: Final = ("publicdomain/zero", "share-your-work/public-domain/cc0")
"""Parts of the addresses of that dedication."""


@dataclass(frozen=True)
class Service:
    """What a service says of itself at `/config`.

    Attributes
    ----------
    cells_most : int
        Of one answer.
    calls, window_s : int, float
        How many calls it takes in so many seconds.
    languages : tuple of str
        The one that it speaks when nothing is said first.
    licence : str
    """

    cells_most: int
    calls: int
    window_s: float
    languages: tuple[str, ...]
    licence: str


def read_service(content: object) -> Service:
    """What a service says of itself.

    Raises
    ------
    FetchError
        If it does not say what it takes.
    """
    if not isinstance(content, Mapping):
        raise FetchError("other_shape", "config")
    numbers = []
    for key in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow"):
        value = content.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise FetchError("other_shape", key)
        numbers.append(value)
    cells, calls, window_s = numbers
    spoken = [required(each, "id") for each in records(content, "languages")]
    usual = content.get("defaultLanguage")
    licence = str(content.get("license") or "")
    return Service(
        cells_most=min(cells, limits.ROWS_MOST),
        calls=min(calls, limits.CALLS_MOST),
        window_s=min(float(window_s), limits.WINDOW_MOST_S),
        languages=tuple(dict.fromkeys([*([usual] if isinstance(usual, str) else []), *spoken])),
        licence="CC0 1.0" if any(part in licence.lower() for part in CC0) else licence,
    )


def fetch_pxweb(connector: ConnectorSettings, caller: Caller, before: Sidecar | None) -> Fetched | None:
    """The chosen figures of a table; None where it has not been updated since they were fetched.

    Raises
    ------
    FetchError
        If the service does not give them.
    """
    service = read_service(caller.json(f"{connector.address}/config"))
    caller.keep_pace(service.calls, service.window_s)
    table = f"{connector.address}/tables/{quote(connector.table, safe='')}"
    spoken = connector.language in service.languages or not service.languages
    lang = {"lang": connector.language if spoken else service.languages[0]}
    content = caller.json(f"{table}/metadata?{urlencode({**lang, 'outputFormat': 'json-stat2'})}", exact=True)
    described = _cube(content, values=False)
    if before is not None and described.updated and described.updated == before.updated:
        return None
    selection = _selection(connector, caller, described, content, lang)
    if cells_of(selection) > limits.ROWS_MOST:
        raise FetchError("too_many_cells", cells_of(selection), limits.ROWS_MOST)
    calls = list(in_calls(selection, service.cells_most))
    if len(calls) > limits.CALLS_MOST:
        raise FetchError("too_many_calls", limits.CALLS_MOST)
    address = f"{table}/data?{urlencode({**lang, 'outputFormat': 'json-stat2'})}"
    cubes = [_answered(caller.posted(address, as_json(part, connector.codelists)), part) for part in calls]
    if len({cube.columns for cube in cubes}) != 1:
        raise FetchError("other_shape", "id")
    if len({cube.updated for cube in cubes}) != 1:  # half of it is of before
        raise FetchError("updated_meanwhile", connector.table)
    out, rows = csv_of(cubes[0].columns, _rows(cubes))
    notes = dict.fromkeys(note for cube in (described, *cubes) for note in cube.notes)
    dropped = [Remark("sort_dropped", name) for name in connector.dropped]
    other = [] if spoken else [Remark("other_language", connector.language, (lang["lang"],))]
    return Fetched(
        content=out,
        columns=cubes[0].columns,
        rows=rows,
        title=f"{' '.join(described.label.split())} ({connector.table})",
        publisher=described.source or cubes[0].source,
        licence=service.licence,
        updated=cubes[0].updated or described.updated,
        notes=tuple(notes),
        remarks=(*dropped, *other),
    )


def _selection(
    connector: ConnectorSettings, caller: Caller, described: Cube, content: Any, lang: Mapping[str, str]
) -> Selection:
    """Codes of each variable; one that may be left out and is not chosen is left out."""
    keys = [each.key for each in described.dimensions]
    for variable in (*connector.codes, *connector.codelists):
        if variable not in keys:
            raise FetchError("unknown_variable", variable, *keys)
    roles = content.get("role")
    times = roles.get("time") if isinstance(roles, Mapping) else None
    selection, unchosen = [], []
    for each in described.dimensions:
        expressions = connector.codes.get(each.key)
        codelist = connector.codelists.get(each.key)
        more = content["dimension"][each.key].get("extension")
        more = more if isinstance(more, Mapping) else {}
        if expressions is None and codelist is None:
            if more.get("elimination") is True or each.key == SORT:
                continue
            if len(each.codes) != 1:
                unchosen.append(each.key)
                continue
        codes = each.codes if codelist is None else _codelist(connector, caller, codelist, more, lang)
        is_time = isinstance(times, list) and each.key in times
        selection.append((each.key, chosen(expressions or ("*",), codes, time=is_time)))
    if unchosen:
        raise FetchError("choose_codes", ", ".join(unchosen))
    return tuple(selection)


def _codelist(
    connector: ConnectorSettings,
    caller: Caller,
    codelist: str,
    more: Mapping[str, Any],
    lang: Mapping[str, str],
) -> tuple[str, ...]:
    """Codes of a list that the table has for a variable."""
    known = [required(each, "id") for each in records(more, "codelists")] if "codelists" in more else []
    if codelist not in known:
        raise FetchError("unknown_codelist", codelist, *known)
    address = f"{connector.address}/codeLists/{quote(codelist, safe='')}?{urlencode(lang)}"
    codes = [required(each, "code") for each in records(caller.json(address), "values")]
    if not codes or len(set(codes)) != len(codes):
        raise FetchError("other_shape", "values")
    return tuple(codes)


def _answered(content: object, part: Selection) -> Cube:
    """A part of the table, which has exactly what was asked for."""
    cube = _cube(content)
    wanted = {variable: set(codes) for variable, codes in part}
    kept = []
    for each in cube.dimensions:
        if each.key not in wanted and len(each.codes) != 1:
            raise FetchError("other_shape", each.key)
        if set(each.codes) != wanted.pop(each.key, set(each.codes)):
            raise FetchError("other_shape", each.key)
        kept += [] if each.key == SORT else [each]
    if wanted:
        raise FetchError("other_shape", ", ".join(wanted))
    return Cube(cube.label, cube.source, cube.updated, cube.notes, tuple(kept), cube.values, cube.statuses)


def _rows(cubes: list[Cube]) -> Iterator[tuple[str, ...]]:
    for cube in cubes:
        yield from cube.rows()


def _cube(content: object, *, values: bool = True) -> Cube:
    try:
        return read_cube(content, limits.ROWS_MOST, values=values)
    except JsonStatError as error:
        raise FetchError("other_shape", f"JSON-stat 2: {error}") from error
