"""The choice model of one region: calibrated on its own flows, over its whole choice set."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from geodata.assessment import Assessment
from geodata.choice_model import Fit, calibrate
from geodata.flows import matrix
from geodata.place_minutes import minutes_to_all_units

EQUAL_UNITS_EXPONENT = 1.0
"""Of supply where no capacity is known: a unit twice as large would draw twice as many."""


@lru_cache(maxsize=16)
def calibrated(assessment: Assessment) -> Fit | None:
    """Huff's model of an assessment's flows, care form and operators; None without visits.

    Minutes are those of the region's travel model without its longest journey, so that the choice
    set is whole; where the region brings its own table, or travels along roads, they end where
    those do, and `Fit.visits_beyond` says how many visits that leaves out.

    Parameters
    ----------
    assessment : Assessment

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the exponents.
    """
    if assessment.flows is None:
        return None
    region = assessment.region
    minutes, _ = minutes_to_all_units(region)
    observed = matrix(assessment.flows, len(region.areas), len(region.units))
    supply = np.where(assessment.supply, np.nan_to_num(assessment.capacity), 0.0)
    sizes = np.unique(supply[supply > 0])
    return calibrate(observed, supply, minutes, a=EQUAL_UNITS_EXPONENT if len(sizes) < 2 else None)
