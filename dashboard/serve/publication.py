"""The published region as one worker holds it: the current version, and the one before it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from dashboard.serve.held_versions import HeldVersions
from geodata.contract.access_settings import AccessSettings
from geodata.publish.manifest import named_version
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.for_audience import Sight, as_seen, sight
from geodata.region.region import Region

REDUCED = 16
"""Regions kept that are less than a version holds: one for each different sight, the latest asked for."""

WATCH_S = 0.05
"""Longest time that files of what is held are not looked at: one cut short is let go of before it is read."""


class Publication:
    """Published versions in a folder, checked again on request when `refresh_s` has passed; never raises.

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
        self._looked = self._watched = -float("inf")
        self._reduced: dict[
            tuple[str, Sight], tuple[Region, Region]
        ] = {}  # by sight; the last asked for last
        self._reducing = threading.Lock()
        self._held = HeldVersions(out)

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
        self._newest()
        return self._held.access

    @property
    def damaged(self) -> bool:
        """Whether what was published last cannot be read, and another version is served or none."""
        self._newest()
        return self._held.damaged

    def is_refused(self, version: str) -> bool:
        """Whether a version was found not to be whole: nothing of it is answered with."""
        return self._held.is_refused(version)

    def _newest(self) -> Region | None:
        now = self._clock()
        if now - self._watched >= min(WATCH_S, self._refresh_s):
            self._watched = now
            if self._held.let_go_of_damaged():
                self._looked = -float("inf")
        if now - self._looked >= self._refresh_s:
            self._looked = now
            self._held.look()
        return self._held.newest

    def _as_seen(self, region: Region | None) -> Region | None:
        """The region as whoever asks may see it, kept beside the one that is held.

        What is hidden today is hidden of older versions too: a link to one is no way around.
        """
        if region is None:
            return None
        region = self._complete(region)
        view = sight(self._held.access, self._audience())
        if view.is_everything:
            return region
        with self._reducing:
            source, found = self._reduced.pop((region.version, view), (None, None))
            if found is None or source is not region:
                found = as_seen(region, view)
            held = self._held.names
            kept = [each for each in self._reduced.items() if each[0][0] in held]
            self._reduced = {**dict(kept[-REDUCED + 1 :]), (region.version, view): (region, found)}
            return found

    def region_for(self, version: str) -> Region | None:
        """Region of the version a request was made for, as `current`; None where it is no longer held.

        A version this worker has not heard of may be one that another has: then it looks at once, and
        waits for whoever in this worker is opening it already.
        """
        region = self._newest()
        if region is not None and region.version != version and version == named_version(self.out):
            self._held.look(wait=True)
        return self._as_seen(self._held.among(version) or self._held.opened(version))


def _as_published(region: Region) -> Region:
    return region
