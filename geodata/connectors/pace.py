"""How often a service is asked: no oftener than it allows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class Pace:
    """Waits so that no window of time holds more calls than it may.

    Parameters
    ----------
    calls : int
        In any window; at least one.
    window_s : float
    clock, sleep : function
        Seconds now, and waiting for some.
    """

    def __init__(
        self, calls: int, window_s: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._calls, self._window_s = max(calls, 1), window_s
        self._clock, self._sleep = clock, sleep
        self._moments: deque[float] = deque()

    def wait(self) -> None:
        """Come back when another call may be made, and count it."""
        if len(self._moments) == self._calls:
            left = self._moments.popleft() + self._window_s - self._clock()
            if left > 0:
                self._sleep(left)
        self._moments.append(self._clock())
