"""The axis of a chart: round ends, round steps, and where a value stands on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, with a line at every `step`."""

    low: float
    high: float
    step: float

    def at(self, value: float) -> float:
        """Where a value stands, per cent of the way from the low end."""
        return 100 * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        """Values of the lines."""
        count = round((self.high - self.low) / self.step)
        return [self.low + at * self.step for at in range(count + 1)]


def axis_of(values: Sequence[float], *, steps: int = 5, whole: bool = False) -> Axis:
    """The least axis of round steps that holds some values.

    Parameters
    ----------
    values : sequence of float
        At least 0.
    steps : int
        As many as there shall be, about.
    whole : bool
        Whether it begins at nothing.
    """
    low, high = (0.0 if whole else min(values)), max(values)
    rough = max(high - low, abs(high) / 100, 1.0) / steps
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * each for each in STEPS if size * each >= rough * (1 - 1e-9))
    begin = step * math.floor(low / step)
    end = step * math.ceil(high / step)
    return Axis(begin, end if end > begin else begin + step, step)
