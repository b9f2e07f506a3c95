"""How much a packed file unpacks to, known before anything of it is unpacked."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geodata.sources.raw import UnreadableError

LARGEST_UNPACKED: Final = 2 * 2**30
"""A file that unpacks to more bytes than this is refused."""
SMALL: Final = 100 * 2**20
TIGHTEST: Final = 150
"""Bytes that one byte may unpack to, beyond the first `SMALL`."""
MEMBERS_MOST: Final = 10_000
LIST_BYTES: Final = 16 * 2**20
"""Of the list of what a zip holds, each item of which costs memory and time: a thousand letters a name."""
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    RuntimeError,  # locked by a password
    NotImplementedError,  # packed in a way of another program's
)
"""What a damaged archive raises, as it is opened or as its bytes are read."""


class _Listed(io.FileIO):
    """A file of which no more is read at once than a zip's list may be: that is read whole, and first."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LIST_BYTES:
            raise UnreadableError("packed_too_tight", f"{size // 2**20} MB")
        return super().read(size) or b""


@contextmanager
def listed(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that is opened to look at what it holds.

    Raises
    ------
    UnreadableError
        If its list is longer than one may be.
    zipfile.BadZipFile
        If it is none.
    """
    with _Listed(path) as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def refuse_tight(path: Path) -> None:
    """Refuse an archive that unpacks to too much, in all or for its size.

    Raises
    ------
    UnreadableError
        If it does.
    zipfile.BadZipFile
        If it is none.
    """
    with listed(path) as archive:
        members = archive.infolist()
    if len(members) > MEMBERS_MOST:
        raise UnreadableError("packed_too_tight", str(len(members)))
    refuse_large(sum(item.file_size for item in members), path.stat().st_size)


def refuse_large(unpacked: int, packed: int) -> None:
    """Refuse so many bytes out of so many.

    Raises
    ------
    UnreadableError
        If they are too many.
    """
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableError("file_too_large")
    if unpacked > SMALL and unpacked > packed * TIGHTEST:
        raise UnreadableError("packed_too_tight", f"{unpacked // 2**20} MB")
