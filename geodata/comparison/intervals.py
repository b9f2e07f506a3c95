"""How far a share of a few cases may be from the share it is a sample of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """Both ends of intervals, from 0 to 1; NaN where there are no cases."""

    low: Floats
    high: Floats


def wilson(events: Floats, cases: Floats, level: float = 0.95) -> Interval:
    """Score intervals of shares, 0 to 1, without a correction for continuity.

    Wilson 1927, doi 10.1080/01621459.1927.10502953; compared with ten others by Newcombe 1998,
    doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.

    Parameters
    ----------
    events, cases : float64
        Of one shape; events are at most as many as cases.
    level : float
        How often such intervals hold the share, 0 to 1.

    Returns
    -------
    Interval
    """
    events, cases = _counts(events, cases)
    z = float(special.ndtri((1 + level) / 2))
    share = events / cases
    middle = share + z**2 / (2 * cases)
    half = z * np.sqrt(share * (1 - share) / cases + z**2 / (4 * cases**2))
    scale = 1 + z**2 / cases
    low, high = (middle - half) / scale, (middle + half) / scale
    # Of none and of all an end lies at 0 or 1, which rounding would miss by a hair.
    return Interval(np.where(events == 0, 0.0, low), np.where(events == cases, 1.0, high))


def exact(events: Floats, cases: Floats, level: float = 0.95) -> Interval:
    """Exact binomial intervals of shares, 0 to 1: they hold the share at least as often as they say.

    Clopper & Pearson 1934, doi 10.1093/biomet/26.4.404. Takes and returns what `wilson` does.
    """
    events, cases = _counts(events, cases)
    tail = (1 - level) / 2
    others = cases - events
    low = special.betaincinv(np.maximum(events, 1), others + 1, tail)
    high = special.betaincinv(events + 1, np.maximum(others, 1), 1 - tail)
    known = np.isfinite(cases)
    return Interval(
        np.where(known, np.where(events == 0, 0.0, low), np.nan),
        np.where(known, np.where(others == 0, 1.0, high), np.nan),
    )


def _counts(events: Floats, cases: Floats) -> tuple[Floats, Floats]:
    """Events and cases as they were, NaN where there are no cases."""
    events, cases = np.asarray(events, float), np.asarray(cases, float)
    some = cases > 0
    return np.where(some, events, np.nan), np.where(some, cases, np.nan)
