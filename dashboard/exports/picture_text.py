"""Words inside a picture of pixels: what it shows and where it comes from, as its own metadata.

Portable Network Graphics, third edition (W3C, 2025), 11.3.3.4: chunks `iTXt`, after the header.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

HEADER_ENDS = 8 + 25
"""Bytes of the signature and of the header's chunk."""


def with_words(png: bytes, words: Mapping[str, str]) -> bytes:
    """The same picture with words in it, by what they are: "Title", "Description", "Source"."""
    chunks = b"".join(_chunk(what, text) for what, text in words.items())
    return png[:HEADER_ENDS] + chunks + png[HEADER_ENDS:]


def _chunk(what: str, text: str) -> bytes:
    content = b"iTXt" + what.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
