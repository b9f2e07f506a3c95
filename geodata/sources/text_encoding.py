"""Letters of a text file: Unicode as it should be, or what older programs wrote, said with a warning."""

from __future__ import annotations

import codecs
from typing import Final

from geodata.contract.problems import Problems
from geodata.sources.raw import UnreadableError

OLDER: Final = ("cp1252", "mac-roman", "cp850")
"""Encodings of older programs, each with one byte a letter."""
LETTERS: Final = "åäöÅÄÖéÉüÜ"
LOOKED_AT: Final = 2**20
"""Bytes by which an encoding is told."""


def decoded(data: bytes, encoding: str | None, file: str, problems: Problems) -> str:
    """Text with one line feed at the end of each line.

    Raises
    ------
    UnreadableError
        If it is no text, or not in the encoding that the region says.
    """
    if encoding is not None:
        text = _as_declared(data, encoding)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(data, "utf-16")
    elif (wide := _without_mark(data)) is not None:
        text = _strictly(data, wide)
    else:
        text = _narrow(data, file, problems)
    if "\0" in text:
        raise UnreadableError("not_a_table", row=text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _as_declared(data: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return data.decode(name)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        row = data.count(b"\n", 0, start) + 1
        raise UnreadableError("not_in_encoding", encoding, row=row) from error


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("unreadable_file", "UTF-16") from error


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Latin text is 0."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if half and even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _narrow(data: bytes, file: str, problems: Problems) -> str:
    """UTF-8; else the older encoding in which most bytes are letters of our languages."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        sample = data[max(0, error.start - LOOKED_AT) : error.start + LOOKED_AT]
    almost = sample.decode("utf-8", errors="replace")
    broken, beyond = almost.count("\ufffd"), sum(letter > "\x7f" for letter in almost)
    if broken * 10 < beyond:
        problems.add("broken_utf8", file, row=row, severity="warning")
        return data.decode("utf-8-sig", errors="replace")
    counts = {name: sum(map(sample.count, _bytes(name))) for name in OLDER}
    encoding = max(OLDER, key=lambda name: counts[name])
    if encoding == "cp1252":
        problems.add("not_utf8", file, row=row, expected=("UTF-8",), severity="warning")
    else:
        setting = f'encoding = "{encoding}"'
        problems.add("older_letters", file, row=row, value=encoding, expected=(setting,), severity="warning")
    return data.decode(encoding, errors="replace")


def _bytes(encoding: str) -> list[bytes]:
    """Bytes of letters in one encoding."""
    return [letter.encode(encoding) for letter in LETTERS]
