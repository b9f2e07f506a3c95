"""What `[connectors]` in `region.toml` says, as frozen records: what on the net fills which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Text = Mapping[str, str]

ConnectorKind = Literal["pxweb", "kolada", "nhs_ods", "ogc_features", "file"]
KINDS: Final = get_args(ConnectorKind)
Of = Literal["municipalities", "units"]

CONNECTORS_MOST: Final = 60
"""Of a region."""
CODES_MOST: Final = 10_000
"""Codes that one connector lists under one name."""
DAYS_MOST: Final = 3_660
"""Days that what has been fetched may be left alone."""


@dataclass(frozen=True)
class ConnectorSettings:
    """One register on the net, what is wanted of it, and the file that it fills.

    Attributes
    ----------
    key : str
    kind : {"pxweb", "kolada", "nhs_ods", "ogc_features", "file"}
        How it is spoken to.
    address : str
        Over https; nothing else is asked than what begins like it.
    file : str
        Within the folder of tables.
    title, publisher, licence : str
        Of the source, as figures name it; "" is what the register itself says.
    covers : mapping of str to str or None
        What of the map it is the source of.
    every_days : int
        How old what was fetched is to be before it is asked for again.
    table, language : str
        Of PxWeb.
    codes : mapping of str to tuple of str
        Of PxWeb: values and expressions by variable.
    codelists : mapping of str to str
        Of PxWeb: list of codes by variable.
    dropped : tuple of str
        Of PxWeb: parts of a saved address that choose nothing.
    of : {"municipalities", "units"}
        Of Kolada: whose figures.
    kpis, municipalities, units, years : tuple of str
        Of Kolada.
    query : mapping of str to str
        Of NHS ODS and OGC API - Features: parameters of the search.
    sha256 : str
        Of a plain file that may be no other; "" is any.
    """

    key: str
    kind: ConnectorKind
    address: str
    file: str
    title: str = ""
    publisher: str = ""
    licence: str = ""
    covers: Text | None = None
    every_days: int = 0
    table: str = ""
    language: str = "sv"
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codelists: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    of: Of = "municipalities"
    kpis: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
