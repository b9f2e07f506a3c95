"""Parts of a sum as rounded numbers that add up to the rounded sum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.words.money import Scale


def rounded_parts(parts: Sequence[int], whole: int, scale: Scale) -> list[int]:
    """Each part in steps of a scale, so that they sum to what the whole is written as.

    Steps that lack or are too many go to those parts that rounding took most from, or gave most; the earlier
    of equals first. A part of nothing stays nothing.

    Parameters
    ----------
    parts : sequence of int
        Hundredths of the currency, which may be below 0.
    whole : int
        What they are to sum to, in steps.
    scale : Scale

    Returns
    -------
    list of int
        In steps; as near as can be where every part is nothing.
    """
    exact = np.array([int(part) for part in parts], dtype=np.int64)
    steps = np.array([scale.steps(part) for part in exact], dtype=np.int64)
    takers = np.flatnonzero(exact)
    lacking = int(whole - steps.sum())
    while lacking and len(takers):
        direction = 1 if lacking > 0 else -1
        rest = direction * (exact[takers] - steps[takers] * scale.step)
        for at in takers[np.argsort(-rest, kind="stable")][: abs(lacking)]:
            steps[at] += direction
            lacking -= direction
    return [int(each) for each in steps]
