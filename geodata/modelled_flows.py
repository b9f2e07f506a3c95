"""Flows after a change of supply: observed flows moved as the choice model says, and no further.

The model is right about changes rather than about levels: why people go where they go is more than
size and minutes. So observed flows are the pivot and the model only says how they change, the
incremental form of a logit model (Kumar 1980, "Use of incremental form of logit models in demand
analysis", Transportation Research Record 775; Daly, Fox & Tuinenga 2005, "Pivot-point procedures in
practical travel demand modelling"). A ratio of probabilities alone cannot move anyone to a unit that
none went to before. What a unit gains is therefore a new choice beside the old ones, with the model's
own share, and what it loses shrinks what it had:

`W_ij = S_j^a t_ij^-b` before and `W'_ij` after; `kept_ij = F_ij min(1, W'_ij / W_ij)`;
`gain_ij = max(0, W'_ij - W_ij) / sum_k W'_ik`;
`F'_ij = O_i gain_ij + O_i (1 - sum_k gain_ik) kept_ij / sum_k kept_ik`.

So no change gives the observed flows exactly; a closed unit's visits go to the others in proportion to
what each of them had from the same area; a new unit draws by the model; flows that follow the model
exactly still do afterwards; and each area's visits are the same number before and after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice_shares import MINUTES_FLOOR, Floats, Ints, Minutes, Numbers, known, pairs
from geodata.errors import IndexMismatchError

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Moved:
    """Flows after a change.

    Attributes
    ----------
    flows : csr_array, shape (areas, units)
        Expected visits, at least 0.
    unmet : float64, shape (areas,)
        Visits of each area that no unit is left for: all those who went to a unit that is gone, where
        no other is within reach. Rows of `flows` and this sum to the observed visits.
    """

    flows: csr_array
    unmet: Floats


def moved(
    observed: csr_array,
    a: float,
    b: float,
    before: tuple[Numbers, Minutes],
    after: tuple[Numbers, Minutes],
    *,
    minutes_floor: float = MINUTES_FLOOR,
) -> Moved:
    """Flows expected after supply or minutes have changed, each area's visits conserved.

    Parameters
    ----------
    observed : csr_array, shape (areas, units)
        Visits before; a new unit has an empty column.
    a, b : float
        Exponents of supply and of minutes, as of a `geodata.choice_model.Fit`.
    before, after : (supply, minutes)
        Supply, shape (units,), 0 or NaN where a unit does not count, as before it opens and after it
        closes; minutes, shape (areas, units), inf or not stored where out of reach.
    minutes_floor : float

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
    for supply, minutes in (before, after):
        if minutes.shape != observed.shape or len(supply) != observed.shape[1]:
            raise IndexMismatchError(
                f"flows are {observed.shape} and minutes {minutes.shape} for {len(supply)} units"
            )
    gone = (known(before[0]) > 0) & ~(known(after[0]) > 0)
    old, new = (_draws(a, b, *each, minutes_floor) for each in (before, after))
    rows = _touched(observed, old, new, gone)
    unmet = np.zeros(observed.shape[0])
    if not len(rows):
        return Moved(observed.astype(np.float64), unmet)
    found, unmet[rows] = _moved_rows(observed[rows], old[rows], new[rows], gone)
    return Moved(_replaced(observed, rows, found), unmet)


def _touched(observed: csr_array, old: csr_array, new: csr_array, gone: Bools) -> Ints:
    """Areas for which any choice has changed, or that went to a unit that is gone."""
    change = new - old
    row = np.repeat(np.arange(change.shape[0]), np.diff(change.indptr))
    went = np.repeat(np.arange(observed.shape[0]), np.diff(observed.indptr))[gone[observed.indices]]
    return np.union1d(row[change.data != 0], went)


def _moved_rows(
    observed: csr_array, before: csr_array, after: csr_array, gone: Bools
) -> tuple[csr_array, Floats]:
    """Flows of some areas after the change, and visits that no unit is left for."""
    area, unit, visits, old, new = _side_by_side(observed, before, after)
    count = observed.shape[0]

    def per_area(values: Floats) -> Floats:
        return np.bincount(area, values, count).astype(np.float64)

    ours = (old > 0) | gone[unit]
    own = np.where(ours, visits, 0.0)
    ratio = np.divide(new, old, out=np.ones_like(new), where=old > 0)
    kept = np.where(gone[unit], 0.0, own * np.minimum(1.0, ratio))
    leaving, stay, drawn = per_area(own), per_area(kept), per_area(new)
    gain = _over(np.maximum(new - old, 0.0), drawn[area])
    # Where nobody is left of those who went somewhere, all choose anew, by the model.
    gain = np.where(stay[area] > 0, gain, _over(new, drawn[area]))
    rest = leaving * np.where(stay > 0, 1 - per_area(gain), 0.0)
    expected = leaving[area] * gain + kept * _over(rest, stay)[area] + np.where(ours, 0.0, visits)
    # An area whose visits and choices are none the better or worse keeps them to the last digit.
    same = per_area(((kept != own) | (new > old)).astype(np.float64)) == 0
    expected = np.where(same[area], visits, expected)
    some = expected > 0
    flows = csr_array((expected[some], (area[some], unit[some])), shape=observed.shape)
    return flows, np.where((stay > 0) | (drawn > 0), 0.0, leaving)


def _replaced(observed: csr_array, rows: Ints, found: csr_array) -> csr_array:
    """The flows with some rows replaced."""
    count = np.diff(observed.indptr)
    row = np.repeat(np.arange(observed.shape[0]), count)
    other = np.ones(observed.shape[0], bool)
    other[rows] = False
    stays = other[row]
    count[rows] = np.diff(found.indptr)
    indptr = np.concatenate(([0], np.cumsum(count)))
    data, indices = np.empty(indptr[-1]), np.empty(indptr[-1], observed.indices.dtype)
    old_place = np.repeat(other, count)
    data[old_place], indices[old_place] = observed.data[stays], observed.indices[stays]
    data[~old_place], indices[~old_place] = found.data, found.indices
    return csr_array((data, indices, indptr), shape=observed.shape)


def _draws(a: float, b: float, supply: Numbers, minutes: Minutes, minutes_floor: float) -> csr_array:
    """`S^a t^-b` of every choice, above 0."""
    offered = known(supply)
    row, unit, away = pairs(minutes, offered)
    draw = np.exp(a * np.log(offered[unit]) - b * np.log(np.maximum(away, minutes_floor)))
    indptr = np.searchsorted(row, np.arange(minutes.shape[0] + 1))
    return csr_array((draw, unit, indptr), shape=minutes.shape)


def _side_by_side(
    observed: csr_array, before: csr_array, after: csr_array
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Area, unit, and three matrices' values on every pair that any of them has."""
    width = observed.shape[1]
    coded = []
    for matrix in (observed, before, after):
        row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        coded.append(row * width + matrix.indices)
    every, at = np.unique(np.concatenate(coded), return_inverse=True)
    columns, begin = [], 0
    for matrix, code in zip((observed, before, after), coded, strict=True):
        columns.append(np.bincount(at[begin : begin + len(code)], matrix.data, len(every)).astype(float))
        begin += len(code)
    visits, old, new = columns
    return every // width, every % width, visits, old, new


def _over(values: Floats, under: Floats) -> Floats:
    ratio: Floats = np.divide(values, under, out=np.zeros_like(values), where=under > 0)
    return ratio
