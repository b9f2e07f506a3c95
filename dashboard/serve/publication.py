"""The published region as one worker holds it: the current version, and the one before it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geodata.contract.errors import SnapshotError
from geodata.publish.news_files import read_news
from geodata.publish.snapshot import current_version, open_snapshot
from geodata.region.region import Region

HELD = 2
"""Versions held open: pages loaded before a publication still get answers from their own."""

log = logging.getLogger(__name__)


class Publication:
    """Published versions in a folder, checked again on request when `refresh_s` has passed.

    One object a process; safe to ask from many threads. Regions are frozen, so that an answer worked
    out from the one it was given never mixes versions.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    refresh_s : float
        Shortest time between two looks, seconds.
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, out: Path, refresh_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.out = out
        self._refresh_s = refresh_s
        self._clock = clock
        self._looked = -float("inf")
        self._opening = threading.Lock()
        self._held: tuple[Region, ...] = ()  # newest first; replaced whole, never changed
        self._refused = ""  # version that could not be opened: said once in the log

    def current(self) -> Region | None:
        """Region as it is published now; None where nothing is."""
        if self._clock() - self._looked >= self._refresh_s:
            self._look()
        return self._held[0] if self._held else None

    def region_for(self, version: str) -> Region | None:
        """Region of the version a request was made for; None where it is no longer held.

        A version this worker has not heard of may be one that another has: then it looks at once, and
        waits for whoever in this worker is opening it already.
        """
        region = self.current()
        if region is not None and region.version != version and version == current_version(self.out):
            self._look(wait=True)
        return self._among_held(version) or self._opened(version)

    def _among_held(self, version: str) -> Region | None:
        return next((held for held in self._held if held.version == version), None)

    def _opened(self, version: str) -> Region | None:
        """An older version that is still kept: a link names it, or another worker's page was made from it."""
        if not version.isalnum() or not (self.out / "versions" / version / "manifest.json").is_file():
            return None
        with self._opening:
            if found := self._among_held(version):
                return found
            try:
                region = open_snapshot(self.out, version)
            except SnapshotError as error:
                log.warning("version %s cannot be opened: %s", version, error)
                return None
            self._held = (*self._held[: HELD - 1], region)
            return region

    def _with_news(self, region: Region) -> Region:
        """A version that is served again, with what differs from the one that was served between."""
        news = read_news(self.out, region.version)
        before, held = (each.previous if each is not None else "" for each in (news, region.news))
        return region if before == held else replace(region, news=news)

    def _look(self, *, wait: bool = False) -> None:
        """Open what is published if it is another version; others go on with what is held meanwhile."""
        if not self._opening.acquire(blocking=wait or not self._held):
            return
        try:
            self._looked = self._clock()
            version = current_version(self.out)
            if version is None or version == self._refused or version in [r.version for r in self._held[:1]]:
                return
            again = [region for region in self._held if region.version == version]
            region = self._with_news(again[0]) if again else open_snapshot(self.out, version)
            self._held = (region, *(held for held in self._held if held.version != version))[:HELD]
            self._refused = ""
            log.info("serving version %s", version)
        except SnapshotError as error:
            self._refused = version or ""
            log.error("the published version cannot be served: %s", error)
        finally:
            self._opening.release()
