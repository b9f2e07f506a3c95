"""How long something takes when nothing else is in the way."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
