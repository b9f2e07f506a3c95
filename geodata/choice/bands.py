"""Journeys by minutes: how many there are of each length, and how many the model says."""

from __future__ import annotations

import numpy as np

from geodata.choice.shares import Floats
from geodata.region.choice_model import Band

EDGES_MIN = (0.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0)
"""Where bands begin; the last has no end."""


def in_bands(minutes: Floats, visits: Floats) -> Floats:
    """Visits of some pairs by their minutes. Shape (bands,)."""
    at = np.searchsorted(EDGES_MIN, minutes, side="right") - 1
    return np.bincount(at, visits, len(EDGES_MIN))


def bands(observed: Floats, predicted: Floats) -> tuple[Band, ...]:
    """Shares of visits by minutes, observed beside predicted.

    Parameters
    ----------
    observed, predicted : float64, shape (bands,)
        As of `in_bands`; they sum to the same.

    Returns
    -------
    tuple of Band
        Each column sums to 1; without bands at either end that hold no visit either way.
    """
    real, modelled = (each / observed.sum() for each in (observed, predicted))
    some = np.flatnonzero((real > 0) | (modelled > 5e-5))
    ends = (*EDGES_MIN[1:], None)
    return tuple(
        Band(EDGES_MIN[each], ends[each], float(real[each]), float(modelled[each]))
        for each in range(some[0], some[-1] + 1)
    )
