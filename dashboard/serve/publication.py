"""The published region as one worker holds it: the current version, and the one before it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geodata.contract.access_settings import AccessSettings
from geodata.contract.errors import SnapshotError
from geodata.publish.manifest import MANIFEST, current_version, folder_of
from geodata.publish.news_files import read_news
from geodata.publish.snapshot import open_snapshot
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.for_audience import Sight, as_seen, sight
from geodata.region.region import Region

HELD = 2
"""Versions held open: pages loaded before a publication still get answers from their own."""

REDUCED = 16
"""Regions kept that are less than a version holds: one for each different sight, the latest asked for."""

log = logging.getLogger(__name__)


class Publication:
    """Published versions in a folder, checked again on request when `refresh_s` has passed.

    One object a process; safe to ask from many threads. Regions are frozen, so that an answer worked
    out from the one it was given never mixes versions. Whoever asks is given a region that holds what they
    may see, the same object each time: what is kept by region is never another audience's.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    refresh_s : float
        Shortest time between two looks, seconds.
    clock : callable
        Seconds that never go back.
    audience : callable
        Who asks.
    """

    def __init__(
        self,
        out: Path,
        refresh_s: float,
        clock: Callable[[], float] = time.monotonic,
        audience: Callable[[], Audience] = lambda: EVERYBODY,
    ) -> None:
        self.out = out
        self._refresh_s = refresh_s
        self._clock = clock
        self._audience = audience
        self._complete: Callable[[Region], Region] = _as_published
        self._looked = -float("inf")
        self._reduced: dict[
            tuple[str, Sight], tuple[Region, Region]
        ] = {}  # by sight; the last asked for last
        self._reducing = threading.Lock()
        self._opening = threading.Lock()
        self._held: tuple[Region, ...] = ()  # newest first; replaced whole, never changed
        self._refused = ""  # version that could not be opened: said once in the log

    def current(self) -> Region | None:
        """Region as it is published now, as whoever asks may see it; None where nothing is published."""
        return self._as_seen(self._newest())

    def answer_to(self, audience: Callable[[], Audience]) -> None:
        """Hand out regions from now on as whoever a function names may see them."""
        self._audience = audience

    def complete_by(self, complete: Callable[[Region], Region]) -> None:
        """Hand out regions from now on with what is written since they were published.

        Parameters
        ----------
        complete : callable
            Gives the same object for the same region, until something else is written.
        """
        self._complete = complete

    def access(self) -> AccessSettings:
        """What each role may not see, as it is published now."""
        region = self._newest()
        return AccessSettings() if region is None else region.settings.access

    def _newest(self) -> Region | None:
        if self._clock() - self._looked >= self._refresh_s:
            self._look()
        return self._held[0] if self._held else None

    def _as_seen(self, region: Region | None) -> Region | None:
        """The region as whoever asks may see it, kept beside the one that is held.

        What is hidden today is hidden of older versions too: a link to one is no way around.
        """
        if region is None:
            return None
        region = self._complete(region)
        view = sight(self._held[0].settings.access, self._audience())
        if view.is_everything:
            return region
        with self._reducing:
            source, found = self._reduced.pop((region.version, view), (None, None))
            if found is None or source is not region:
                found = as_seen(region, view)
            held = {each.version for each in self._held}
            kept = [each for each in self._reduced.items() if each[0][0] in held]
            self._reduced = {**dict(kept[-REDUCED + 1 :]), (region.version, view): (region, found)}
            return found

    def region_for(self, version: str) -> Region | None:
        """Region of the version a request was made for, as `current`; None where it is no longer held.

        A version this worker has not heard of may be one that another has: then it looks at once, and
        waits for whoever in this worker is opening it already.
        """
        region = self._newest()
        if region is not None and region.version != version and version == current_version(self.out):
            self._look(wait=True)
        return self._as_seen(self._among_held(version) or self._opened(version))

    def _among_held(self, version: str) -> Region | None:
        return next((held for held in self._held if held.version == version), None)

    def _opened(self, version: str) -> Region | None:
        """An older version that is still kept: a link names it, or another worker's page was made from it."""
        try:
            if not (folder_of(self.out, version) / MANIFEST).is_file():
                return None
        except SnapshotError:  # no version is called that, and no file is looked for
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


def _as_published(region: Region) -> Region:
    return region
