"""Tables made to agree with totals that are known better: proportional fitting.

Deming & Stephan 1940, doi 10.1214/aoms/1177731829. What is 0 stays 0, and within each total the
proportions of the table are kept as far as the totals allow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 500
CLOSE = 1e-10
"""Furthest from a total that a fit may end, as a share of the largest."""


def group_shares(table: Floats, group: Ints, groups: int) -> Floats:
    """Each member's share of its group, column by column.

    Parameters
    ----------
    table : float64, shape (..., members, columns)
        Not below 0.
    group : int64, shape (members,)
        Position of its group; below 0 belongs to none.
    groups : int

    Returns
    -------
    float64, shape (..., members, columns)
        Sums to 1 over the members of a group. A column that is empty in all of them is shared as all columns
        together are, and equally where those are empty too. 0 of who belongs to none.
    """
    inside = np.flatnonzero(group >= 0)
    belongs = csr_array((np.ones(len(inside)), (group[inside], inside)), shape=(groups, len(group)))
    whole = _shares(table.sum(axis=-1, keepdims=True), belongs, group)
    members = np.bincount(group[inside], minlength=groups)[group]
    equally = np.where(group >= 0, 1.0 / np.maximum(members, 1), 0.0)[:, None]
    whole = np.where(np.isnan(whole), equally, whole)
    shares = _shares(table, belongs, group)
    return np.where(np.isnan(shares), whole, shares)


def _shares(table: Floats, belongs: csr_array, group: Ints) -> Floats:
    """Shares of a group's sum; NaN where that is 0, and 0 outside all groups."""
    flat = np.moveaxis(table, -2, 0).reshape(table.shape[-2], -1)
    sums = np.asarray(belongs @ flat).reshape(-1, *table.shape[:-2], table.shape[-1])
    of_member = np.moveaxis(sums, 0, -2)[..., group, :]
    shares = np.divide(table, of_member, out=np.full(table.shape, np.nan), where=of_member > 0)
    return np.where(group[:, None] >= 0, shares, 0.0)


def raked(seed: Floats, rows: Floats, columns: Floats) -> Floats:
    """A table whose rows and columns both sum to what is known of them.

    Parameters
    ----------
    seed : float64, shape (rows, columns)
        Not below 0.
    rows, columns : float64
        Totals; those of the columns are first scaled to the sum of the rows'.

    Returns
    -------
    float64, shape (rows, columns)
        Its rows sum to theirs exactly, its columns to within `CLOSE`.

    Raises
    ------
    NeedsError
        If no table that is 0 where the seed is has these totals.
    """
    whole = rows.sum()
    columns = columns * (whole / columns.sum()) if columns.sum() else columns
    table = seed.astype(np.float64)
    for _ in range(ROUNDS):
        table *= _ratio(columns, table.sum(axis=0))
        table *= _ratio(rows, table.sum(axis=1))[:, None]
        if np.abs(table.sum(axis=0) - columns).max(initial=0.0) <= CLOSE * max(whole, 1e-300):
            return table
    raise NeedsError("no table has these sums of rows and columns and is empty where the given one is")


def _ratio(wanted: Floats, found: Floats) -> Floats:
    return np.divide(wanted, found, out=np.zeros_like(found), where=found > 0)
