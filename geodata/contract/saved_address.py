"""An address that PxWeb's own page saves: which table it is of, and what it chooses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

SORT: Final = "$$SORT"
"""A variable that PxWeb makes up when somebody has sorted a table; no service knows it afterwards."""

_PATH = re.compile(r"(?P<base>.*)/tables/(?P<table>[^/]+)/data/?")
_PARAMETER = re.compile(r"(valuecodes|codelist|outputvalues)\[(?P<variable>[^\]]+)\]", re.IGNORECASE)
_BETWEEN = re.compile(r",(?![^()]*\))")
"""A comma between values; not the one in `RANGE(2010,2020)`."""


@dataclass(frozen=True)
class SavedAddress:
    """What a saved address says.

    Attributes
    ----------
    base : str
        Of the service.
    table, language : str
        The language is "" where it has none.
    codes, codelists : mapping
        By variable.
    dropped : tuple of str
        Parameters that choose nothing: how the answer is laid out, and how it was sorted.
    refused : tuple of str
        Parameters that would change what the figures are, and are not understood.
    """

    base: str
    table: str
    language: str
    codes: Mapping[str, tuple[str, ...]]
    codelists: Mapping[str, str]
    dropped: tuple[str, ...]
    refused: tuple[str, ...]


def read_saved_address(address: str) -> SavedAddress | None:
    """What a saved address says; None where it is no such."""
    parts = urlsplit(address)
    path = _PATH.fullmatch(parts.path)
    if path is None:
        return None
    codes: dict[str, tuple[str, ...]] = {}
    codelists: dict[str, str] = {}
    language, dropped, refused = "", list[str](), list[str]()
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        found = _PARAMETER.fullmatch(name)
        kind, variable = (found[1].lower(), found["variable"]) if found else (name.lower(), "")
        if variable == SORT:
            dropped.append(name)
        elif kind == "lang":
            language = value
        elif kind == "valuecodes":
            codes[variable] = tuple(part.strip() for part in _BETWEEN.split(value) if part.strip())
        elif kind == "codelist" and variable:
            codelists[variable] = value
        elif kind in ("outputformat", "outputformatparams", "stub", "heading"):
            dropped += [name] if SORT in value else []
        elif kind != "outputvalues" or value.lower() != "aggregated":
            refused.append(name)
    base = urlunsplit((parts.scheme, parts.netloc, path["base"], "", ""))
    return SavedAddress(base, path["table"], language, codes, codelists, tuple(dropped), tuple(refused))
