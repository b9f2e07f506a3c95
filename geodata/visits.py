"""Visits as columns, sorted so that one filter is a few contiguous slices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOWHERE = -1
"""Code of a residence or unit that the region's own tables do not know."""


@dataclass(frozen=True, eq=False)
class Visits:
    """All visits, one row a (period, care form, age group, area, unit) with any visit.

    Attributes
    ----------
    periods, care_forms, age_groups : tuple of str
        Labels of the codes below, ascending. `age_groups` is `("",)` where ages are not known.
    slices : int64, shape (periods * care_forms * age_groups + 1,)
        Row where each (period, care form, age group) begins, in that nesting.
    area, unit : int32, shape (rows,)
        Position in `Region.areas`, `Region.units`; `NOWHERE` where unknown.
    visits : int64, shape (rows,)
    cost : float64, shape (rows,)
        Currency units; empty array where no costs are known.
    """

    periods: tuple[str, ...]
    care_forms: tuple[str, ...]
    age_groups: tuple[str, ...]
    slices: NDArray[np.int64]
    area: NDArray[np.int32]
    unit: NDArray[np.int32]
    visits: NDArray[np.int64]
    cost: NDArray[np.float64]
