"""Publish a region: a new version beside the served one, then one atomic swap.

A version is written in a folder of its own that nobody reads, renamed when complete, and only then
named in `current`. Whatever stops a build on the way, what was served before is still served.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from geodata.contract.errors import DisclosureError, SnapshotError
from geodata.disclosure.publishing import refuse_undisclosed
from geodata.publish.as_published import as_published
from geodata.publish.disk import open_folder, room_on_disk
from geodata.publish.manifest import (
    FILE_MODE,
    FOLDER_MODE,
    current_version,
    folder_of,
    is_whole,
    kept_versions,
    verified,
)
from geodata.publish.news_files import prune_news, write_news
from geodata.publish.snapshot import flush, write
from geodata.region.region import Region
from geodata.region.version_news import VersionNews

KEPT = 3
"""Versions that stay, the served one among them: a worker may still answer from the one before."""

BUILDING = ".building-"
"""How what is on its way, in or out, is called beside the versions."""


def publish(
    region: Region,
    out: Path,
    news: VersionNews | None = None,
    audit: Mapping[str, object] | None = None,
) -> str:
    """Publish a region and serve it from now on.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours`.
    out : Path
        Folder of published versions; made where it does not exist.
    news : VersionNews, optional
        What differs from the version that is served: see `geodata.versions.news`.
    audit : mapping, optional
        Number and hash of the last entry in the deployment's audit, which the version then vouches for.

    Returns
    -------
    str
        Version, the same for the same data beside the same version.

    Raises
    ------
    DisclosureError
        If it has visits that are neither declared public nor protected, or if what is published of them
        cannot stay as it is.
    """
    refuse_undisclosed(region)
    if region.base is not None or region.exact_payments is not None:
        raise DisclosureError(
            "The visits are exact still: only what `geodata.publish.build.computed` makes is published"
        )
    with _alone(out):
        region, _ = as_published(region, out)  # beside what is served now, whichever builds have ended since
        served = current_version(out)
        with room_on_disk(out, region), _building(out) as building:
            version = write(region, building, audit)
            pointer = _pointer(out, version)  # all that takes room is written before the version has its name
            if news is not None and news.previous == served != version:
                write_news(out, version, news)
            _settle(building, folder_of(out, version))
            _point(out, pointer)
        _prune(out, version)
        prune_news(out, set(kept_versions(out)))
    return version


@contextmanager
def _building(out: Path) -> Iterator[Path]:
    """A folder that nobody reads, and that is gone afterwards unless it was given a name."""
    building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=out / "versions"))
    building.chmod(FOLDER_MODE)
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for one build at a time; the lock goes with the process, however it ends."""
    open_folder(out / "versions")
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (out / "versions").glob(f"{BUILDING}*"):  # by a build that was killed
            _removed(left)
        yield


def _settle(building: Path, final: Path) -> None:
    """Give a complete version its name, unless the same version is already there and whole."""
    if os.path.lexists(final):
        try:
            verified(final)
        except SnapshotError:
            final.rename(building.with_name(f"{building.name}-replaced"))  # cleared by the next build
        else:
            os.utime(final)  # published again: the last to be pruned
            return
    building.rename(final)
    flush(final.parent)


def _pointer(out: Path, version: str) -> Path:
    """What is to name the version that is served, beside what names it now."""
    pointer = out / "current.new"
    _removed(pointer)  # of a build that was killed; or a link to somewhere else
    with pointer.open("x", encoding="ascii") as written:
        written.write(f"{version}\n")
    pointer.chmod(FILE_MODE)
    flush(pointer)
    return pointer


def _point(out: Path, pointer: Path) -> None:
    current = out / "current"
    if current.is_dir() and not current.is_symlink():  # nothing that a build has made
        _set_aside(current, out)
    pointer.replace(current)
    flush(out)


def _prune(out: Path, version: str) -> None:
    """Let go of all but the newest whole versions; one that lacks files keeps no other from staying."""
    others = [name for name in kept_versions(out) if name != version]
    whole = [name for name in others if is_whole(out, name)][: KEPT - 1]
    for name in others:
        if name not in whole:
            _set_aside(folder_of(out, name), out)


def _set_aside(path: Path, out: Path) -> None:
    """Take something away in one step, and then what is in it: half of it is never there under its name."""
    aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=out / "versions"))
    with suppress(OSError):
        path.rename(aside / path.name)
    _removed(aside)


def _removed(path: Path) -> None:
    """Remove what is there, file, link or folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
