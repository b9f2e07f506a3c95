"""Where the listed of units go when supply changes: as their visits do, area by area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import IndexMismatchError

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DECIMALS = 4
"""Of persons who move: parts of a class of age, which conserve the class."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Shares of each unit's listed that go to each other unit; what goes nowhere is listed nowhere.

    Attributes
    ----------
    goes : sparse array of float64, shape (units before, units after)
        Nothing on the diagonal.
    leaves : float64, shape (units before,)
        Share that leaves: those who go, and those who have nowhere to go.
    """

    goes: csr_array
    leaves: Floats

    @property
    def nowhere(self) -> Floats:
        """Share of each unit's listed that has nowhere to go. Shape (units before,)."""
        found: Floats = np.clip(self.leaves - np.asarray(self.goes.sum(axis=1)).ravel(), 0.0, 1.0)
        return found

    def moved(self, amounts: Floats) -> Floats:
        """Amounts of units, such as listed by class, where their people are afterwards.

        Each amount is divided into parts of 4 decimals that add up to it, by largest remainders.

        Parameters
        ----------
        amounts : float64, shape (units before, ...)
            NaN is nothing that is known: it stays, and none of it goes anywhere.

        Returns
        -------
        float64, shape (units after, ...)
        """
        rows = amounts.reshape(len(amounts), -1)
        after = np.zeros((self.goes.shape[1], rows.shape[1]))
        after[: len(rows)] = rows
        for unit in np.flatnonzero(self.leaves > 0).tolist():
            row = slice(self.goes.indptr[unit], self.goes.indptr[unit + 1])
            to, share = self.goes.indices[row], self.goes.data[row]
            lost = max(self.leaves[unit] - share.sum(), 0.0)
            known = np.nan_to_num(rows[unit])
            parts = _parts(known, np.concatenate((share, [lost, 1 - self.leaves[unit]])))
            after[to] += parts[:-2]
            after[unit] -= known - parts[-1]
        return np.round(after, DECIMALS).reshape(-1, *amounts.shape[1:])


def moves(before: csr_array, after: csr_array, lists: csr_array, elsewhere: Floats, closed: Bools) -> Moves:
    """Where the listed go, from visits before and after a change.

    Of those in an area who are listed with a unit, the share leaves that its visits from there fall by. They
    go to the units whose visits from there rise, in proportion to how much; where fewer rise than fall,
    the rest has nowhere to go.

    Parameters
    ----------
    before : sparse array, shape (areas, units before)
        Visits.
    after : sparse array, shape (areas, units after)
        Visits by the same residents, as the choice model has them; new units stand last.
    lists : sparse array, shape (areas, units before)
        Listed, or any weights by which a unit's listed are spread over areas.
    elsewhere : float64, shape (units before,)
        Listed who live in no area that is known, in the unit of `lists`: they leave a unit that closes, and
        nobody knows where they go.
    closed : bool, shape (units before,)

    Raises
    ------
    IndexMismatchError
        If they are not of the same areas and units.
    """
    areas, units = before.shape
    if lists.shape != before.shape or after.shape[0] != areas or after.shape[1] < units:
        raise IndexMismatchError(f"visits of {before.shape}, then {after.shape}, and lists of {lists.shape}")
    wide = csr_array((before.data, before.indices, before.indptr), shape=(areas, after.shape[1]))
    change = csr_array(after - wide)
    falls, rises = _part(change, -1), _part(change, 1)
    left = lists.multiply(_ratio(falls[:, :units], before)) + lists.multiply(_lacking(lists, before, closed))
    left = csr_array(left)
    lost = np.asarray(falls.sum(axis=1)).ravel()
    gained = np.asarray(rises.sum(axis=1)).ravel()
    of = np.maximum(lost, gained)
    share = np.divide(1.0, of, out=np.zeros(areas), where=of > 0)
    to = csr_array(rises.multiply(share[:, None]))
    persons = np.asarray(lists.sum(axis=0)).ravel() + elsewhere
    per_person = np.divide(1.0, persons, out=np.zeros(units), where=persons > 0)
    goes = csr_array((left.T @ to).multiply(per_person[:, None]))
    goes.sort_indices()
    leaves = (np.asarray(left.sum(axis=0)).ravel() + np.where(closed, elsewhere, 0.0)) * per_person
    leaves = np.where(closed, 1.0, np.minimum(leaves, 1.0))
    return Moves(goes, leaves)


def _part(change: csr_array, sign: int) -> csr_array:
    data = np.maximum(sign * change.data, 0.0)
    data[data < 1e-9] = 0.0
    found = csr_array((data, change.indices.copy(), change.indptr.copy()), shape=change.shape)
    found.eliminate_zeros()
    return found


def _ratio(part: csr_array, of: csr_array) -> csr_array:
    """Each cell divided by that of the same place, which is more."""
    inverse = csr_array(
        (np.divide(1.0, of.data, out=np.zeros(len(of.data)), where=of.data > 0), of.indices, of.indptr),
        shape=of.shape,
    )
    return csr_array(part.multiply(inverse))


def _lacking(lists: csr_array, before: csr_array, closed: Bools) -> csr_array:
    """1 where a closed unit has listed of an area, and no visits from there tell where they go."""
    there = lists.tocoo()
    row, col = there.coords
    visits = np.asarray(before[row, col]).ravel() if len(row) else np.zeros(0)
    found = (visits <= 0) & closed[col]
    return csr_array((found[found].astype(float), (row[found], col[found])), shape=lists.shape)


def _parts(amounts: Floats, shares: Floats) -> Floats:
    """Amounts in parts of 4 decimals that add up to each, shape (shares, amounts)."""
    whole = np.rint(amounts * 10**DECIMALS)
    exact = np.outer(shares / shares.sum(), whole)
    down = np.floor(exact)
    rank = np.argsort(np.argsort(down - exact, axis=0, kind="stable"), axis=0, kind="stable")
    found: Floats = (down + (rank < whole - down.sum(axis=0))) / 10**DECIMALS
    return found
