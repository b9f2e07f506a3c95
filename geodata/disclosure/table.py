"""The perturbation table: what noise a count may get, and how often.

Zero stays zero, 1 to 4 are never published, noise is at most 5 and its mean is 0 for every count.
`geodata.disclosure.fitting` says how the numbers were found; `docs/disclosure.md` shows them as a table.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

PARTS: dict[int, dict[int, int]] = {
    1: {-1: 8154, 4: 1076, 5: 770},
    2: {-2: 6551, 3: 1527, 4: 1089, 5: 833},
    3: {-3: 5076, 2: 1787, 3: 1452, 4: 1127, 5: 558},
    4: {-4: 3718, 1: 1935, 2: 1697, 3: 1486, 4: 735, 5: 429},
    5: {-5: 2987, 0: 1573, 1: 1383, 2: 1217, 3: 1070, 4: 942, 5: 828},
    6: {-1: 4880, 0: 2522, 1: 1303, 2: 674, 3: 348, 4: 180, 5: 93},
    7: {-2: 2940, -1: 2145, 0: 1565, 1: 1142, 2: 833, 3: 607, 4: 444, 5: 324},
    8: {-3: 1908, -2: 1634, -1: 1400, 0: 1199, 1: 1028, 2: 880, 3: 753, 4: 645, 5: 553},
    9: {-4: 1296, -3: 1219, -2: 1147, -1: 1079, 0: 1015, 1: 956, 2: 899, 3: 845, 4: 795, 5: 749},
    10: dict.fromkeys(range(-5, 6), 1),
}
"""Parts of the row's sum, by count and noise; the last row is that of every larger count."""

LAST = max(PARTS)


def noise_of(counts: Ints, draws: Keys) -> Ints:
    """The noise of some counts.

    Parameters
    ----------
    counts : int64, shape (cells,)
        At least 0.
    draws : uint64, shape (cells,)
        Evenly spread over all 64-bit numbers, see `geodata.disclosure.keys.scrambled`.

    Returns
    -------
    int64, shape (cells,)
        -5 to 5; 0 for a count of 0.
    """
    found = np.zeros(len(counts), np.int64)
    row_of = np.minimum(counts, LAST)
    for count, row in PARTS.items():
        at = np.flatnonzero(row_of == count)
        found[at] = np.array([*row])[np.searchsorted(_limits(row), draws[at], side="right")]
    return found


def _limits(row: dict[int, int]) -> Keys:
    """Draws below the first get the first noise, and so on; the last noise has the rest."""
    whole = sum(row.values())
    return np.array([(part << 64) // whole for part in accumulate(row.values())][:-1], np.uint64)
