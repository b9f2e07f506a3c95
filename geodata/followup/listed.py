"""How many are listed with some units: by the lists that they are paid by, else by the table of units."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.region.payment_tables import EVERY_AREA


def listed_with(assessment: Assessment, units: Collection[int]) -> float | None:
    """Persons on the lists of units; None where that is not known of every one of them.

    Parameters
    ----------
    assessment : Assessment
        Lists are those of the latest period up to its own.
    units : collection of int
        Positions.
    """
    wanted = sorted(units)
    lists = assessment.region.lists
    period = assessment.scenario.period
    if lists is not None and period:
        whole = lists[(lists["area"] == EVERY_AREA) & (lists["period"].str[:4] <= period[:4])]
        newest = whole[whole["period"] == whole["period"].max()]
        persons = newest.groupby("unit")["persons"].sum()
        if set(wanted) <= set(persons.index):
            return float(persons[wanted].sum())
    if "listed" not in assessment.units:
        return None
    found = assessment.units["listed"].to_numpy(np.float64)[wanted]
    return float(found.sum()) if np.isfinite(found).all() else None
