"""Packed files: a table as gzip, or the one table of a zip; unpacked within bounds and read as what it is.

What belongs to a file of a zip, as the `.dbf` to a `.shp`, is unpacked beside it.
"""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from geodata.sources.companions import companion_endings
from geodata.sources.kinds import must_be_converted
from geodata.sources.layout import Layout
from geodata.sources.packed_size import DAMAGED, refuse_large, refuse_tight
from geodata.sources.raw import UnreadableError

_BLOCK = 2**20


@contextmanager
def unpacked(path: Path, layout: Layout, endings: Collection[str]) -> Iterator[tuple[Path, str | None]]:
    """A file with what is packed in another, there for as long as it is read; and the layer left to find.

    Parameters
    ----------
    path : Path
        Of a gzip or zip.
    layout : Layout
        Its layer may name one of several tables of a zip.
    endings : collection of str
        Of files that can be read.

    Raises
    ------
    UnreadableError
        If it is damaged, unpacks to too much, or does not hold one table.
    """
    with tempfile.TemporaryDirectory(prefix="utbudskarta-") as folder:
        try:
            whole, layer = _unpacked(path, layout.layer, endings, Path(folder))
        except DAMAGED as error:
            raise UnreadableError("unreadable_file", path.suffix.lstrip(".")) from error
        yield whole, layer


def _unpacked(
    path: Path, layer: str | None, endings: Collection[str], folder: Path
) -> tuple[Path, str | None]:
    if path.suffix.lower() == ".gz":
        name = path.stem if Path(path.stem).suffix else f"{path.stem}.csv"
        whole = folder / name
        with gzip.open(path) as stream:
            _copied(stream, whole, path.stat().st_size)
        return whole, layer
    refuse_tight(path)
    with zipfile.ZipFile(path) as archive:
        member, layer = _member(archive, layer, endings)
        whole = folder / PurePosixPath(member.filename).stem
        for each in (member, *_companions(archive, member)):
            with archive.open(each) as packed:
                _copied(packed, Path(f"{whole}{_ending(each)}"), path.stat().st_size)
    return Path(f"{whole}{_ending(member)}"), layer


def _ending(item: zipfile.ZipInfo) -> str:
    return PurePosixPath(item.filename).suffix.lower()


def _companions(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[zipfile.ZipInfo]:
    """What belongs to a file: of its folder, with its name and another ending."""
    wanted = set(companion_endings(_ending(member)))
    name = PurePosixPath(member.filename).with_suffix("").as_posix().casefold()
    found = {
        _ending(item): item
        for item in _files(archive)
        if PurePosixPath(item.filename).with_suffix("").as_posix().casefold() == name
    }
    return [item for ending, item in found.items() if ending in wanted]


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Files of a zip that people put there: not what a system keeps beside them."""
    return [
        item
        for item in archive.infolist()
        if not item.is_dir()
        and "__MACOSX" not in item.filename
        and not PurePosixPath(item.filename).name.startswith(".")
        and PurePosixPath(item.filename).name
    ]


class _Bytes(Protocol):
    """What is unpacked as it is read."""

    def read(self, size: int, /) -> bytes: ...


def _copied(stream: _Bytes, to: Path, packed: int) -> None:
    """Unpack by blocks, and stop where it grows too large."""
    size = 0
    with to.open("wb") as out:
        while block := stream.read(_BLOCK):
            size += len(block)
            refuse_large(size, packed)
            out.write(block)


def _member(
    archive: zipfile.ZipFile, layer: str | None, endings: Collection[str]
) -> tuple[zipfile.ZipInfo, str | None]:
    """The one table of a zip, or the one that the layer names."""
    files = _files(archive)
    for item in files:
        if layer is not None and layer in (item.filename, PurePosixPath(item.filename).name):
            return item, None
    tables = [
        item
        for item in files
        if _ending(item) in endings
        and not (_ending(item) == ".xml" and PurePosixPath(item.filename).with_suffix("").suffix)
    ]  # a.shp.xml is about a.shp
    called = [item for item in tables if layer is not None and PurePosixPath(item.filename).stem == layer]
    if len(called) == 1:
        return called[0], None
    if len(tables) == 1:
        return tables[0], layer
    if not tables:
        if any(".gdb/" in item.filename.casefold() for item in files):
            raise must_be_converted(".gdb", Path(str(archive.filename)).name)
        raise UnreadableError("nothing_packed", expected=tuple(item.filename for item in files[:20]))
    lines = tuple(f'layer = "{item.filename}"' for item in tables[:20])
    raise UnreadableError("several_layers", layer, lines)
