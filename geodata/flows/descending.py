"""The order of tens of thousands of numbers, several times faster than a stable comparison sort.

Numbers that are at least 0 are in the order of their bits, whole or not, so sixteen bits at a time
put them in order: numpy sorts those by counting.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def descending(values: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions of numbers from the largest to the smallest, equal ones as they stand.

    Parameters
    ----------
    values : int64 or float64, shape (n,)
        At least 0.

    Returns
    -------
    int64, shape (n,)
    """
    bits = ~(values + values.dtype.type(0)).view(np.uint64)  # +0 makes a zero of a minus zero
    order = np.arange(len(bits))
    for shift in (0, 16, 32, 48):
        digit = (bits >> np.uint64(shift)).astype(np.uint16)
        if len(digit) and (digit != digit[0]).any():
            order = order[np.argsort(digit[order], kind="stable")]
    return order
