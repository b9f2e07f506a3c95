"""Which nearer units are passed on the way to the one that is used, and by how many visits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.flows.flows import SAME_MIN, Flows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def passed_units(flows: Flows, minutes: csr_array, rows: Ints | Bools | None = None) -> Floats:
    """Visits that pass each unit: to a unit further off, by residents who have this one nearer.

    A visit passes every unit of supply that is nearer than the one it goes to, so it may count at
    several units here, and counts once in a bypass (which asks for the nearest alone). Nobody passes
    anything on the way to a unit without a place.

    Parameters
    ----------
    flows : Flows
    minutes : csr_array, shape (areas, units)
        Of units of supply; what is not stored is out of reach.
    rows : int64 or bool, optional
        Flows that count: those from an area, or to a unit.

    Returns
    -------
    float64, shape (units,)
    """
    order, bounds = np.argsort(minutes.data, kind="stable"), minutes.indptr
    row = np.repeat(np.arange(minutes.shape[0]), np.diff(bounds))
    order = order[np.argsort(row[order], kind="stable")]  # by area, then the nearest first
    away, unit = minutes.data[order], minutes.indices[order]

    counted = (flows.area >= 0) & ~np.isnan(flows.minutes)
    at = np.flatnonzero(counted) if rows is None else np.arange(len(counted))[rows]
    at = at[counted[at]]
    area, journey, visits = flows.area[at], flows.minutes[at], flows.visits[at].astype(np.float64)
    nearer = _nearer(away, bounds, area, journey)
    # A visit that passes the n nearest is told at the n-th of them and added from there inwards.
    some = nearer > 0
    outermost = np.bincount(bounds[area[some]] + nearer[some] - 1, visits[some], minlength=len(away))
    inwards = np.cumsum(outermost[::-1])[::-1]
    beyond = np.append(inwards, 0.0)[bounds[1:]]
    return np.bincount(unit, inwards - beyond[row], minlength=minutes.shape[1])


def _nearer(away: Floats, bounds: Ints, area: Ints, journey: Floats) -> Ints:
    """How many of its area's units are nearer than each journey is long."""
    low, high = bounds[area].astype(np.int64), bounds[area + 1].astype(np.int64)
    begin = low.copy()
    least = journey - SAME_MIN
    while (open_ := low < high).any():  # a binary search in every area's own stretch at once
        middle = (low + high) // 2
        below = open_ & (away[np.minimum(middle, len(away) - 1)] < least)
        low, high = np.where(below, middle + 1, low), np.where(open_ & ~below, middle, high)
    return low - begin
