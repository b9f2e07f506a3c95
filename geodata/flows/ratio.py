"""A share, or a mean, with what it is made of: the part and the whole of every row, area or unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ratio:
    """Parts and wholes in the same order, such as visits that pass the nearest unit and all that could.

    Parts and wholes add up, shares do not: so sums are made of these, and shares of the sums.
    """

    part: Floats
    whole: Floats

    @property
    def share(self) -> Floats:
        """Part of whole, on the same shape; NaN where the whole is 0."""
        none = np.full(np.shape(self.whole), np.nan)
        share: Floats = np.divide(self.part, self.whole, out=none, where=np.asarray(self.whole) != 0)
        return share

    def grouped_by(self, code: Ints, count: int) -> Ratio:
        """Added up by code, shape (count,); rows coded below 0 are nobody's."""
        known = code >= 0
        at = code[known]
        return Ratio(
            np.bincount(at, self.part[known], minlength=count),
            np.bincount(at, self.whole[known], minlength=count),
        )

    def rows(self, rows: Ints | Bools) -> Self:
        """Only some rows."""
        return type(self)(self.part[rows], self.whole[rows])

    def total(self) -> tuple[float, float]:
        """All parts and all wholes, added up."""
        return float(self.part.sum()), float(self.whole.sum())
