"""Whole numbers for the parts of a whole, which then add up to it as they do before they are rounded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def whole_parts(parts: Floats, whole: Floats) -> Floats:
    """Each part as a whole number, so that they sum to a whole that is one.

    By largest remainders (Hamilton's method: Balinski & Young 1982, Fair Representation): every part goes to
    the nearest whole number, and what is then missing to those that lost most. A part of nothing stays so.

    Parameters
    ----------
    parts : float64, shape (parts, ...)
    whole : float64, shape (...)
        Whole numbers, each less than one from the sum of its parts.

    Returns
    -------
    float64, shape (parts, ...)
        Whole numbers; NaN where a part is.
    """
    nearest = np.rint(parts)
    missing = whole - nearest.sum(axis=0)
    lost = np.where(parts != 0, (parts - nearest) * np.sign(missing), -np.inf)
    order = np.argsort(np.argsort(-lost, axis=0, kind="stable"), axis=0, kind="stable")
    found: Floats = nearest + np.where(order < np.abs(missing), np.sign(missing), 0.0)
    return found + 0.0  # no minus zero
