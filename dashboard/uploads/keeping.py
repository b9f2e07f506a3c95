"""What was brought, put in the region's own folder: all or nothing, and what stood there is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

EARLIER: Final = ".earlier"
"""In the region's folder: a folder for each time that something was replaced."""
_COMING: Final = ".coming"


class CannotKeepError(OSError):
    """The region's folder has no room, or may not be written in."""


@contextmanager
def ready_to_keep(
    staged: Path, source: Path, targets: Iterable[str], now: datetime
) -> Iterator[Callable[[], None]]:
    """Everything written beside the region's own files, and what then puts it in their place.

    Disks that are full and folders that may not be written in are found before anything is published.

    Parameters
    ----------
    staged, source : Path
        The folder as it would be, and the region's own.
    targets : iterable of str
        Files that differ, by their way from it.
    now : datetime

    Raises
    ------
    CannotKeepError
        Before anything is changed.

    Yields
    ------
    callable
        Call it once: either all files are the new ones, or all are as they were and `OSError` is raised.
    """
    names = list(targets)
    coming = source / f"{_COMING}-{os.getpid()}"
    earlier = source / EARLIER / now.strftime("%Y-%m-%dT%H%M%S")
    try:
        try:
            _prepare(names, staged, coming, source, earlier)
        except OSError as error:
            raise CannotKeepError(str(source)) from error
        yield lambda: _put(names, coming, source, earlier)
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _prepare(names: list[str], staged: Path, coming: Path, source: Path, earlier: Path) -> None:
    """Write everything that is to come beside what is there, and copy what is there to where it is kept."""
    for name in names:
        to = coming / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged / name, to)
        with to.open("rb+") as file:
            os.fsync(file.fileno())
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        if (source / name).exists():
            kept = earlier / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, kept)
            shutil.copymode(source / name, to)


def _put(names: list[str], coming: Path, source: Path, earlier: Path) -> None:
    done: list[str] = []
    try:
        for name in names:
            (coming / name).replace(source / name)
            done.append(name)
    except OSError:
        for name in done:
            with suppress(OSError):
                if (earlier / name).exists():
                    shutil.copy2(earlier / name, coming / name)
                    (coming / name).replace(source / name)
                else:
                    (source / name).unlink()
        raise
