"""A grid that tells which lines lie near a place: two plain arrays, that workers can share by mapping."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CELL_M = 250.0
"""Side of a cell."""

_STRIDE = np.int64(1 << 31)


def cells_of(places: Floats, start: Ints, counts: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.int32]]:
    """Cells that lines touch, or that the box around them does.

    Parameters
    ----------
    places : float64, shape (points, 2)
        Metres.
    start : int64, shape (edges + 1,)
        Where each edge's points begin.
    counts : bool, shape (edges,)
        Edges whose lines are wanted.

    Returns
    -------
    cell : int64, shape (entries,)
        Ascending.
    line : int32, shape (entries,)
        A line's first point, ascending within a cell; its second is the next.
    """
    first = np.arange(max(0, len(places) - 1), dtype=np.int64)
    edge = np.searchsorted(start, first, side="right") - 1
    first = first[(start[edge + 1] > first + 1) & counts[edge]]
    begin, end = _column_row(places[first]), _column_row(places[first + 1])
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    wide, tall = (high - low + 1).T
    line = np.repeat(first, wide * tall)
    begins = np.concatenate(([0], np.cumsum(wide * tall)))[:-1]
    number = np.arange(len(line)) - np.repeat(begins, wide * tall)
    across = np.repeat(wide, wide * tall)
    column = np.repeat(low[:, 0], wide * tall) + number % across
    row = np.repeat(low[:, 1], wide * tall) + number // across
    cell = column * _STRIDE + row
    order = np.lexsort((line, cell))
    return cell[order], line[order].astype(np.int32)


def lines_near(x: float, y: float, within: float, cell: Ints, line: NDArray[np.int32]) -> Ints:
    """First points of all lines within some metres of a place, and of some further off; ascending."""
    (west, south), (east, north) = _column_row(np.array([[x - within, y - within], [x + within, y + within]]))
    columns = np.arange(west, east + 1, dtype=np.int64) * _STRIDE
    begin = np.searchsorted(cell, columns + south, side="left")
    end = np.searchsorted(cell, columns + north, side="right")
    found = [line[b:e] for b, e in zip(begin.tolist(), end.tolist(), strict=True) if e > b]
    return np.unique(np.concatenate(found)).astype(np.int64) if found else np.empty(0, np.int64)


def _column_row(places: Floats) -> Ints:
    return np.floor(places / CELL_M).astype(np.int64)
