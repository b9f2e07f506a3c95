"""What is planned by form, laid beside the follow-ups of each region that is handed out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from flask import g, has_request_context

from dashboard.planned.store import Revision, planned_of, revision
from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from geodata.followup.written import WrittenFollowUp, with_follow_ups
from geodata.region.region import Region

KEPT: Final = 4
"""Regions kept with what is planned: of the versions that are asked for."""
PATIENCE_S: Final = 30.0
"""How long a database that did not answer is left alone: pages go on with what they knew."""

type Rows = tuple[WrittenFollowUp, ...]

log = logging.getLogger(__name__)


class CountedFollowUps:
    """Gives a region with what is planned: the same object until something else is planned.

    So everything that is worked out of a region - and kept by it - counts the same follow-ups, before what an
    audience may not see is taken away. The database is asked once in a request, by one sum; rows are read
    and laid beside the folder's only when that is another. Safe to ask from many threads.

    Parameters
    ----------
    database : Database
        With every step done.
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._rows: dict[str, tuple[Revision, Rows]] = {}  # by region's id
        self._kept: dict[str, tuple[Region, Rows, Region]] = {}  # by version; the last asked for last
        self._silent_until = -float("inf")
        self._lock = threading.Lock()

    def __call__(self, region: Region) -> Region:
        """The region with what is planned of it; the very same where nothing is."""
        rows = self._rows_of(region.settings.id)
        if not rows:
            return region
        with self._lock:
            source, counted, found = self._kept.pop(region.version, (None, (), region))
            if source is not region or counted != rows:
                found = with_follow_ups(region, rows)
            kept = list(self._kept.items())[1 - KEPT :]
            self._kept = {**dict(kept), region.version: (region, rows, found)}
            return found

    def _rows_of(self, region: str) -> Rows:
        if not has_request_context():
            return self._looked_up(region)
        if "planned" not in g:
            g.planned = {}
        rows: dict[str, Rows] = g.planned
        if region not in rows:
            rows[region] = self._looked_up(region)
        return rows[region]

    def _looked_up(self, region: str) -> Rows:
        known, rows = self._rows.get(region, ((), ()))
        if self._clock() < self._silent_until:
            return rows
        try:
            with self._database.read() as connection:
                now = revision(connection, region)
                if now == known:
                    return rows
                rows = tuple(each.content for each in planned_of(connection, region))
        except RecordsError as error:
            self._silent_until = self._clock() + PATIENCE_S
            log.warning("follow-ups that are planned by form cannot be read: %s", error)
            return rows
        self._rows[region] = (now, rows)
        return rows
