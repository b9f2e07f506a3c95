"""What a visit to each unit costs, and its part of all costs; what is withheld stays unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.places import every
from geodata.focus.visits import cells_of, cost_of, visits_to_units
from geodata.measures.economy import COST_PER_VISIT
from geodata.measures.tally import enough, share
from geodata.measures.visits import NONE_HERE

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
        missing; NaN without visits, or where protected ones are too few to show.
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
    none = np.full(len(assessment.units), np.nan)
    if assessment.use.flows is None:
        return Costs(none, none, none)
    units = every(assessment, "unit")
    cost, paid = cost_of(assessment, units)
    total = float(np.nansum(cells_of(assessment, "municipality", "region").cost))
    covered = share(paid, visits_to_units(assessment, units), NONE_HERE)
    return Costs(
        COST_PER_VISIT.counts(assessment, units).value,
        np.divide(cost, total, out=none, where=(paid > 0) & (total > 0)),
        enough(covered, assessment.region.protected).value,
    )
