"""What kind of file something is by its content, and what makes a kind that is read of one that is not."""

from __future__ import annotations

import codecs
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from geodata.sources.packed_size import DAMAGED, listed
from geodata.sources.raw import UnreadableError

_HEAD: Final = 8192
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HTML: Final = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<table|<div|<meta|<style)", re.IGNORECASE)
_SIGNATURES: Final = (
    (b"PAR1", ".parquet"),
    (b"%PDF", ".pdf"),
    (b"\x1f\x8b", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!", ".rar"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ", ".xz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
    (b"ARROW1", ".arrow"),
    (b"FEA1", ".feather"),
    (b"$FL2", ".sav"),
    (b"$FL3", ".sav"),
    (b"<stata_dta>", ".dta"),
    (b"\x00\x01\x00\x00Standard Jet DB", ".mdb"),
    (b"\x00\x01\x00\x00Standard ACE DB", ".accdb"),
    (b"MIME-Version:", ".mht"),
    (b"CHARSET=", ".px"),
    (b"AXIS-VERSION=", ".px"),
)
_OFFICE: Final = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "word/document.xml": ".docx"}


def kind_by_content(path: Path) -> str | None:
    """Ending that a file ought to have, None where its content does not tell.

    Raises
    ------
    UnreadableError
        If it is a workbook that is locked by a password, or a zip whose list is too long.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.startswith(_OLE):
            stream.seek(0)
            if _ENCRYPTED in stream.read(2**20) or _ENCRYPTED in _end(path):
                raise UnreadableError("locked_workbook")
            return ".xls"
    if head.startswith(b"SQLite format 3\0"):
        return ".gpkg" if head[68:72] in (b"GPKG", b"GP10", b"GP11", b"GP12") else ".sqlite"
    for signature, ending in _SIGNATURES:
        if head.startswith(signature):
            return ending
    if head.startswith(b"PK"):
        return _packed(path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start):
        return ".html"
    if start.startswith(b"<?xml") or start.startswith(b"<Workbook"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return ".xml"
        return ".html" if b"<html" in head.lower() else None
    return None


def is_text(path: Path) -> bool:
    """Whether a file begins with lines of text, of two fields or more."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode()
    if b"\0" in head or head.lstrip().startswith((b"<", b"{", b"[", b"!")):
        return False
    return any(mark in line for line in head.splitlines()[:20] for mark in (b"\t", b";", b",", b"|"))


def _end(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2**20))
        return stream.read()


def _packed(path: Path) -> str | None:
    try:
        with listed(path) as archive:
            names = set(archive.namelist())
            for name, ending in _OFFICE.items():
                if name in names:
                    return ending
            if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
                return ".numbers"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").strip()
                if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                    return ".ods"
                return ".odt" if kind.startswith(b"application/vnd.oasis") else ".zip"
    except DAMAGED:
        return None
    return ".zip"


@cache
def _conversions() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "conversions.toml").read_text(encoding="utf-8"))


def convertible(ending: str) -> bool:
    """Whether it is known how to make a kind that is read of files of this ending."""
    return ending.lower() in _conversions()


def must_be_converted(ending: str, file: str) -> UnreadableError:
    """The refusal of a kind of file that is not read; it names it and the command that converts it."""
    about = _conversions()[ending.lower()]
    name = file.removeprefix("./")
    stem = str(Path(name).with_suffix("")) if Path(name).suffix else name
    command = about["command"].format(file=_quoted(name), stem=_quoted(stem))
    return UnreadableError("must_be_converted", about["kind"], (command,))


def convert_to_xlsx(file: str) -> str:
    """The command that makes a workbook of today's kind of any other."""
    return f"libreoffice --headless --convert-to xlsx {_quoted(file)}"


def _quoted(name: str) -> str:
    """A name as a shell reads it; inside the quotes of another language it stands as it is."""
    return name if re.fullmatch(r"[\w./ -]+", name) and " " not in name else shlex.quote(name)
