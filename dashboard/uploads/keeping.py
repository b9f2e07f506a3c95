"""What was brought, put in the region's own folder: all or nothing, and what stood there is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from geodata.contract.file_switch import COMING, EARLIER, JOURNAL, Switch, finish, switch


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
    coming = source / f"{COMING}{os.getpid()}"
    earlier = source / EARLIER / now.strftime("%Y-%m-%dT%H%M%S")
    try:
        try:
            _prepare(names, staged, coming, source, earlier)
        except OSError as error:
            raise CannotKeepError(str(source)) from error
        what = Switch(coming.name, earlier.relative_to(source).as_posix(), names)
        yield lambda: switch(source, what)
    finally:
        if not (source / JOURNAL).exists():  # else what is to be taken up again lies there
            shutil.rmtree(coming, ignore_errors=True)


def _prepare(names: list[str], staged: Path, coming: Path, source: Path, earlier: Path) -> None:
    """Write everything that is to come beside what is there, and copy what is there to where it is kept."""
    finish(source)
    for left in source.glob(f"{COMING}*"):  # by work that was ended before anything was replaced
        shutil.rmtree(left, ignore_errors=True)
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
