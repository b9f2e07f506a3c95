"""Seven steps of a difference in an area: from much better to much worse, the middle one as good as alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.access import DEFAULT
from dashboard.layers.base import Fill, Phrase, Swatch
from dashboard.layers.colours import DIVERGING, NOTHING_KNOWN
from geodata.measures.coverage import ACCESS_BY, NEAREST, ORGANISATIONS
from geodata.measures.measure import Measure
from geodata.measures.underserved import RULES_FAILED

Floats = NDArray[np.float64]
UNKNOWN = len(DIVERGING)
"""Class of areas where either side has no value."""


@dataclass(frozen=True)
class GapScale:
    """How far apart two values of a measure are, in steps.

    Attributes
    ----------
    measure : Measure
        With a better side.
    ends : tuple of float
        Where the middle step, the second and the third end, either way; an end belongs to the step nearer
        the middle.
    """

    measure: Measure
    ends: tuple[float, float, float]

    @property
    def key(self) -> str:
        """That of the measure, in the address and under `gap.measure` in the catalogue."""
        return self.measure.key

    def classes(self, gaps: Floats) -> NDArray[np.uint8]:
        """Step of each area, 0 where the first value is much better to 6 where much worse; `UNKNOWN`."""
        worse = gaps if self.measure.better == "lower" else -gaps
        steps = np.searchsorted(self.ends, np.abs(worse), side="left")
        found = np.where(worse < 0, 3 - steps, 3 + steps)
        return np.where(np.isnan(gaps), UNKNOWN, found).astype(np.uint8)

    def differs(self, gaps: Floats) -> NDArray[np.bool_]:
        """Which areas differ so much that it shows where values are written: a tenth of the middle step."""
        return np.nan_to_num(np.abs(gaps), nan=0.0, posinf=np.inf) > self.ends[0] / 10

    def fill(self, gaps: Floats) -> Fill:
        """The colours of the areas; hatched where either side has no value."""
        return Fill(self.classes(gaps), [*DIVERGING, NOTHING_KNOWN], (UNKNOWN,))

    def swatches(self, gaps: Floats, between: str) -> list[Swatch]:
        """The steps in words, with how many areas stand in each.

        Parameters
        ----------
        gaps : array of float
            Of all areas.
        between : str
            Of what the gaps are: the steps are called `gap.<between>.alike`, `.better`, `.worse` and so on.
        """
        counts = np.bincount(self.classes(gaps), minlength=UNKNOWN + 1)
        found = []
        for step, colour in enumerate(DIVERGING):
            key, low, high = self._step(step)
            blanks = {"low": low, "high": high, "unit": Phrase(f"gap.unit.{self.key}")}
            found.append(Swatch(f"gap.{between}.{key}", colour, int(counts[step]), blanks))
        if counts[UNKNOWN]:
            found.append(Swatch(f"gap.{between}.unknown", NOTHING_KNOWN, int(counts[UNKNOWN])))
        return found

    def _step(self, step: int) -> tuple[str, float, float]:
        """What a step is called, and its ends: of what is counted the least and the most in it."""
        side, far = "better" if step < 3 else "worse", abs(step - 3)
        whole = self.measure.unit == "count"
        if not far:
            return ("alike_whole" if whole else "alike"), 0.0, self.ends[0]
        low, high = self.ends[far - 1], self.ends[min(far, 2)]
        if whole:
            low, high = math.ceil(low), math.floor(high)
        if far == 3:
            return (f"{side}_from" if whole else f"{side}_most"), low, high
        return (f"{side}_whole" if low == high else side), low, high


SCALES: Mapping[str, GapScale] = {
    scale.key: scale
    for scale in (
        GapScale(NEAREST, (0.5, 4.0, 8.0)),
        GapScale(ACCESS_BY[DEFAULT], (2.0, 10.0, 25.0)),
        GapScale(ORGANISATIONS, (0.5, 2.5, 5.5)),
        GapScale(RULES_FAILED, (0.5, 1.5, 2.5)),
    )
}
"""What areas can be compared by, the default first, by the key in the address."""
