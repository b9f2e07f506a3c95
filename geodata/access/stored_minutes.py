"""Minutes of pairs within reach, however they are given: what is stored is reached, in no time too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, issparse, sparray, spmatrix

type Minutes = sparray | spmatrix | NDArray[np.float64]


def stored(minutes: Minutes) -> csr_array:
    """Minutes as a CSR array, with 0 minutes stored as any others.

    `csr_array(minutes)` leaves the zeros of a dense array out, and what is not stored is out of reach:
    somebody would not reach the unit at the door.

    Parameters
    ----------
    minutes : sparse or dense array, shape (areas, units)
        Not stored, or not finite, where out of reach.

    Returns
    -------
    csr_array
        The one given, where it is one.
    """
    if isinstance(minutes, csr_array):
        return minutes
    if issparse(minutes):
        return csr_array(minutes)
    minutes = np.asarray(minutes, np.float64)
    row, column = np.nonzero(np.isfinite(minutes))
    begins = np.searchsorted(row, np.arange(len(minutes) + 1))
    return csr_array((minutes[row, column], column, begins), shape=minutes.shape)
