"""Areas by how much more or less of something there is: seven classes, the middle one unchanged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Figure, Kind, Swatch
from dashboard.layers.breaks import round_number
from dashboard.layers.colours import MORE_OR_LESS

CLASSES = len(MORE_OR_LESS)
Breaks = tuple[float, float, float, float, float, float]
"""Shares or numbers between the classes, as far below 0 as above."""


def steps(change: NDArray[np.float64], breaks: Breaks) -> NDArray[np.int64]:
    """Class of each change: a break itself belongs to the class nearer the middle.

    Parameters
    ----------
    change : float64, shape (areas,)
        Shares; NaN where nothing is known, whose class says nothing.
    breaks : Breaks

    Returns
    -------
    int64, shape (areas,)
        0 for much less to `CLASSES` - 1 for much more.
    """
    down = np.searchsorted(breaks[:3], change, side="right")
    up = 3 + np.searchsorted(breaks[3:], change, side="left")
    return np.where(change < 0, down, up)


def breaks_around(change: NDArray[np.float64]) -> Breaks:
    """Breaks of numbers more and less: round, such that one in ten changes by more than the outermost.

    Parameters
    ----------
    change : float64
        NaN are left out.

    Returns
    -------
    Breaks
        At least 10, 5 and 1: less is as good as nothing.
    """
    known = np.abs(change[np.isfinite(change)])
    most = max(round_number(float(np.quantile(known, 0.9))) if len(known) else 0.0, 10.0)
    return (-most, -most / 2, -most / 10, most / 10, most / 2, most)


def step_swatches(
    breaks: Breaks, counts: Sequence[int], unchanged: str, kind: Kind = "share"
) -> list[Swatch]:
    """The rows of a legend, from much less to much more.

    Parameters
    ----------
    breaks : Breaks
    counts : sequence of int, shape (CLASSES,)
        Areas in each.
    unchanged : str
        Catalogue key of the middle one, with a blank `high`.
    kind : str
        What the breaks are written as.
    """
    ends = [Figure(abs(limit), kind) for limit in breaks]
    edges = [*(Figure(limit, kind) for limit in breaks), None]
    labels: list[tuple[str, dict[str, Figure]]] = [
        ("legend.fewer", {"high": ends[0]}),
        ("legend.fewer_between", {"low": ends[1], "high": ends[0]}),
        ("legend.fewer_between", {"low": ends[2], "high": ends[1]}),
        (unchanged, {"high": ends[3]}),
        ("legend.more_between", {"low": ends[3], "high": ends[4]}),
        ("legend.more_between", {"low": ends[4], "high": ends[5]}),
        ("legend.more", {"high": ends[5]}),
    ]
    return [
        Swatch(label, colour, int(count), values, edge=edge)
        for (label, values), colour, count, edge in zip(labels, MORE_OR_LESS, counts, edges, strict=True)
    ]
