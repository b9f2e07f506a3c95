"""Arrays as text for the browser."""

from __future__ import annotations

import base64

import numpy as np
from numpy.typing import NDArray


def encoded(values: NDArray[np.generic], kind: type[np.generic]) -> str:
    """Base64 of an array's bytes, little-endian."""
    return base64.b64encode(values.astype(np.dtype(kind).newbyteorder("<")).tobytes()).decode("ascii")
