"""Addresses of pages and downloads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from geodata.region.region import Region

PAGES: Mapping[str, str] = {
    "plan": "/",
    "find": "/hitta",
    "compare": "/jamfor",
    "followup": "/folj-upp",
    "present": "/presentera",
    "method": "/metod",
    "data": "/data",
    "news": "/nytt",
    "help": "/hjalp",
    "accessibility": "/tillganglighet",
    "embed": "/inbadda",
}
"""Address of every page."""
FORM_PAGES: Mapping[str, str] = {
    "unit": "/min-enhet",
    "changes": "/folj-upp/andringar",
    "saved": "/sparade",
    "planning": "/folj-upp/uppfoljningar",
    "upload": "/folj-upp/las-in",
}
"""Address of every page of forms: a document of its own, that no callback puts up."""
OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    "unit": ("tab", "new", "done"),
    "changes": ("show", "sort", "kind", "case", "done"),
    "saved": ("doc", "done", "word"),
    "planning": ("show", "change", "done"),
    "upload": ("file",),
}
"""Keys of an address that a page of forms alone understands: they go along to no other."""
MISSING = "missing"
"""Key of what stands at every other address."""
TABS = ("find", "compare", "plan", "followup", "present")
"""What one does, in the order of the header; nothing jumps between pages."""
WITH_DATA: Mapping[str, Callable[[Region], bool]] = {"followup": lambda region: region.has_follow_up}
"""Pages that stand in the header only of a region that has what they show."""
REFERENCE = ("data", "method", "news", "help", "accessibility")
"""What one looks up, in the order of the menu beside."""


BROKEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Signs that no document may hold: neither a sheet, nor a slide, nor a page."""
_LOST: Final = "\ufffd"


def tabs_of(region: Region) -> tuple[str, ...]:
    """Those of `TABS` that a region has something to show on."""
    return tuple(key for key in TABS if key not in WITH_DATA or WITH_DATA[key](region))


def page_at(path: str | None) -> str:
    """Key of the page at a path.

    Parameters
    ----------
    path : str or None
        Of the address; a slash at its end does not matter.

    Returns
    -------
    str
        A key of `PAGES`; `MISSING` where no page has that path.
    """
    wanted = (path or "").rstrip("/") or "/"
    if wanted.rpartition("/")[0] == PAGES["embed"]:  # what is embedded stands in the address
        return "embed"
    return next((key for key, address in PAGES.items() if address == wanted), MISSING)


def read_query(search: str | None) -> dict[str, str]:
    """Keys and values of an address's query, without empty ones; of a key that stands twice the first."""
    found: dict[str, str] = {}
    for key, value in parse_qsl((search or "").lstrip("?")):
        found.setdefault(key, whole_text(value))
    return found


def whole_text(text: str) -> str:
    """A text with a sign of loss wherever it has one that no document may hold."""
    return BROKEN.sub(_LOST, text)


def page_href(path: str, language: str, query: str = "") -> str:
    """Address of a page in a language, with the rest of the query kept."""
    keys = {**read_query(query), "lang": language}
    return f"{path}?{urlencode(keys, safe=',/')}"


def query_from(page: str, to: str, query: str) -> str:
    """What goes along of an address's query from one page to another."""
    if to == page or page not in OWN_KEYS:
        return query
    return urlencode({key: text for key, text in read_query(query).items() if key not in OWN_KEYS[page]})


def download_href(version: str, table: str, kind: str, record: Mapping[str, str], language: str) -> str:
    """Address of a table as a file, with the same scenario and focus as on the screen.

    Parameters
    ----------
    version : str
        Of the data.
    table, kind : str
        Key of the table, and the file's ending.
    record : mapping
        Of the address.
    language : {"sv", "en"}

    Returns
    -------
    str
    """
    keys = {**record, "lang": language}
    return f"/download/{version}/{table}.{kind}?{urlencode(keys, safe=',/')}"
