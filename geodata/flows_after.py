"""Flows of a scenario: today's visits, moved to where the choice model says that they would go."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice_model import Fit
from geodata.flows import Flows, matrix, passes_nearest
from geodata.modelled_flows import moved
from geodata.travel import journeys

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def flows_after(
    today: Flows,
    fit: Fit,
    before: tuple[Floats, csr_array],
    after: tuple[Floats, csr_array],
    nearest_min: Floats,
    placed: Bools,
    open_: Bools,
) -> Flows:
    """Expected flows after a change of supply, each area's visits conserved.

    Parameters
    ----------
    today : Flows
        As observed.
    fit : Fit
    before, after : (supply, minutes)
        Capacity of units that count, else 0, shape (units,); minutes, shape (areas, units). Both are
        of the units afterwards: a unit that is new has no supply and no minutes before.
    nearest_min : float64, shape (areas,)
        To the nearest unit afterwards.
    placed, open_ : bool, shape (units,)
        Units that stand somewhere, and those that are open, afterwards.

    Returns
    -------
    Flows
        Visits are no whole numbers. A visit costs what visits to its unit cost today on average, at a
        new unit what they cost everywhere. Visits that no unit is left for, and those of unknown
        residence to a unit that closes, go to the unknown unit.
    """
    shape = after[1].shape
    found = moved(matrix(today, *shape), fit.a, fit.b, before, after)
    area = np.repeat(np.arange(shape[0]), np.diff(found.flows.indptr))
    left = np.flatnonzero(found.unmet)
    loose = (today.area < 0) | (today.unit < 0)
    gone = np.append(~open_, False)[today.unit[loose]]
    every_area = np.concatenate((area, left, today.area[loose])).astype(np.int64)
    every_unit = np.concatenate(
        (found.flows.indices, np.full(len(left), -1), np.where(gone, -1, today.unit[loose]))
    ).astype(np.int64)
    visits = np.concatenate((found.flows.data, found.unmet[left], today.visits[loose].astype(np.float64)))
    order = np.lexsort((every_unit, every_area, -visits))
    every_area, every_unit, visits = every_area[order], every_unit[order], visits[order]
    minutes = np.full(len(visits), np.nan)
    known = (every_area >= 0) & np.append(placed, False)[every_unit]
    minutes[known] = journeys(after[1], every_area[known], every_unit[known])
    return Flows(
        every_area,
        every_unit,
        visits,
        visits * _cost_of_one(today, shape[1])[every_unit],
        minutes,
        passes_nearest(minutes, np.append(nearest_min, np.inf)[every_area]),
    )


def _cost_of_one(today: Flows, units: int) -> Floats:
    """What a visit to each unit costs on average; last, at -1, to the unknown unit. NaN unknown."""
    told = np.isfinite(today.cost)
    at = np.where(today.unit < 0, units, today.unit)[told]
    cost = np.bincount(at, today.cost[told], units + 1)
    visits = np.bincount(at, today.visits[told], units + 1)
    everywhere = cost.sum() / visits.sum() if visits.sum() else np.nan
    each: Floats = np.divide(cost, visits, out=np.full(units + 1, everywhere), where=visits > 0)
    return each
