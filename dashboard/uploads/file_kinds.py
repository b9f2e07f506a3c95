"""Which files are read, by name and by content, and a name that is safe to keep one by."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from geodata.sources import ENDINGS
from geodata.sources.kinds import kind_by_content
from geodata.sources.raw import UnreadableError

NAME_MOST: Final = 80
STEM_BYTES: Final = 200
"""What a name may take before its ending, as file systems count: some letters are four bytes."""
FIRST_BYTES: Final = 4096
"""How much of a text is looked at."""
WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How text of two bytes a sign begins, which alone may hold zeros."""
TEXTS: Final = (".csv", ".txt", ".tsv", ".json", ".geojson", ".topojson", ".gml", ".kml", ".gpx", ".mif")


def endings() -> tuple[str, ...]:
    """Endings of all files that are read, ".csv" and so on."""
    return tuple(sorted(ENDINGS))


def ending_of(name: str) -> str:
    """The ending that a reader goes by, in small letters; "" of a name with none that is read."""
    ending = Path(name).suffix.casefold()
    return ending if ending in ENDINGS else ""


def may_be_read(path: Path) -> bool:
    """Whether what a file holds is of a kind that is read, whatever its name says.

    A workbook that is called otherwise is read and told; a program, a picture or a locked workbook is not.
    """
    try:
        kind = kind_by_content(path)
    except UnreadableError:
        return False
    if kind is not None:
        return kind in ENDINGS or kind == ".html"
    if path.suffix.casefold() not in TEXTS:
        return True
    with path.open("rb") as file:
        first = file.read(FIRST_BYTES)
    return b"\x00" not in first or first.startswith(WIDE)


def safe_name(name: str) -> str:
    """A name without folders, dots before it and signs that a file system reads otherwise; "" of none."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    plain = re.sub(r"[\"<>|:*?;%&'`$#{}]+", "_", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" ._-")
    stem, dot, ending = plain.rpartition(".")
    short = stem[: NAME_MOST - len(ending)].encode()[:STEM_BYTES].decode(errors="ignore").strip(" ._-")
    return f"{short}.{ending}" if dot and short else ""
