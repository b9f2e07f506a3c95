"""The choice model of one region: calibrated on its own flows, over its whole choice set."""

from __future__ import annotations

import numpy as np

from geodata.choice.huff import Fit, calibrate
from geodata.choice.shares import Floats
from geodata.flows.flows import Flows, matrix
from geodata.region.region import Region
from geodata.travel.minutes_to_places import minutes_to_all_units

EQUAL_UNITS_EXPONENT = 1.0
"""Of supply where no capacity is known: a unit twice as large would draw twice as many."""


def calibrated(region: Region, flows: Flows, supply: Floats) -> Fit:
    """Huff's model of some flows.

    Minutes are those of the region's travel model without its longest journey, so that the choice
    set is whole; where the region brings its own table, or travels along roads, they end where
    those do, and `Fit.visits_beyond` says how many visits that leaves out.

    Parameters
    ----------
    region : Region
    flows : Flows
    supply : float64, shape (units,)
        Capacity of the units that people choose among, 0 for others and where unknown.

    Returns
    -------
    Fit

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the exponents.
    """
    minutes, _ = minutes_to_all_units(region)
    observed = matrix(flows, len(region.areas), len(region.units))
    sizes = np.unique(supply[supply > 0])
    return calibrate(observed, supply, minutes, a=EQUAL_UNITS_EXPONENT if len(sizes) < 2 else None)
