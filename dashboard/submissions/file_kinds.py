"""Kinds of files that a case may have, told by what a file holds, and names that are safe to give back."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Final

MEDIA: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Type that each kind is served as; the kind is the ending of its name."""
_STARTS: Final = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_ZIP: Final = b"PK\x03\x04"
_PARTS: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_TYPES: Final = "[Content_Types].xml"
PARTS_MOST: Final = 2_000
"""Files in a file: more than any that an office writes of a few pages."""
STEM_MOST: Final = 80
NAMELESS: Final = "bilaga"


def kind_of_content(content: bytes) -> str | None:
    """Kind that a file is, out of `MEDIA`; None of another, or of an office's file with programs in it.

    Parameters
    ----------
    content : bytes
        All of it.
    """
    for kind, start in _STARTS.items():
        if content.startswith(start):
            return kind
    if not content.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return None
    if len(names) > PARTS_MOST or _TYPES not in names or any(_is_program(name) for name in names):
        return None
    found = [kind for kind, part in _PARTS.items() if part in names]
    return found[0] if len(found) == 1 else None


def clean_name(name: str, kind: str) -> str:
    """A name without folders and signs that a file system or a header reads as something else.

    Parameters
    ----------
    name : str
        As it was sent.
    kind : str
        Its ending, whatever ending it came with.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    plain = re.sub(r"[\"<>|:*?;%&'`$#{}]+", "_", plain)
    stem, dot, _ = plain.rpartition(".")
    stem = re.sub(r"\s+", " ", stem if dot else plain).strip(" ._-")[:STEM_MOST].strip(" ._-")
    return f"{stem or NAMELESS}.{kind}"


def _is_program(name: str) -> bool:
    return name.casefold().endswith(("vbaproject.bin", ".exe", ".js", ".vbs"))
