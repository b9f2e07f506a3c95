"""Flows after a change of supply: observed flows moved as the choice model says, and no further.

The model is right about changes rather than about levels: why people go where they go is more than
size and minutes. So observed flows are the pivot and the model only says how they change, the
incremental form of a logit model (Kumar 1980, "Use of incremental form of logit models in demand
analysis", Transportation Research Record 775; Daly, Fox & Tuinenga 2005, "Pivot-point procedures in
practical travel demand modelling"). A ratio of probabilities alone cannot move anyone to a unit that
none went to before. What a unit gains is therefore a new choice beside the old ones, with the model's
own share, and what it loses shrinks what it had:

`W_ij = S_j^a f(t_ij)` before and `W'_ij` after; `kept_ij = F_ij min(1, W'_ij / W_ij)`;
`gain_ij = max(0, W'_ij - W_ij) / sum_k W'_ik`;
`F'_ij = O_i gain_ij + O_i (1 - sum_k gain_ik) kept_ij / sum_k kept_ik`.

So no change gives the observed flows exactly; a closed unit's visits go to the others in proportion to
what each of them had from the same area; a new unit draws by the model; flows that follow the model
exactly still do afterwards; and each area's visits are the same number before and after.

Only columns of units that change are ever worked out anew: what an area's other visits become is one
factor for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.decay import resistance
from geodata.choice.shares import Floats, Ints, Minutes, Numbers, known, pairs
from geodata.contract.errors import IndexMismatchError
from geodata.region.choice_model import Decay

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pivot:
    """Flows as observed, and how strongly the model draws each area to each unit, before any change.

    Attributes
    ----------
    area, unit : int64, shape (flows,)
        Positions, ascending by area, then unit; no pair twice.
    visits : float64, shape (flows,)
    own : bool, shape (flows,)
        Whether a flow is the model's business: to a unit of supply, within the stored minutes.
    supply : float64, shape (units,)
        0 where a unit does not count.
    draw : csr_array, shape (areas, units)
        `S^a f(t)` of every choice.
    a, b : float
        Of supply and of minutes.
    decay : {"power", "exponential", "square_root"}
    """

    area: Ints
    unit: Ints
    visits: Floats
    own: Bools
    supply: Floats
    draw: csr_array
    a: float
    b: float
    decay: Decay = "power"


@dataclass(frozen=True, eq=False)
class Moved:
    """Flows after a change, those that were there before first and in their order.

    Attributes
    ----------
    area, unit : int64, shape (flows,)
    visits : float64, shape (flows,)
        Expected, at least 0.
    unmet : float64, shape (areas,)
        Visits of each area that no unit is left for: all those who went to a unit that is gone, where
        no other is within reach. `visits` of an area and this sum to the observed visits.
    """

    area: Ints
    unit: Ints
    visits: Floats
    unmet: Floats


def pivot(
    observed: csr_array, a: float, b: float, supply: Numbers, minutes: Minutes, decay: Decay = "power"
) -> Pivot:
    """Observed flows as the pivot of changes.

    Parameters
    ----------
    observed : csr_array, shape (areas, units)
        Visits.
    a, b : float
        As of a `geodata.choice.huff.Fit`.
    supply : array of numbers, shape (units,)
        0 or NaN where a unit does not count.
    minutes : csr_array or array, shape (areas, units)
        inf, or not stored, where out of reach.
    decay : {"power", "exponential", "square_root"}

    Returns
    -------
    Pivot

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if minutes.shape != observed.shape or len(supply) != observed.shape[1]:
        raise IndexMismatchError(
            f"flows are {observed.shape} and minutes {minutes.shape} for {len(supply)} units"
        )
    offered = known(supply)
    row, column, away = pairs(minutes, offered)
    begins = np.searchsorted(row, np.arange(minutes.shape[0] + 1))
    draws = csr_array((draw(a, b, offered[column], away, decay), column, begins), shape=minutes.shape)
    rows = observed.tocsr(copy=True)
    rows.sum_duplicates()
    area = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    unit = rows.indices.astype(np.int64)
    width = observed.shape[1]
    own = np.isin(area * width + unit, row * width + column)
    return Pivot(area, unit, rows.data.astype(np.float64), own, offered, draws, a, b, decay)


def draw(a: float, b: float, supply: Numbers | float, minutes: Floats, decay: Decay = "power") -> Floats:
    """How strongly units draw over some minutes: `S^a f(t)`, 0 without supply or out of reach."""
    offered, away = np.broadcast_arrays(supply, minutes)
    some = (offered > 0) & np.isfinite(away)
    pull = np.zeros(away.shape)
    pull[some] = np.exp(a * np.log(offered[some]) - b * resistance(decay, away[some]))
    return pull


def moved(before: Pivot, changed: Ints, supply: Numbers, minutes: Floats) -> Moved:
    """Flows expected after supply or minutes of some units have changed, each area's visits conserved.

    Parameters
    ----------
    before : Pivot
    changed : int64, shape (changed,)
        Positions, ascending, of the units that have changed; those that are new stand after all others.
    supply : array of numbers, shape (changed,)
        Theirs afterwards, 0 or NaN where a unit does not count any longer.
    minutes : float64, shape (areas, changed)
        To them afterwards, inf out of reach.

    Returns
    -------
    Moved
        Visits to units that are no supply before, or lie beyond the stored minutes, are none of the
        model's business and stay as they are; only if such a unit closes do they move.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    areas, units = before.draw.shape
    if minutes.shape != (areas, len(changed)) or len(supply) != len(changed):
        raise IndexMismatchError(
            f"minutes are {minutes.shape} for {areas} areas and {len(changed)} changed units"
        )
    width = max(units, int(changed.max(initial=-1)) + 1)
    which = np.full(width, -1)
    which[changed] = np.arange(len(changed))
    offered = known(supply)
    new = draw(before.a, before.b, offered, minutes, before.decay)
    old, others = _old_draws(before.draw, which, len(changed))
    gone = np.zeros(width, bool)
    gone[changed] = (np.append(before.supply, np.zeros(width - units))[changed] > 0) & (offered <= 0)

    def per_area(values: Floats) -> Floats:
        return np.bincount(before.area, values, areas).astype(np.float64)

    at, closed = which[before.unit], gone[before.unit]
    own = np.where(before.own | closed, before.visits, 0.0)
    ratio = np.ones(len(at))
    there = np.flatnonzero((at >= 0) & before.own)
    pair = (before.area[there], at[there])
    ratio[there] = np.minimum(1.0, new[pair] / old[pair])
    kept = np.where(closed, 0.0, own * ratio)
    leaving, stay = per_area(own), per_area(kept)
    drawn = others + new.sum(axis=1)
    some = stay > 0
    gain = np.where(some[:, None], _over(np.maximum(new - old, 0.0), drawn[:, None]), 0.0)
    rest = leaving * np.where(some, 1 - gain.sum(axis=1), 0.0)
    expected = kept * _over(rest, stay)[before.area] + (before.visits - own)
    # An area whose visits and choices are none the better or worse keeps them to the last digit.
    touched = (new > old).any(axis=1) & (leaving > 0)
    touched[before.area[kept != own]] = True
    expected = np.where(touched[before.area], expected, before.visits)

    row, column = np.nonzero(gain * leaving[:, None])
    more = [(row, changed[column], gain[row, column] * leaving[row])]
    anew = np.flatnonzero(~some & (leaving > 0) & (drawn > 0))
    if len(anew):  # nobody is left of those who went somewhere: all choose by the model
        more += _chosen_anew(before.draw[anew], which, new[anew], leaving[anew] / drawn[anew], anew, changed)
    area, unit, visits = (np.concatenate(parts) for parts in zip(*more, strict=True))
    code, found = before.area * width + before.unit, area * width + unit
    place = np.searchsorted(code, found)
    there_already = np.append(code, -1)[place] == found
    expected += np.bincount(place[there_already], visits[there_already], len(code))
    return Moved(
        np.concatenate((before.area, area[~there_already])),
        np.concatenate((before.unit, unit[~there_already])),
        np.concatenate((expected, visits[~there_already])),
        np.where(some | (drawn > 0), 0.0, leaving),
    )


def _old_draws(draw: csr_array, which: Ints, count: int) -> tuple[Floats, Floats]:
    """Draws to the changed units before, shape (areas, changed), and the sum of those to all others."""
    at = which[draw.indices]
    changed = np.flatnonzero(at >= 0)
    area = np.searchsorted(draw.indptr, changed, side="right") - 1
    old = np.zeros((draw.shape[0], count))
    old[area, at[changed]] = draw.data[changed]
    rest = draw.data.copy()
    rest[changed] = 0.0
    others = csr_array((rest, draw.indices, draw.indptr), shape=draw.shape) @ np.ones(draw.shape[1])
    return old, others


def _chosen_anew(
    draw: csr_array, which: Ints, new: Floats, per_draw: Floats, areas: Ints, changed: Ints
) -> list[tuple[Ints, Ints, Floats]]:
    """Visits of some areas, spread over all that the model offers them afterwards."""
    row = np.repeat(np.arange(len(areas)), np.diff(draw.indptr))
    same = which[draw.indices] < 0
    row, unit, pull = row[same], draw.indices[same].astype(np.int64), draw.data[same]
    there, column = np.nonzero(new)
    return [
        (areas[row], unit, pull * per_draw[row]),
        (areas[there], changed[column], new[there, column] * per_draw[there]),
    ]


def _over(values: Floats, under: Floats) -> Floats:
    shape = np.broadcast_shapes(values.shape, under.shape)
    ratio: Floats = np.divide(values, under, out=np.zeros(shape), where=np.broadcast_to(under > 0, shape))
    return ratio
