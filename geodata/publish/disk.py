"""What publishing asks of a disk: room, and files that others than who built may read."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geodata.contract.errors import SnapshotError
from geodata.publish.manifest import FOLDER_MODE, current_version, folder_of
from geodata.region.region import Region

FULL: Final = {errno.ENOSPC, errno.EDQUOT}
NEARLY_FULL: Final = 64 * 1024
"""Bytes free of a disk that a library filled without saying why it stopped."""


def open_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for every user to read."""
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            each.mkdir(exist_ok=True)
            each.chmod(FOLDER_MODE)


@contextmanager
def room_on_disk(out: Path, region: Region) -> Iterator[None]:
    """Say that a disk is full, and how many bytes it takes: at once where it is plain, else as it fills.

    Raises
    ------
    SnapshotError
    """
    needed, free = least_bytes(region), shutil.disk_usage(out).free
    if needed > free:
        raise SnapshotError.of("no_room_to_publish", needed=needed, free=free, folder=out)
    try:
        yield
    except OSError as error:
        left = shutil.disk_usage(out).free
        if error.errno not in FULL and (error.errno is not None or left > NEARLY_FULL):
            raise
        needed = max(needed, _served_bytes(out), free + 1)
        raise SnapshotError.of("no_room_to_publish", needed=needed, free=free, folder=out) from error


def least_bytes(region: Region) -> int:
    """Bytes of those arrays of a region that are written as they are, the most of what a version holds."""
    matrices = (
        *(region.minutes, region.neighbours, region.point_minutes),
        *(each for travel in region.other_modes.values() for each in (travel.minutes, travel.point_minutes)),
    )
    found = sum(
        part.nbytes
        for each in matrices
        if each is not None
        for part in (each.data, each.indices, each.indptr)
    )
    if region.visits is not None:
        levels = region.visits.levels.values()
        found += sum(array.nbytes for level in levels for array in vars(level).values())
    return int(found)


def _served_bytes(out: Path) -> int:
    """Bytes of the version that is published: the next is seldom smaller."""
    version = current_version(out)
    if version is None:
        return 0
    try:
        with os.scandir(folder_of(out, version)) as files:
            return sum(file.stat().st_size for file in files)
    except OSError:
        return 0
