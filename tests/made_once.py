"""What takes seconds to make, made by the first process of a run that asks for it, and read by all others."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """No other process is in such a block of the same path meanwhile."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once[T](path: Path, make: Callable[[], T]) -> T:
    """A value of its own for each caller, all alike: who comes first makes it and writes it to the path."""
    with alone(path):
        if not path.exists():
            path.write_bytes(pickle.dumps(make(), pickle.HIGHEST_PROTOCOL))
    value: T = pickle.loads(path.read_bytes())
    return value
