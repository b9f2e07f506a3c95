"""What one who knows the noise, and how common small counts are, makes of a published count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.disclosure.joint_inference import SMALL
from geodata.disclosure.variance import variance_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Parts = Mapping[int, Mapping[int, int]]


def small_chances(values: ArrayLike, parts: Parts) -> Floats:
    """How likely a published count is of each exact one of 1 to 4. Shape (cells, 4).

    Parameters
    ----------
    values : array of int
        Published; 0 is also what is not told.
    parts : mapping
        As `geodata.disclosure.table.PARTS`.
    """
    published = np.asarray(values, np.int64)
    rows = np.zeros((SMALL - 1, max(int(published.max(initial=0)), max(parts)) + SMALL + 10))
    for count in range(1, SMALL):
        for noise, often in parts[count].items():
            rows[count - 1, count + noise] = often / sum(parts[count].values())
    found: Floats = rows[:, published].T
    return found


def commonness(exact: Ints) -> Floats:
    """Share of small counts that are 1, 2, 3 and 4. Shape (4,)."""
    found: Floats = np.bincount(exact, minlength=SMALL)[1:SMALL] / max(len(exact), 1)
    return found


def gain_of_look(common: ArrayLike, parts: Parts) -> float:
    """How much oftener one is right who looks at a cell than one who does not, on the whole. 0 to 1.

    Parameters
    ----------
    common : array of float, shape (4,)
        Shares of small counts that are 1, 2, 3 and 4.
    parts : mapping
    """
    shares = np.asarray(common, np.float64)
    every = small_chances(np.arange(max(parts) + SMALL), parts)
    return float((every * shares).max(axis=1).sum() - shares.max())


@dataclass(frozen=True, eq=False)
class Moments:
    """Mean and variance of the exact count by the published value; beyond the last, of noise alone."""

    mean: Floats
    variance: Floats

    def at(self, values: Ints) -> tuple[Floats, Floats]:
        """Of each published value. Shape (cells,) twice."""
        last = len(self.mean) - 1
        at = np.minimum(values, last)
        return np.where(values < last, self.mean[at], values), self.variance[at]


def moments_by_value(exact: Ints, parts: Parts) -> Moments:
    """What one knows of any count by its published value, who knows how common each count is.

    Parameters
    ----------
    exact : int64, shape (cells,)
    parts : mapping
    """
    last = max(parts)
    bound = max(parts[last])
    counts = 2 * last + 2 * bound
    common = np.bincount(exact.clip(0, counts), minlength=counts + 1)[: counts + 1] + 1e-3
    chance = np.zeros((counts + bound + 1, counts + 1))
    chance[0, 0] = 1.0
    for count in range(1, counts + 1):
        row = parts[min(count, last)]
        for noise, often in row.items():
            chance[count + noise, count] = often / sum(row.values())
    below = chance[: counts - bound] * common
    below /= np.maximum(below.sum(axis=1, keepdims=True), 1e-12)
    numbers = np.arange(counts + 1)
    mean: Floats = below @ numbers
    variance = below @ numbers**2 - mean**2
    return Moments(mean, np.append(variance[:-1], variance_of(last, parts)))
