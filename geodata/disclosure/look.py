"""What one who knows the noise, and how common small counts are, makes of a published count."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.disclosure.joint_inference import SMALL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Parts = Mapping[int, Mapping[int, int]]


def chances_of_small(values: ArrayLike, parts: Parts) -> Floats:
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
    every = chances_of_small(np.arange(max(parts) + SMALL), parts)
    return float((every * shares).max(axis=1).sum() - shares.max())
