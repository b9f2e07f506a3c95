"""Market shares and penetration: whose units the residents of some areas use, and how much they use any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.flows.flows import Flows
from geodata.flows.tally import Tally

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Penetration:
    """Visits per resident of some areas, beside the region's."""

    visits: float
    persons: float
    region_rate: float  # visits per resident of the region, to any unit

    @property
    def rate(self) -> float:
        """Visits per resident; NaN where nobody lives."""
        return self.visits / self.persons if self.persons else float("nan")

    @property
    def index(self) -> float:
        """The same where the region's is 100; NaN where the region has no visits or nobody lives."""
        return 100 * self.rate / self.region_rate if self.region_rate else float("nan")


def market_shares(flows: Flows, areas: Ints, unit_count: int) -> Tally:
    """Each unit's share of the visits made by the residents of some areas, 0 to 1.

    Of one unit this is the localisation index of the areas with that unit as the only one inside
    (Wennberg & Gittelsohn 1973, doi 10.1126/science.182.4117.1102); shares of a market as in Griffith
    1972, "Quantitative Techniques for Hospital Planning and Control".

    Parameters
    ----------
    flows : Flows
    areas : int64
        Positions.
    unit_count : int

    Returns
    -------
    Tally, shape (units,)
        Every whole is all visits of the residents, also to unknown units: shares sum to 1 or less.
    """
    ours = np.isin(flows.area, areas)
    known = ours & (flows.unit >= 0)
    to = np.bincount(flows.unit[known], flows.visits[known], minlength=unit_count).astype(np.float64)
    return Tally(to, np.full(unit_count, float(flows.visits[ours].sum())))


def of_their_kind(shares: Tally, code: Ints) -> Tally:
    """The share of all units with the same code as each: its organisation's, or its operator's.

    Parameters
    ----------
    shares : Tally, shape (units,)
    code : int64, shape (units,)
        From 0.

    Returns
    -------
    Tally, shape (units,)
    """
    return Tally(np.bincount(code, shares.part)[code].astype(np.float64), shares.whole)


def penetration(visits: float, persons: float, region_visits: float, region_persons: float) -> Penetration:
    """Visits per resident of some areas, against the whole region's visits per resident.

    Parameters
    ----------
    visits : float
        By the residents of the areas, to the units that are asked about: all, or one.
    persons : float
        Residents of the areas.
    region_visits, region_persons : float
        By all residents of the region, to any unit.

    Returns
    -------
    Penetration
    """
    rate = region_visits / region_persons if region_persons else float("nan")
    return Penetration(visits, persons, rate)
