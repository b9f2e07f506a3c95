"""What a file is by its first bytes, whether its ending says the same, and a safe name for it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from geodata.sources import READERS

FIRST_BYTES: Final = 4096
"""How much of a file tells what it is."""
NAME_MOST: Final = 80
_STARTS: Final = (
    ("zip", b"PK\x03\x04"),
    ("parquet", b"PAR1"),
    ("sqlite", b"SQLite format 3\x00"),
    ("gzip", b"\x1f\x8b"),
    ("compound", b"\xd0\xcf\x11\xe0"),
    ("flatgeobuf", b"fgb"),
)
_IN_BINARY: Final = {
    ".xlsx": "zip", ".xlsm": "zip", ".ods": "zip", ".zip": "zip", ".kmz": "zip", ".parquet": "parquet",
    ".geoparquet": "parquet", ".gpkg": "sqlite", ".gz": "gzip", ".xls": "compound", ".fgb": "flatgeobuf",
}  # fmt: skip
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How text of two bytes a sign begins, which alone may hold zeros."""


def endings() -> tuple[str, ...]:
    """Endings of all files that are read, ".csv" and so on."""
    return tuple(sorted(READERS))


def ending_of(name: str) -> str:
    """The ending that a reader goes by: the longest that is known, in small letters; "" of none."""
    small = name.casefold()
    known = [each for each in READERS if small.endswith(each)]
    return max(known, key=len) if known else ""


def is_what_it_says(name: str, first: bytes) -> bool:
    """Whether a file's content can be of the kind that its name says.

    Parameters
    ----------
    name : str
    first : bytes
        The first `FIRST_BYTES` of it.
    """
    kind = next((kind for kind, start in _STARTS if first.startswith(start)), "")
    wanted = _IN_BINARY.get("." + name.casefold().rpartition(".")[2], "")
    if kind or wanted:
        return kind == wanted
    return b"\x00" not in first or first.startswith(_WIDE)


def safe_name(name: str) -> str:
    """A name without folders, dots before it and signs that a file system reads otherwise; "" of none."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    plain = re.sub(r"[\"<>|:*?;%&'`$#{}]+", "_", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" ._-")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: NAME_MOST - len(ending)].strip(' ._-')}.{ending}" if dot and stem.strip(" ._-") else ""
