"""How far loads of units lie from what the model expects: the doubt of every load that is predicted.

A unit draws more or less than its size and place tell: opening hours, staff who stay, a good name. That is
an effect of its own on the unit's load, of which nothing is known before the unit is there. Its spread is
told by the units that are there, each predicted by a model that was fitted without it: the observed
logarithm of visits on the predicted, a straight line that a few odd units do not tilt (Theil-Sen; Sen 1968,
doi 10.1080/01621459.1968.10480934), and the tenth and ninetieth hundredth of what is left around it, by
ranks that cover units not met (Lei et al. 2018, doi 10.1080/01621459.2017.1307116). A slope below 1 shrinks
towards the mean: of the units that are expected to be large some are so by mistake.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from geodata.choice.choice_set import ChoiceSet
from geodata.choice.held_out import FOLDS, HeldOut, folds
from geodata.choice.shares import Floats
from geodata.region.choice_model import LoadGroup, LoadSpread

SURE = 0.8
"""Share of units whose load lies within the interval that is told."""
FEWEST = 2 * FOLDS
"""Units that can tell a spread."""
GROUPS = 5

Bools = NDArray[np.bool_]


def load_spread(choices: ChoiceSet, held_out: HeldOut, inside: Bools) -> LoadSpread | None:
    """How the loads of the region's own units lie around what was expected of them unseen.

    Parameters
    ----------
    choices : ChoiceSet
    held_out : HeldOut
    inside : bool, shape (units,)
        Units that stand in the region: of the others most visits come from elsewhere.

    Returns
    -------
    LoadSpread or None
        None where fewer than `FEWEST` units have visits.
    """
    observed, expected, fold = choices.loads, held_out.loads, folds(choices)
    some = inside & (observed > 0) & (expected > 0)
    if some.sum() < FEWEST:
        return None
    x, y, fold = np.log(expected[some]), np.log(observed[some]), fold[some]
    covered = np.zeros(len(x), bool)
    for each in range(FOLDS):
        out = fold == each
        low, high = interval_of_new(_line(x[~out], y[~out]), np.exp(x[out]))
        covered[out] = (np.log(low) <= y[out]) & (y[out] <= np.log(high))
    order = np.argsort(x, kind="stable")
    groups = tuple(
        LoadGroup(
            len(part), float(np.exp(x[part]).mean()), float(np.exp(y[part]).mean()), int(covered[part].sum())
        )
        for part in np.array_split(order, GROUPS)
    )
    return _line(x, y, float(covered.mean()), groups)


def interval_of_new(spread: LoadSpread, expected: Floats) -> tuple[Floats, Floats]:
    """Between what a new unit's visits lie in four cases of five, by what the model expects of it.

    Shrunk towards the mean as far as units tell; beyond the largest and smallest of them no further.

    Parameters
    ----------
    spread : LoadSpread
    expected : float64, shape (units,)
        Visits, at least 0.

    Returns
    -------
    tuple of float64, shape (units,)
    """
    some = expected > 0
    x = np.log(np.where(some, expected, 1.0))
    at = np.clip(x, spread.least, spread.most)
    middle = spread.level + spread.slope * (at - spread.centre) + (x - at)
    low, high = (np.where(some, np.exp(middle + side), 0.0) for side in (spread.low, spread.high))
    return low, high


def interval_after(
    spread: LoadSpread, before: Floats, after: Floats, new: Bools, gone: Bools
) -> tuple[Floats, Floats]:
    """Between what loads lie in four cases of five after a change of supply.

    What was observed is known, and so is that nobody comes to a unit that has gone. Only what the model
    moves is in doubt: all of a new unit's load, and of the others what they gain or lose.

    Parameters
    ----------
    spread : LoadSpread
    before, after : float64, shape (units,)
        Visits; 0 before to a unit that is new.
    new, gone : bool, shape (units,)
        Units that the change opens, and those that are closed afterwards.

    Returns
    -------
    tuple of float64, shape (units,)
        At least 0.
    """
    moved = np.where(gone, 0.0, after - before)
    ends = np.stack(
        [np.where(gone, after, before) + moved * math.exp(side) for side in (spread.low, spread.high)]
    )
    low, high = np.maximum(ends.min(axis=0), 0.0), ends.max(axis=0)
    of_new = interval_of_new(spread, np.where(new, after, 0.0))
    return np.where(new, of_new[0], low), np.where(new, of_new[1], high)


def _line(x: Floats, y: Floats, covered: float = math.nan, groups: tuple[LoadGroup, ...] = ()) -> LoadSpread:
    """A straight line through logarithms, and what is left around it; flat where all are expected alike."""
    centre = float(x.mean())
    slope = _middle_slope(x, y)
    level = float(np.median(y - slope * (x - centre)))
    left = np.sort(y - level - slope * (x - centre))
    tail = max(1, math.floor((len(x) + 1) * (1 - SURE) / 2))
    return LoadSpread(
        len(x), centre, level, slope, float(left[tail - 1]), float(left[-tail]),
        float(x.min()), float(x.max()), covered, groups,
    )  # fmt: skip


def _middle_slope(x: Floats, y: Floats) -> float:
    """The median of the slopes between every two units that are not expected alike; 1 without any."""
    count = len(x)
    slopes, found = np.empty(count * (count - 1) // 2), 0
    for each in range(count - 1):
        apart = x[each + 1 :] - x[each]
        some = np.abs(apart) > 1e-9
        more = (y[each + 1 :] - y[each])[some] / apart[some]
        slopes[found : found + len(more)] = more
        found += len(more)
    return float(np.median(slopes[:found], overwrite_input=True)) if found else 1.0
