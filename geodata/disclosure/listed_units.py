"""How many are listed with each unit, by the lists that are published: a total beside them would be exact."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pandas import DataFrame

from geodata.region.payment_tables import EVERY_AREA

LISTED = "listed"
"""Column of units."""


def listed_by_lists[T: DataFrame](units: T, lists: DataFrame | None, hidden: Iterable[int] = ()) -> T:
    """Units whose `listed` is the sum of their published list of the latest period.

    Parameters
    ----------
    units : DataFrame
        With or without `listed`; units without a list keep what is given of them.
    lists : DataFrame or None
        Published, as `geodata.region.payment_tables.PaymentTables.lists`.
    hidden : iterable of int
        Positions of units that have a list: where nothing of it is published, nothing is told.

    Returns
    -------
    DataFrame
        The same where it has no `listed`, or there are no lists.
    """
    if LISTED not in units or lists is None:
        return units
    whole = lists[lists["area"] == EVERY_AREA]
    latest = whole["period"] == whole.groupby("unit")["period"].transform("max")
    sums = whole[latest].groupby("unit")["persons"].sum()
    found = units[LISTED].to_numpy(np.float64).copy()
    found[np.unique(np.fromiter(hidden, np.int64))] = np.nan
    found[sums.index.to_numpy(np.int64)] = sums.to_numpy(np.float64)
    return units.assign(**{LISTED: found})
