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
from contextlib import contextmanager
from pathlib import Path

from geodata.contract.errors import DisclosureError, SnapshotError
from geodata.disclosure.publishing import refuse_undisclosed
from geodata.publish.as_published import as_published
from geodata.publish.manifest import current_version, folder_of, verified
from geodata.publish.news_files import prune_news, write_news
from geodata.publish.snapshot import flush, write
from geodata.region.region import Region
from geodata.region.version_news import VersionNews

KEPT = 3
"""Versions that stay, the served one among them: a worker may still answer from the one before."""

_BUILDING = ".building-"


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
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=out / "versions"))
        building.chmod(0o755)  # served by another user than the one who builds
        try:
            version = write(region, building, audit)
            _settle(building, folder_of(out, version))
        finally:
            shutil.rmtree(building, ignore_errors=True)
        served = current_version(out)
        if news is not None and news.previous == served != version:
            write_news(out, version, news)
        _point(out, version)
        _prune(out, version)
        prune_news(out, {folder.name for folder in (out / "versions").iterdir()})
    return version


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for one build at a time; the lock goes with the process, however it ends."""
    (out / "versions").mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (out / "versions").glob(f"{_BUILDING}*"):  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield


def _settle(building: Path, final: Path) -> None:
    """Give a complete version its name, unless the same version is already there and whole."""
    if final.exists():
        try:
            verified(final)
        except SnapshotError:
            final.rename(building.with_name(f"{building.name}-replaced"))  # cleared by the next build
        else:
            os.utime(final)  # published again: the last to be pruned
            return
    building.rename(final)
    flush(final.parent)


def _point(out: Path, version: str) -> None:
    pointer = out / "current.new"
    pointer.write_text(f"{version}\n", encoding="ascii")
    flush(pointer)
    pointer.replace(out / "current")
    flush(out)


def _prune(out: Path, version: str) -> None:
    folders = [folder for folder in (out / "versions").iterdir() if not folder.name.startswith(".")]
    others = sorted(
        (folder for folder in folders if folder.name != version), key=lambda old: old.stat().st_mtime
    )
    for old in others[: max(0, len(others) - (KEPT - 1))]:
        shutil.rmtree(old, ignore_errors=True)
