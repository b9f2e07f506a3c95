"""How many visits stand apart, by the published cells: the same count is the same number everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from geopandas import GeoDataFrame

from geodata.region.periods import span
from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS, Provider, Visits

_WHERE: Mapping[str, tuple[Provider, Literal["residence", "provider"], int]] = {
    "no_residence": ("region", "residence", NOWHERE),
    "residence_outside": ("region", "residence", OUTSIDE),
    "unknown_unit": ("municipality", "provider", NOWHERE),
    "unit_outside": ("municipality", "provider", OUTSIDE),
    "unit_without_place": ("municipality", "provider", PLACELESS),
}
"""Level that answers with the fewest cells, and which of them: by the reason of an account."""
REASONS = (*_WHERE, "before_opening", "after_closing")


def visits_apart(visits: Visits, units: GeoDataFrame, reason: str) -> int:
    """Visits of every care form and period that stand apart for a reason, as published.

    Parameters
    ----------
    visits : Visits
    units : GeoDataFrame
        The region's.
    reason : str
        One of `REASONS`. Before opening and after closing are counted by whole published periods: a month
        before the unit opened is not told where visits are counted by quarter, and it opened in that.
    """
    if reason in _WHERE:
        level, end, code = _WHERE[reason]
        found = (visits.cells("municipality", level, visits.fewest, form) for form in visits.care_forms)
        return sum(int(cells.visits[getattr(cells, end) == code].sum()) for cells in found)
    early = reason == "before_opening"
    days = units["opened" if early else "closed"].to_numpy("datetime64[D]")
    total = 0
    for period in visits.periods:
        first, last = (np.datetime64(day, "D") for day in span(period))
        apart = np.append(last < days if early else first >= days, False)  # the unknown unit comes last
        for form in visits.care_forms:
            cells = visits.cells("municipality", "unit", (period,), form)
            total += int(cells.visits[apart[cells.provider]].sum())
    return total
