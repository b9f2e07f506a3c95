"""What a visit to each unit costs, and its part of all costs; what is withheld stays unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs of the units, shape (units,) each; NaN where no visit of theirs has a known cost.

    Attributes
    ----------
    per_visit : float64
        Currency, of the visits whose cost is known.
    share : float64
        Of all costs that are published, also of visits to unknown units, 0 to 1.
    covered : float64
        Visits with a known cost of the unit's visits, 0 to 1: less than 1 where some are withheld or
        missing; NaN without visits.
    """

    per_visit: Floats
    share: Floats
    covered: Floats

    @property
    def known(self) -> bool:
        """Whether any cost is."""
        return bool(np.isfinite(self.per_visit).any())


def costs(assessment: Assessment) -> Costs:
    """Costs by unit of the visits of an assessment's care form, period and age group.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    Costs
    """
    count = len(assessment.units)
    none = np.full(count, np.nan)
    cells = assessment.use.between("municipality", "unit")
    whole = assessment.use.between("municipality", "region")
    if cells is None or whole is None or not len(cells.cost):
        return Costs(none, none, none)
    ours = cells.provider >= 0
    has_cost = ours & np.isfinite(cells.cost)
    visits = np.bincount(cells.provider[ours], cells.visits[ours], minlength=count)
    paid = np.bincount(cells.provider[has_cost], cells.visits[has_cost], minlength=count)
    cost = np.bincount(cells.provider[has_cost], cells.cost[has_cost], minlength=count)
    total = float(np.nansum(whole.cost))
    with np.errstate(invalid="ignore", divide="ignore"):
        return Costs(
            np.where(paid > 0, cost / paid, np.nan),
            np.where((paid > 0) & (total > 0), cost / total, np.nan),
            np.where(visits > 0, paid / visits, np.nan),
        )
