"""Files that are one with others of the same name, laid together under names that no library trips over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geodata.sources.raw import UnreadableError

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    ".shp": (".shx", ".dbf"),
    ".tab": (".dat",),
    ".mif": (".mid",),
}
"""What a file cannot be read without, by its ending."""
OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    ".shp": (".prj", ".cpg"),
    ".tab": (".map", ".id", ".ind"),
    ".gml": (".xsd",),
}
"""What is read too where it is there."""


def companion_endings(ending: str) -> tuple[str, ...]:
    """Endings of the files that belong to one of an ending."""
    return (*REQUIRED.get(ending, ()), *OTHERS.get(ending, ()))


def laid_together(path: Path, folder: Path, ending: str) -> Path:
    """A file of a kind and its companions in a folder, each a link called `data` with its ending.

    Raises
    ------
    UnreadableError
        If companions are missing that it cannot be read without; they are named.
    """
    required = REQUIRED.get(ending, ())
    wanted = companion_endings(ending)
    found: dict[str, Path] = {ending: path}
    if wanted:
        for beside in sorted(path.parent.iterdir()):
            if (
                beside.stem.casefold() == path.stem.casefold()
                and beside.suffix.lower() in wanted
                and beside.is_file()
            ):
                found.setdefault(beside.suffix.lower(), beside)
    missing = [f"{path.stem}{each}" for each in required if each not in found]
    if missing:
        raise UnreadableError("missing_companion", path.name, tuple(missing))
    for each, file in found.items():
        (folder / f"data{each}").symlink_to(file.resolve())
    return folder / f"data{ending}"
