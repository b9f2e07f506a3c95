"""The versions that one worker holds open, each whole as its files are now, and which of them is served."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import replace
from pathlib import Path

from geodata.contract.access_settings import AccessSettings
from geodata.contract.errors import SnapshotError
from geodata.contract.settings import RegionSettings
from geodata.publish.footprint import Footprint, footprint, is_still_read
from geodata.publish.manifest import (
    SETTINGS,
    file_content,
    folder_of,
    is_version,
    kept_versions,
    named_version,
)
from geodata.publish.news_files import read_news
from geodata.publish.plain_json import from_plain_json
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region

HELD = 2
"""Versions held open: pages loaded before a publication still get answers from their own."""

log = logging.getLogger(__name__)


class HeldVersions:
    """What a folder of versions serves, for one worker; safe to ask from many threads.

    Whatever lies in the folder, nothing is raised: a version that is not whole is passed over for the newest
    that is, and tried again when its files have changed.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.damaged = False  # something is published, and it cannot be read
        self._held: tuple[Region, ...] = ()  # the one that is served first; replaced whole, never changed
        self.access = AccessSettings()  # what each role may not see, as it was published last
        self._read: dict[str, Footprint] = {}  # of the versions held, as they were verified
        self._looked_at: dict[str, Footprint] = {}  # of the same, as they were when last looked at
        self._refused: dict[str, Footprint] = {}  # of those that could not be opened: said once in the log
        self._opening = threading.RLock()

    @property
    def newest(self) -> Region | None:
        """The one that is served."""
        held = self._held
        return held[0] if held else None

    @property
    def names(self) -> set[str]:
        """The versions held."""
        return {held.version for held in self._held}

    def let_go_of_damaged(self) -> bool:
        """Let go of what may no longer be read; whether the files of anything held are not as they were."""
        changed, unsafe = False, set()
        for held in self._held:
            now = self._now(held.version)
            changed |= now != self._looked_at.get(held.version)
            if not is_still_read(self._read.get(held.version, {}), now):
                unsafe.add(held.version)
        if unsafe:
            with self._opening:
                self._held = tuple(held for held in self._held if held.version not in unsafe)
        return changed

    def among(self, version: str) -> Region | None:
        """A version that is held."""
        return next((held for held in self._held if held.version == version), None)

    def opened(self, version: str) -> Region | None:
        """A version that is still kept: a link names it, or another worker's page was made from it."""
        if not is_version(version) or not (self.out / "versions" / version).is_dir():
            return None
        with self._opening:
            found = self._whole(version)
            if found is not None and self.among(version) is None:
                self._held = (*self._held[: HELD - 1], found)
                self._looked_at[version] = self._read[version]
            return found

    def is_refused(self, version: str) -> bool:
        """Whether a version was found not to be whole."""
        return version in self._refused

    def look(self, *, wait: bool = False) -> None:
        """Open what is published if it is another version; others go on with what is held meanwhile."""
        if not self._opening.acquire(blocking=wait or not self._held):
            return
        try:
            self._look()
        finally:
            self._opening.release()

    def _look(self) -> None:
        self.let_go_of_damaged()
        named, kept = named_version(self.out), kept_versions(self.out)
        first = [named] if named else []
        for version in (*first, *(each for each in kept if each != named)):
            if region := self._whole(version):
                self._serve(region, named)
                break
        else:
            self.damaged = bool(named is not None or kept)
            if self._held:  # its files are gone, and it is whole in memory
                self._serve(self._held[0], named, gone=True)
        self._looked_at = {held: self._now(held) for held in self.names}
        self._refused = {each: trace for each, trace in self._refused.items() if each in {*kept, *first}}

    def _serve(self, region: Region, named: str | None, *, gone: bool = False) -> None:
        self.damaged = stands_in = gone or region.version != named
        # Before others are handed the region: they would see of it what another version let them see.
        self.access = self._access(named, region) if stands_in and named else region.settings.access
        served = self._held[0] if self._held else None
        if region is served and region.stands_in == stands_in:
            return
        if served is None or region.version != served.version or region.stands_in != stands_in:
            log.info("serving version %s%s", region.version, " in place of another" if stands_in else "")
        region = replace(self._with_news(region), stands_in=stands_in)
        others = (held for held in self._held if held.version != region.version)
        self._held = (region, *others)[:HELD]
        self._read = {each.version: self._read.get(each.version, {}) for each in self._held}

    def _access(self, named: str, region: Region) -> AccessSettings:
        """What was hidden by what was published last, though another version stands in for it."""
        try:
            content = json.loads(file_content(folder_of(self.out, named), SETTINGS))
            settings: RegionSettings = from_plain_json(RegionSettings, content)
        except (ValueError, KeyError, TypeError, AttributeError):  # `SnapshotError` among them
            return self.access if self.access.roles else region.settings.access
        return settings.access

    def _whole(self, version: str) -> Region | None:
        """A version as its files are now, opened where it has to be; None where it is not whole."""
        now, held = self._now(version), self.among(version)
        if held is not None and now == self._read.get(version):
            return held
        if self._refused.get(version) == now:
            return None
        try:
            region = open_snapshot(self.out, version)
        except SnapshotError as error:
            log.error("version %s cannot be served: %s", version, error)
            self._refused[version] = now
            return None
        self._refused.pop(version, None)
        self._read[version] = now
        return region

    def _with_news(self, region: Region) -> Region:
        """A version that is served again, with what differs from the one that was served between."""
        news = read_news(self.out, region.version)
        before, held = (each.previous if each is not None else "" for each in (news, region.news))
        return region if before == held else replace(region, news=news)

    def _now(self, version: str) -> Footprint:
        return footprint(folder_of(self.out, version))
