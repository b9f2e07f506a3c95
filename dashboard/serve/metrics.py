"""Sums of requests over all workers, in the text form that Prometheus reads."""

from __future__ import annotations

import fcntl
import mmap
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

KINDS: Final = ("page", "answer", "file", "map", "asset", "api", "login", "health", "other")
CLASSES: Final = ("2xx", "3xx", "4xx", "5xx")
BOUNDS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of seconds, inclusive; the last class is of all that took longer."""
PREFIX: Final = "utbudskarta"


class Metrics:
    """Sums that all workers share: made before they part. As many as there are kinds, whatever is asked.

    A lock of the system's guards them: it goes with a worker that is killed while it holds it.
    """

    def __init__(self) -> None:
        shape = (len(KINDS), len(CLASSES) + len(BOUNDS_S) + 2)
        self._lock_file, name = tempfile.mkstemp()  # open as long as the program runs
        Path(name).unlink()
        memory = mmap.mmap(-1, int(np.prod(shape)) * 8)
        self._sums: NDArray[np.float64] = np.frombuffer(memory, np.float64).reshape(shape)
        self._threads = threading.Lock()

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Add one answer.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        status : int
            100 to 599.
        seconds : float
            That it took.
        """
        row = self._sums[KINDS.index(kind)]
        at_class = min(max(status // 100 - 2, 0), len(CLASSES) - 1)
        at_bound = len(CLASSES) + int(np.searchsorted(BOUNDS_S, seconds))
        with self._alone():
            row[at_class] += 1
            row[at_bound] += 1
            row[-1] += seconds

    def text(self, version: str, built: str, now: datetime | None = None) -> str:
        """All sums as they are.

        Parameters
        ----------
        version : str
            That is served; "" where nothing is published.
        built : str
            When it was built, ISO 8601.
        now : datetime, optional
        """
        with self._alone():
            sums = self._sums.copy()
        return "\n".join([*_requests(sums), *_seconds(sums), *_version(version, built, now)]) + "\n"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._lock_file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._lock_file, fcntl.LOCK_UN)


def _requests(sums: NDArray[np.float64]) -> Iterator[str]:
    name = f"{PREFIX}_requests_total"
    yield f"# HELP {name} Answers by what was asked for and class of status."
    yield f"# TYPE {name} counter"
    for kind, row in zip(KINDS, sums, strict=True):
        for class_, count in zip(CLASSES, row, strict=False):
            yield f'{name}{{kind="{kind}",status="{class_}"}} {count:.0f}'


def _seconds(sums: NDArray[np.float64]) -> Iterator[str]:
    name = f"{PREFIX}_request_seconds"
    yield f"# HELP {name} Seconds from a request to its answer."
    yield f"# TYPE {name} histogram"
    for kind, row in zip(KINDS, sums, strict=True):
        up_to = np.cumsum(row[len(CLASSES) : -1])
        for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), up_to, strict=True):
            yield f'{name}_bucket{{kind="{kind}",le="{bound}"}} {count:.0f}'
        yield f'{name}_sum{{kind="{kind}"}} {row[-1]:.6f}'
        yield f'{name}_count{{kind="{kind}"}} {up_to[-1]:.0f}'


def _version(version: str, built: str, now: datetime | None) -> Iterator[str]:
    yield f"# HELP {PREFIX}_published Whether a version is served."
    yield f"# TYPE {PREFIX}_published gauge"
    yield f"{PREFIX}_published {int(bool(version))}"
    if version:
        age = (now or datetime.now(UTC)) - datetime.fromisoformat(built)
        yield f"# HELP {PREFIX}_version_age_seconds Since the served version was built."
        yield f"# TYPE {PREFIX}_version_age_seconds gauge"
        yield f"{PREFIX}_version_age_seconds {max(0.0, age.total_seconds()):.0f}"
