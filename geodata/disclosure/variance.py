"""How noisy protected counts are: the variance of the noise of one published cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.disclosure.protection import OWN_NOISE_FROM
from geodata.disclosure.table import PARTS, PERSON_PARTS

OF = {False: "visits", True: "persons"}
"""What noise is of."""

Parts = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True)
class NoiseVariance:
    """What can be said of the noise of one published count by that count alone; its mean is 0.

    Attributes
    ----------
    variance : float
        Of every count of at least `exact_from`.
    exact_from : int
        The least published count that tells which row of the table it got its noise from, and that it is
        no sum of smaller ones.
    at_most : float
        Of any base cell: a smaller sum has the variance of those that it is the sum of.
    """

    variance: float
    exact_from: int
    at_most: float


def variance_of(counts: ArrayLike, parts: Parts = PARTS) -> NDArray[np.float64]:
    """Variance of the noise of cells by their exact counts, which are not published.

    Noise is drawn for each cell by itself: a sum of cells has the sum of their variances.

    Parameters
    ----------
    counts : array of int
        At least 0.
    parts : mapping
        As `geodata.disclosure.table.PARTS`: a row for each count from 1, the last for every larger one.

    Returns
    -------
    float64, of the same shape
        0 where the count is 0.
    """
    by_count = np.array([0.0, *(_of_row(parts[count]) for count in sorted(parts))])
    found: NDArray[np.float64] = by_count[np.minimum(np.asarray(counts, np.int64), len(by_count) - 1)]
    return found


def noise_variance(by_persons: bool = False) -> NoiseVariance:
    """What downloads state: published counts do not tell the row of the table until they are large.

    Parameters
    ----------
    by_persons : bool
        Whether persons are counted instead of visits.
    """
    parts, own_noise_from = PERSON_PARTS if by_persons else PARTS, OWN_NOISE_FROM[OF[by_persons]]
    last = max(parts)
    published = max(count + noise for count, row in parts.items() if count != last for noise in row)
    exact_from = max(published + 1, last + min(parts[last]), own_noise_from)
    return NoiseVariance(
        float(variance_of(last, parts)), exact_from, float(variance_of(sorted(parts), parts).max())
    )


def _of_row(row: Mapping[int, int]) -> float:
    noise, weights = np.array([*row], np.float64), np.array([*row.values()], np.float64)
    mean = weights @ noise / weights.sum()
    return float(weights @ (noise - mean) ** 2 / weights.sum())
