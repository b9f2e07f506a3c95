"""What a column's name says: compared with those that are known, whoever wrote it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from geodata.contract.tables import TABLES

KEYED: Final = "key:"
"""Beginning of what a known wide column becomes: rows under the key that follows."""
_OURS, _PART = 0.99, 0.72
"""Share sure of a column called what we call it; and what is left of it where only some words agree."""


@dataclass(frozen=True)
class Known:
    """A name that somebody uses, and what it is read as."""

    publisher: str
    name: str
    table: str
    column: str
    sure: float


def plain(name: str) -> tuple[str, ...]:
    """Words of a name, in lower case without accents and marks: `OrganisationCode` is two of them."""
    spaced = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", unicodedata.normalize("NFC", name))
    bare = "".join(char for char in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(char))
    return tuple(re.findall(r"[a-z]+|\d+", bare.casefold()))


@cache
def known_columns() -> Mapping[str, tuple[Known, ...]]:
    """Known names, by their words run together."""
    text = Path(__file__).with_name("known_columns.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found: dict[str, tuple[Known, ...]] = {}
    for row in csv.DictReader(lines):
        each = Known(row["publisher"], row["name"], row["table"], row["column"], float(row["sure"]))
        key = "".join(plain(each.name))
        found[key] = (*found.get(key, ()), each)
    for table in TABLES.values():
        for column in table.columns:
            key = "".join(plain(column.name))
            ours = Known("", column.name, table.name, column.name, _OURS)
            found[key] = (*found.get(key, ()), ours)
    return found


def read_as(name: str, table: str) -> dict[str, Known]:
    """What a column of that name may be in a table, by the column of ours; the surest of each.

    Names whose words are only some of the column's (`Antal personer 2023`) weigh less.
    """
    words = plain(name)
    columns = {*TABLES[table].names, "place"}
    found: dict[str, Known] = {}
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            whole = last - first == len(words)
            key = "".join(words[first:last])
            if not whole and len(key) < 4:
                continue
            for each in known_columns().get(key, ()):
                if each.table not in ("", table) or not (
                    each.column in columns or each.column.startswith(KEYED)
                ):
                    continue
                if not whole and each.column.startswith(KEYED):
                    continue
                share = (last - first) / len(words)
                sure = each.sure if whole else each.sure * _PART * (0.5 + 0.5 * share)
                best = found.get(each.column)
                if best is None or best.sure < sure:
                    found[each.column] = Known(each.publisher, each.name, each.table, each.column, sure)
    return found
