"""Files put in their place whole or not at all, by one fetch at a time."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geodata.connectors.errors import FetchError

PART: Final = ".fetched-part-"
"""How a file begins that is being written."""
LOCK: Final = ".fetch.lock"
MODE: Final = 0o644
"""Whoever builds may be another than who fetches."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder of data for one fetch at a time; the lock goes with the process, however it ends.

    Raises
    ------
    BlockingIOError
        If another fetch is under way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def place_of(folder: Path, name: str) -> Path:
    """Where a fetched file is put, its folder made; never outside the folder of data, by whatever link.

    Raises
    ------
    FetchError
        If it would be.
    """
    place = folder / name
    if not place.parent.resolve().is_relative_to(folder.resolve()):
        raise FetchError("outside_folder", name)
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(f"{PART}*"):  # by a fetch that was killed
        left.unlink(missing_ok=True)
    return place


def put(place: Path, content: bytes, beside: Path, content_beside: bytes) -> None:
    """Put a file and what is known of it in their places, the old ones until both are written.

    Parameters
    ----------
    place : Path
    content : bytes
    beside : Path
        Of what is known of it.
    content_beside : bytes
    """
    parts = []
    try:
        for each in (content, content_beside):
            parts.append(_written(place.parent, each))
        # between the two a reader finds a file that is not what its sidecar says, and says so
        parts[0].replace(place)
        parts[1].replace(beside)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    _flush(place.parent)


def _written(folder: Path, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix=PART, dir=folder, delete=False) as part:
        path = Path(part.name)
        try:
            part.write(content)
            part.flush()
            os.fchmod(part.fileno(), MODE)
            os.fsync(part.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
