"""Arrays as text for the browser."""

from __future__ import annotations

import base64

import numpy as np
from numpy.typing import NDArray


def encoded(values: NDArray[np.generic], kind: type[np.generic]) -> str:
    """Bytes of an array in base64, little-endian.

    Parameters
    ----------
    values : array, any shape
    kind : dtype
        What each value is cast to, such as `numpy.uint8`.

    Returns
    -------
    str
    """
    return base64.b64encode(values.astype(np.dtype(kind).newbyteorder("<")).tobytes()).decode("ascii")
