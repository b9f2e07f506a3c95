"""How often each client may ask for what is dear: a bucket of tokens each, filled again as time goes by."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

MINUTE_S: Final = 60.0
KNOWN_MOST: Final = 10_000
"""Clients that are known; beyond that those that have asked least lately are forgotten."""


class TokenBuckets:
    """A bucket for each client that is known.

    Parameters
    ----------
    per_minute : int
        Tokens of a full bucket, and of what comes in a minute; 0 is no bound.
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._buckets: dict[
            str, tuple[float, float]
        ] = {}  # tokens, and when they were; the latest asked last

    def wait_s(self, client: str) -> int:
        """Take a token: 0; or the seconds until there is one, where there is none.

        Parameters
        ----------
        client : str
            "" where it is not known who asks: then there is no bound.
        """
        if not client or not self._per_minute:
            return 0
        now = self._clock()
        tokens, then = self._buckets.pop(client, (float(self._per_minute), now))
        tokens = min(self._per_minute, tokens + (now - then) * self._per_minute / MINUTE_S)
        is_there = tokens >= 1
        self._buckets[client] = tokens - is_there, now
        while len(self._buckets) > KNOWN_MOST:
            del self._buckets[next(iter(self._buckets))]
        return 0 if is_there else math.ceil((1 - tokens) * MINUTE_S / self._per_minute)
