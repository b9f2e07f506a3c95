"""What a change is made of: exact Shapley over the factors, in whatever order they are taken."""

from __future__ import annotations

from functools import lru_cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIZE, AGEING, HEALTH, TREND, PREVALENCE = "size", "ageing", "health", "trend", "prevalence"
DRIVERS = (SIZE, AGEING, HEALTH, TREND, PREVALENCE)


def shapley(values: Floats) -> Floats:
    """Parts of a change that its factors make, each on average over all orders in which they could change.

    Kitagawa 1955, doi 10.1080/01621459.1955.10501299, for two factors; Das Gupta 1993, US Census Bureau,
    P23-186, for any number; the same is Shapley's value of a game.

    Parameters
    ----------
    values : float64, shape (2 ** factors, ...)
        The outcome with some factors changed: bit f of the position says whether factor f is. The first
        has none changed, the last all.

    Returns
    -------
    float64, shape (factors, ...)
        Sums over the factors to the last less the first.
    """
    weights = _weights(int(values.shape[0]).bit_length() - 1)
    if values.ndim < 3:
        small: Floats = weights @ values
        return small
    # Many small products: a large one is shared among threads, and on a busy server waits for them.
    parts: Floats = np.moveaxis(weights @ np.moveaxis(values, 0, -2), -2, 0)
    return parts


@lru_cache(maxsize=8)
def _weights(factors: int) -> Floats:
    """What each outcome counts for in each factor's part, shape (factors, 2 ** factors)."""
    found = np.zeros((factors, 1 << factors))
    for factor in range(factors):
        for before in range(1 << factors):
            if before >> factor & 1:
                continue
            changed = before.bit_count()
            weight = factorial(changed) * factorial(factors - changed - 1) / factorial(factors)
            found[factor, before] -= weight
            found[factor, before | 1 << factor] += weight
    return found
