"""Flows from residence to unit, and what is measured on them.

All functions take `Flows`, or its columns; areas and units are positions, -1 where the region's own
tables do not know them. A visit of unknown residence is a visit, but nobody's in any area.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.flows.descending import descending
from geodata.region.visits import NOWHERE, OUTSIDE, Cells
from geodata.travel import journeys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SAME_MIN = 1e-6
"""Minutes; two units are equally near when they differ by less."""


@dataclass(frozen=True, eq=False)
class Flows:
    """Visits of the scenario by residence and unit, largest first."""

    area: Ints  # -1: unknown residence, or outside the region: see `outside`
    unit: Ints  # -1: unknown unit
    visits: Ints | Floats  # no whole numbers where a model expects them
    cost: Floats  # NaN where unknown
    minutes: Floats  # inf out of reach; NaN where residence or unit has no place
    past_nearest: Bools  # passes the nearest unit of the same care form
    outside: Bools  # the residence is known to lie outside the region

    def take(self, rows: Ints | Bools) -> Flows:
        """Some of the rows, in that order."""
        return Flows(*(getattr(self, column.name)[rows] for column in fields(self)))


def added_up(
    cells: Cells, minutes: csr_array, nearest_min: Floats, placed: Bools, among: Bools | None = None
) -> Flows:
    """Flows from visits in any number of periods and age groups: one row an (area, unit).

    Parameters
    ----------
    cells : Cells
    minutes : csr_array, shape (areas, units)
        Of every unit, also those that are no supply.
    nearest_min : float64, shape (areas,)
        To the nearest unit of supply; inf where none can be reached.
    placed : bool, shape (units + 1,)
        Units that stand somewhere; last, at -1, False for the unknown unit.
    among : bool, shape (units + 1,), optional
        Only visits to these.

    Returns
    -------
    Flows
        By visits, most first; ties by area (outside the region first, then unknown), then unit.
    """
    area, unit = cells.residence.astype(np.int64), cells.provider.astype(np.int64)
    count = cells.visits
    cost = cells.cost if len(cells.cost) else np.full(len(count), np.nan)
    if among is not None:
        ours = among[unit]
        area, unit, count, cost = area[ours], unit[ours], count[ours], cost[ours]
    wide = minutes.shape[1] + 1
    pair = (area - OUTSIDE) * wide + unit + 1
    together = np.argsort(pair, kind="stable")  # merges the slices, each of them in order already
    pair = pair[together]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    pair = pair[first]
    visits = _added(count[together], first)
    order = descending(visits)
    area, unit = pair[order] // wide + OUTSIDE, pair[order] % wide - 1
    outside = area == OUTSIDE
    area[outside] = NOWHERE
    journey = np.full(len(pair), np.nan)
    known = (area >= 0) & placed[unit]
    journey[known] = journeys(minutes, area[known], unit[known])
    return Flows(
        area,
        unit,
        visits[order],
        _added(cost[together], first)[order],
        journey,
        passes_nearest(journey, np.append(nearest_min, np.inf)[area]),
        outside,
    )


def concentration(flows: Flows, area_count: int) -> Floats:
    """How concentrated each area's visits are on few units: Herfindahl-Hirschman, 0 to 1.

    `sum_j (F_ij / O_i)^2`; Hirschman 1964, "The Paternity of an Index", AER 54(5). Visits to an
    unknown unit are part of `O` but of no unit's share.

    Parameters
    ----------
    flows : Flows
        One row an (area, unit).
    area_count : int

    Returns
    -------
    float64, shape (areas,)
        NaN where there are no visits.
    """
    home = flows.area >= 0
    total = np.bincount(flows.area[home], flows.visits[home], minlength=area_count)
    known = home & (flows.unit >= 0)
    squares = np.bincount(flows.area[known], flows.visits[known].astype(float) ** 2, minlength=area_count)
    none = np.full(area_count, np.nan)
    index: Floats = np.divide(squares, total**2, out=none, where=total > 0)
    return index


def matrix(flows: Flows, area_count: int, unit_count: int) -> csr_array:
    """Visits as a sparse array, shape (areas, units), without unknown residences and units."""
    known = (flows.area >= 0) & (flows.unit >= 0)
    cells = (flows.area[known], flows.unit[known])
    return csr_array((flows.visits[known], cells), shape=(area_count, unit_count))


def plurality(visits: csr_array) -> Ints:
    """The unit that most visits of each area go to.

    The Dartmouth Atlas's assignment, before contiguity is mended; Wennberg & Cooper 1996.

    Parameters
    ----------
    visits : csr_array, shape (areas, units)

    Returns
    -------
    int64, shape (areas,)
        Position, the lower of equals; -1 without visits.
    """
    count = np.diff(visits.indptr)
    some = np.flatnonzero(count)
    most = np.full(visits.shape[0], -1, np.int64)
    if len(some):
        begins = visits.indptr[some]
        largest = np.repeat(np.maximum.reduceat(visits.data, begins), count[some])
        candidate = np.where(visits.data == largest, visits.indices, visits.shape[1])
        most[some] = np.minimum.reduceat(candidate, begins)
    return most


def passes_nearest(minutes: Floats, nearest_min: Floats) -> Bools:
    """Which journeys pass the nearest unit: longer than to it, and it can be reached.

    Parameters
    ----------
    minutes : float64
        Of each journey; inf out of reach, NaN unknown.
    nearest_min : float64
        From the same residence to the nearest unit.

    Returns
    -------
    bool
    """
    return np.isfinite(nearest_min) & (minutes > nearest_min + SAME_MIN)


def _added[T: np.generic](column: NDArray[T], first: Ints) -> NDArray[T]:
    """Sums of the rows from each first one to the next."""
    return np.add.reduceat(column, first) if len(first) else column[:0]
