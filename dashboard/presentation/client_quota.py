"""How much one client saves without being logged in: so that nobody fills the room of all others."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from dashboard.records.document_access import NotKeptError

SAVED_MOST: Final = 20
"""New presentations and scenarios of a client in `WITHIN_S`, of those that one process has taken."""
WITHIN_S: Final = 24 * 3600
CLIENTS_MOST: Final = 10_000
"""Clients remembered; the one that has longest saved nothing is forgotten first."""


class ClientQuota:
    """Counts by address, in memory alone; safe to ask from many threads.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._saved: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def require(self, client: str) -> None:
        """Raise `NotKeptError` where a client has saved as much as it may; one not known has no quota."""
        with self._lock:
            if client and len(self._recent(client)) >= SAVED_MOST:
                raise NotKeptError("quota")

    def count(self, client: str) -> None:
        """Remember that a client has saved something."""
        if not client:
            return
        with self._lock:
            self._saved[client] = [*self._recent(client), self._clock()]
            self._saved.move_to_end(client)
            while len(self._saved) > CLIENTS_MOST:
                self._saved.popitem(last=False)

    def _recent(self, client: str) -> list[float]:
        since = self._clock() - WITHIN_S
        return [each for each in self._saved.get(client, []) if each > since]
