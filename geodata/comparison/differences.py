"""Whether two shares differ by more than chance, and how many such answers are wrong."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def chance_of_more(events: Floats, cases: Floats, our_events: float, our_cases: float) -> Floats:
    """Probability that chance alone puts a unit so far above ours, 0 to 1: a one-sided test.

    Two shares by their pooled standard error; Pearson 1900, doi 10.1080/14786440009463897.

    Parameters
    ----------
    events, cases : float64, shape (units,)
    our_events, our_cases : float

    Returns
    -------
    float64, shape (units,)
        NaN where a unit, or ours, has no cases; 1 where neither has any, or all, events.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (events + our_events) / (cases + our_cases)
        error = np.sqrt(pooled * (1 - pooled) * (1 / cases + 1 / our_cases))
        z = (events / cases - our_events / our_cases) / error
    found: Floats = np.where(error == 0, 1.0, special.ndtr(-z))
    return found


def discoveries(chances: Floats, wrong: float = 0.05) -> Bools:
    """Tests to believe among many, so that at most a given share of those believed are wrong.

    Benjamini & Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x.

    Parameters
    ----------
    chances : float64, shape (tests,)
        NaN is no test.
    wrong : float
        Share of the believed that may be wrong, on average, 0 to 1.

    Returns
    -------
    bool, shape (tests,)
    """
    tests = np.sort(chances[np.isfinite(chances)])
    passed = np.flatnonzero(tests <= wrong * np.arange(1, len(tests) + 1) / max(len(tests), 1))
    if not len(passed):
        return np.zeros(len(chances), bool)
    with np.errstate(invalid="ignore"):
        believed: Bools = chances <= tests[passed[-1]]
    return believed
