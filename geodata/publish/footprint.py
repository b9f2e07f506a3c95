"""What tells, without a file being read, whether the files of a version are those that were read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Trace(NamedTuple):
    """One file as its folder tells of it."""

    inode: int
    size: int
    written_ns: int
    changed_ns: int  # of its mode and names as well


type Footprint = Mapping[str, Trace]
"""By the file's name; empty of a folder that is not there or is closed."""


def footprint(folder: Path) -> Footprint:
    """How the files of a folder are now; what a link leads to, not the link."""
    found: dict[str, Trace] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    state = entry.stat()
                except OSError:
                    state = entry.stat(follow_symlinks=False)
                found[entry.name] = Trace(state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    except OSError:
        return {}
    return found


def is_still_read(before: Footprint, now: Footprint) -> bool:
    """Whether what was mapped is as it was.

    A file that was removed, or that another has replaced, is whole for whoever has mapped it. One that was
    written to is not, and one that was cut short ends the process that reads on.
    """
    return all(
        name not in now
        or now[name].inode != trace.inode
        or (now[name].size == trace.size and now[name].written_ns == trace.written_ns)
        for name, trace in before.items()
    )
