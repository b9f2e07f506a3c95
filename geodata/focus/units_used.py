"""Units that the residents in focus use, each count from the coarsest cells that hold it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.flows.tally import Tally
from geodata.focus.focus import Focus
from geodata.focus.visits import visits_in, visits_of_residents

Floats = NDArray[np.float64]


def used_by_residents(assessment: Assessment, focus: Focus) -> Tally:
    """Visits by the residents of the areas in focus to each unit, of all their visits.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus
        Of a unit, its areas.

    Returns
    -------
    Tally, shape (units,)
        Market shares: see `geodata.flows.market.market_shares`. Noise may make a part larger than its whole.
    """
    to = _to_units(assessment, focus, everyone=False)
    return Tally(to, np.full(len(to), visits_of_residents(assessment, focus)))


def used_in(assessment: Assessment, focus: Focus) -> Tally:
    """Visits in focus to each unit, of all of them: of the region also by those who live elsewhere.

    Takes and returns what `used_by_residents` does; of a unit its own visits.
    """
    if focus.kind == "unit":
        own, total = np.zeros(len(assessment.supply.available)), visits_in(assessment, focus)
        own[focus.units] = total
        return Tally(own, np.full(len(own), total))
    to = _to_units(assessment, focus, everyone=True)
    return Tally(to, np.full(len(to), visits_in(assessment, focus)))


def _to_units(assessment: Assessment, focus: Focus, *, everyone: bool) -> Floats:
    count = len(assessment.supply.available)
    if focus.kind in ("region", "municipality"):
        cells = assessment.use.between("municipality", "unit")
        assert cells is not None  # asked only where there are visits
        ours = cells.provider >= 0
        if focus.kind == "municipality":
            ours &= cells.residence == assessment.region.municipalities.of_area[focus.areas[0]]
        elif not everyone:
            ours &= cells.residence >= 0
        return np.bincount(cells.provider[ours], cells.visits[ours], minlength=count).astype(np.float64)
    flows = assessment.use.flows
    assert flows is not None
    known = np.isin(flows.area, focus.areas) & (flows.unit >= 0)
    return np.bincount(flows.unit[known], flows.visits[known], minlength=count).astype(np.float64)
