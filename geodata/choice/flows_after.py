"""Flows of a scenario: today's visits, moved to where the choice model says that they would go."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.limits import Limits, within_limits
from geodata.choice.pivot import Pivot, moved, pivot
from geodata.flows.descending import descending
from geodata.flows.flows import Flows, matrix, passes_nearest
from geodata.region.choice_model import Fit
from geodata.travel import journeys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Today:
    """Today's flows, made ready for any change."""

    pivot: Pivot
    minutes: Floats  # of each flow of the pivot, as `Flows.minutes`
    cost: Floats  # of one visit to each unit on average, NaN unknown; of any visit last. Shape (units + 1,)
    loose: Flows  # of unknown residence or to an unknown unit: the model knows nothing of them


def today(flows: Flows, fit: Fit, supply: Floats, minutes: csr_array) -> Today:
    """Flows before any change.

    Parameters
    ----------
    flows : Flows
        As observed.
    fit : Fit
        The choice model of these flows.
    supply : float64, shape (units,)
        Capacity of units that count, else 0.
    minutes : csr_array, shape (areas, units)
        To units of supply.

    Returns
    -------
    Today
    """
    known = (flows.area >= 0) & (flows.unit >= 0)
    order = np.flatnonzero(known)
    order = order[np.lexsort((flows.unit[order], flows.area[order]))]
    return Today(
        pivot(matrix(flows, *minutes.shape), fit.a, fit.b, supply, minutes, fit.decay),
        flows.minutes[order],
        _cost_of_one(flows, minutes.shape[1]),
        flows.take(~known),
    )


def flows_after(
    before: Today,
    changed: Ints,
    columns: Floats,
    supply: Floats,
    minutes: csr_array,
    nearest_min: Floats,
    placed: Bools,
    open_: Bools,
    limits: Limits | None = None,
) -> Flows:
    """Expected flows after a change of supply, each area's visits conserved.

    Parameters
    ----------
    before : Today
    changed : int64, ascending
        Positions of units that are opened, closed, moved or resized.
    columns : float64, shape (areas, changed)
        Minutes to them afterwards, whether they count or not; inf out of reach.
    supply : float64, shape (units,)
        Capacity of units that count afterwards, else 0; those that are new stand last.
    minutes : csr_array, shape (areas, units)
        To units of supply, afterwards.
    nearest_min : float64, shape (areas,)
        To the nearest unit afterwards.
    placed, open_ : bool, shape (units,)
        Units that stand somewhere, and those that are open, afterwards.
    limits : Limits, optional
        What units take in; all who come where not given.

    Returns
    -------
    Flows
        Visits are no whole numbers. A visit costs what visits to its unit cost today on average, at a
        new unit what they cost everywhere. Visits that no unit is left for, and those of unknown
        residence to a unit that closes, go to the unknown unit.
    """
    found = moved(before.pivot, changed, supply[changed], columns)
    if limits is not None:
        found = within_limits(found, before.pivot, limits, changed, supply, columns)
    which = np.full(len(supply), -1)
    which[changed] = np.arange(len(changed))
    known, more = len(before.minutes), slice(len(before.minutes), None)
    journey = np.concatenate((before.minutes, journeys(minutes, found.area[more], found.unit[more])))
    at = np.flatnonzero(which[found.unit[:known]] >= 0)
    unit = found.unit[at]
    journey[at] = np.where(placed[unit], columns[found.area[at], which[unit]], np.nan)
    left, loose = np.flatnonzero(found.unmet), before.loose
    gone = np.append(~open_, False)[loose.unit]
    some = np.flatnonzero(found.visits)
    area: Ints = np.concatenate((found.area[some], left, loose.area))
    unit = np.concatenate((found.unit[some], np.full(len(left), -1), np.where(gone, -1, loose.unit)))
    visits: Floats = np.concatenate((found.visits[some], found.unmet[left], loose.visits.astype(np.float64)))
    journey = np.concatenate((journey[some], np.full(len(left) + len(gone), np.nan)))
    cost = np.append(before.cost[:-1], np.full(len(supply) + 2 - len(before.cost), before.cost[-1]))
    outside = np.append(np.zeros(len(some) + len(left), bool), loose.outside)
    order = descending(visits)
    area, unit, visits, journey = area[order], unit[order], visits[order], journey[order]
    past = passes_nearest(journey, np.append(nearest_min, np.inf)[area])
    return Flows(area, unit, visits, visits * cost[unit], journey, past, outside[order])


def costed(flows: Flows, cost: Floats) -> Flows:
    """The same flows at what a visit to their unit costs on average, as `flows_after` has it.

    Parameters
    ----------
    flows : Flows
    cost : float64, shape (units + 1,)
        Of `Today`.
    """
    return replace(flows, cost=flows.visits * cost[flows.unit])


def _cost_of_one(flows: Flows, units: int) -> Floats:
    """What a visit to each unit costs on average; last what it costs everywhere. NaN unknown."""
    known = np.isfinite(flows.cost)
    at = np.where(flows.unit < 0, units, flows.unit)[known]
    cost = np.bincount(at, flows.cost[known], units + 1)
    visits = np.bincount(at, flows.visits[known], units + 1)
    everywhere = cost.sum() / visits.sum() if visits.sum() else np.nan
    each: Floats = np.divide(cost, visits, out=np.full(units + 1, everywhere), where=visits > 0)
    each[-1] = everywhere
    return each
