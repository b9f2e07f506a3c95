"""How sure the mean of a share is over the units that the residents of a place use."""

from __future__ import annotations

from datetime import date

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.comparison.figures import with_cases
from geodata.comparison.intervals import wilson
from geodata.comparison.latest_values import latest_values
from geodata.focus.place import Place
from geodata.focus.visits import unit_visits
from geodata.measures.registry import measures_of

UNKNOWN = float("nan"), float("nan")


def indicator_interval(assessment: Assessment, place: Place, indicator: str) -> tuple[float, float]:
    """95 % interval of an indicator's mean in one place: Wilson's, of its effective cases.

    The mean weighs the units by the residents' visits, so that its variance is the sum of theirs by the
    square of those weights; Kish 1965, Survey sampling, section 11.7, on the effective number of cases.

    Parameters
    ----------
    assessment : Assessment
    place : Place
        Where people live.
    indicator : str
        A key of `settings.indicators`.

    Returns
    -------
    tuple of float
        Both ends, 0 to 1. NaN of anything but a share, and where the mean, or the cases of a unit that is
        part of it, are not known.
    """
    region = assessment.region
    mean = measures_of(region)[f"indicator_{indicator}"].read(assessment, place).value
    if mean is None or region.settings.indicators[indicator].unit != "share" or assessment.use.flows is None:
        return UNKNOWN
    day = assessment.supply.as_of if assessment.scenario.period else date.max
    units = len(assessment.units)
    rows = with_cases(region, indicator, latest_values(region.indicators, indicator, day, units))
    share, cases = (rows[name].to_numpy(np.float64) for name in ("value", "denominator"))
    visits = unit_visits(assessment, place).toarray()[0]
    used = (visits > 0) & np.isfinite(share)
    if not used.any() or not (cases[used] > 0).all() or not 0 < mean < 1:
        return UNKNOWN
    weight = visits[used] / visits[used].sum()
    variance = float((weight**2 * share[used] * (1 - share[used]) / cases[used]).sum())
    if not variance:
        return UNKNOWN
    effective = mean * (1 - mean) / variance
    low, high = wilson(np.array([mean * effective]), np.array([effective]))
    return float(low[0]), float(high[0])
