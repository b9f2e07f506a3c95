"""In which letters the table of a Shapefile is written: as its `.cpg` says, where that can be."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from geodata.contract.problems import Problems

_READ_AT_ONCE = 4 * 2**20
_OUTSIDE_ASCII = re.compile(rb"[\x80-\xff]+")
_UNLIKELY = 0.1
"""Share of runs of letters that may be cut in two at the end of a field in what is UTF-8 all the same."""


def encoding_of(path: Path, file: str, problems: Problems) -> str:
    """Encoding of the `.dbf` beside a `.shp`, by the letters in it and by what the `.cpg` says.

    UTF-8 is recognised whatever is said of it, because no other text looks like it. What says that it is
    UTF-8 and is not, or says nothing, is Windows-1252, with a warning.
    """
    stated = _stated(path.with_suffix(".cpg"))
    table = path.with_suffix(".dbf")
    good, bad = _runs(table)
    if good + bad == 0:
        return stated or "UTF-8"
    if bad <= _UNLIKELY * (good + bad):
        return "UTF-8"
    if stated is not None and codecs.lookup(stated).name != "utf-8":
        return stated
    problems.add("not_utf8", file, expected=("UTF-8",), severity="warning")
    return "CP1252"


def _stated(path: Path) -> str | None:
    """What a `.cpg` says, where Python knows it: `1252`, `ANSI 1252`, `ISO-8859-1`, `88591`, `UTF8`."""
    try:
        text = path.read_bytes()[:64].decode("ascii", "replace").strip().lower()
    except OSError:
        return None
    text = re.sub(r"^(ansi|windows|oem|cp)[\s-]*(?=\d)", "cp", text)
    text = re.sub(r"^8859-?(\d{1,2})$", r"iso-8859-\1", text)
    text = f"cp{text}" if re.fullmatch(r"\d{3,5}", text) else text
    try:
        return codecs.lookup(text).name.upper()
    except (LookupError, ValueError):
        return None


def _runs(path: Path) -> tuple[int, int]:
    """Runs of letters outside ASCII among the records that are UTF-8, and that are not."""
    good = bad = 0
    with path.open("rb") as stream:
        head = stream.read(32)
        stream.seek(32)
        fields = stream.read(max(0, int.from_bytes(head[8:10], "little") - 32))
        names = b"".join(fields[at : at + 11] for at in range(0, len(fields), 32))
        block = names
        while block:
            for run in _OUTSIDE_ASCII.findall(block):
                try:
                    run.decode("utf-8")
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
            block = stream.read(_READ_AT_ONCE)
    return good, bad
