"""Visits of what is in focus, each from the coarsest cells that hold it, so that it has one number only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.flows.exchange import Exchange
from geodata.flows.tally import Tally
from geodata.focus.focus import Focus, units_in
from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS, Cells, Provider, Residence

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def visits_in(assessment: Assessment, focus: Focus) -> float:
    """Visits in focus: by the residents of its areas; of the region all; of a unit those to it.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus

    Returns
    -------
    float
    """
    if focus.kind == "region":
        return float(cells_of(assessment, "municipality", "region").visits.sum())
    if focus.kind == "unit":
        cells = cells_of(assessment, "municipality", "unit")
        return total_of(cells, np.isin(cells.provider, focus.units))
    return visits_of_residents(assessment, focus)


def visits_of_residents(assessment: Assessment, focus: Focus) -> float:
    """Visits by the residents of the areas in focus, wherever they go."""
    if focus.kind in ("region", "municipality"):
        cells = cells_of(assessment, "municipality", "region")
        own = focus.kind == "municipality"
        return total_of(
            cells, cells.residence == municipality_of(assessment, focus) if own else cells.residence >= 0
        )
    cells = cells_of(assessment, "area", "region")
    return total_of(cells, np.isin(cells.residence, focus.areas))


def visits_to(assessment: Assessment, focus: Focus, units: Ints) -> float:
    """Visits to the units in focus, from anywhere.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus
    units : int64
        Positions of those units; of a municipality or the region all that stand in it.

    Returns
    -------
    float
    """
    if focus.kind in ("region", "municipality"):
        cells = cells_of(assessment, "municipality", "municipality")
        own = focus.kind == "municipality"
        return total_of(
            cells, cells.provider == municipality_of(assessment, focus) if own else cells.provider >= 0
        )
    cells = cells_of(assessment, "municipality", "unit")
    return total_of(cells, np.isin(cells.provider, units))


def visits_of_unknown_residence(assessment: Assessment) -> float:
    """Visits of unknown residence or from outside the region, whichever unit they are to."""
    cells = cells_of(assessment, "municipality", "region")
    return float(cells.visits[cells.residence < 0].sum())


def staying(assessment: Assessment, focus: Focus) -> tuple[float, float]:
    """Visits that stay within what is in focus, and all by its residents.

    Of the region those count that stay within the resident's own municipality.
    """
    if focus.kind != "region":
        found = exchange_of(assessment, focus)
        return found.inside, found.residents
    cells = cells_of(assessment, "municipality", "municipality")
    own = (cells.residence >= 0) & (cells.residence == cells.provider)
    return float(cells.visits[own].sum()), visits_of_residents(assessment, focus)


def committed(assessment: Assessment) -> Tally:
    """Of the visits to the units of each municipality, those by its own residents: the commitment index.

    Griffith 1972, "Quantitative Techniques for Hospital Planning and Control".

    Returns
    -------
    Tally, shape (municipalities,)
        As `Region.municipalities`; nothing of nothing where no unit stands.
    """
    count = len(assessment.region.municipalities.ids)
    cells = cells_of(assessment, "municipality", "municipality")
    here = cells.provider >= 0
    own = here & (cells.residence == cells.provider)
    part, whole = (
        np.bincount(cells.provider[one], cells.visits[one], count).astype(np.float64) for one in (own, here)
    )
    return Tally(part, whole)


def exchange_of(assessment: Assessment, focus: Focus) -> Exchange:
    """Visits within, out of and into what is in focus.

    Inside are the units that stand in the areas, or the one unit in focus; of the region all that
    stand in any of its areas. What goes out is what is left of all, and what comes in likewise: never
    below 0, though noise may make parts larger than their whole.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus

    Returns
    -------
    Exchange
    """
    if focus.kind == "region":
        return _of_region(assessment, focus)
    if focus.kind == "municipality":
        return _of_municipality(assessment, focus)
    units = focus.units if focus.kind == "unit" else units_in(assessment, focus.areas)
    residents = visits_of_residents(assessment, focus)
    flows = assessment.use.flows
    assert flows is not None
    inside = float(flows.visits[np.isin(flows.area, focus.areas) & np.isin(flows.unit, units)].sum())
    places = cells_of(assessment, "area", "municipality")
    placeless = total_of(places, np.isin(places.residence, focus.areas) & _nowhere(places.provider))
    if focus.kind == "unit" and not assessment.supply.placed[units].all():
        placeless -= inside  # the unit itself stands nowhere: those visits are inside
    to = cells_of(assessment, "municipality", "unit")
    here = np.isin(to.provider, units)
    return _exchange(
        residents, inside, placeless, total_of(to, here), total_of(to, here & (to.residence < 0))
    )


def cost_of(assessment: Assessment, focus: Focus, of_residents: bool) -> tuple[float, float]:
    """Cost of visits in focus, and how many visits it is of: those with a known cost.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus
    of_residents : bool
        Only of the region's own residents, where the whole region is in focus.

    Returns
    -------
    tuple of float
        Zeros where no cost is known.
    """
    if focus.kind == "unit":
        cells = cells_of(assessment, "municipality", "unit")
        here = np.isin(cells.provider, focus.units)
    elif focus.kind in ("region", "municipality"):
        cells = cells_of(assessment, "municipality", "region")
        own = focus.kind == "municipality"
        here = (
            cells.residence == municipality_of(assessment, focus) if own else np.ones(len(cells.visits), bool)
        )
        if of_residents:
            here &= cells.residence >= 0
    else:
        cells = cells_of(assessment, "area", "region")
        here = np.isin(cells.residence, focus.areas)
    cost = cells.cost if len(cells.cost) else np.full(len(cells.visits), np.nan)
    here = here & np.isfinite(cost)
    return float(cost[here].sum()), total_of(cells, here)


def _of_region(assessment: Assessment, focus: Focus) -> Exchange:
    cells = cells_of(assessment, "municipality", "municipality")
    ours = cells.residence >= 0
    residents = visits_of_residents(assessment, focus)
    placeless = total_of(cells, ours & _nowhere(cells.provider))
    outflow = total_of(cells, ours & (cells.provider == OUTSIDE))
    inflow = total_of(cells, ~ours & (cells.provider >= 0))
    return Exchange(residents, max(residents - placeless - outflow, 0.0), outflow, placeless, inflow, inflow)


def _of_municipality(assessment: Assessment, focus: Focus) -> Exchange:
    cells, place = cells_of(assessment, "municipality", "municipality"), municipality_of(assessment, focus)
    ours, here = cells.residence == place, cells.provider == place
    return _exchange(
        visits_of_residents(assessment, focus),
        total_of(cells, ours & here),
        total_of(cells, ours & _nowhere(cells.provider)),
        total_of(cells, here),
        total_of(cells, here & (cells.residence < 0)),
    )


def _exchange(residents: float, inside: float, placeless: float, to_units: float, unknown: float) -> Exchange:
    outflow, inflow = max(residents - inside - placeless, 0.0), max(to_units - inside, 0.0)
    return Exchange(residents, inside, outflow, placeless, inflow, unknown)


def municipality_of(assessment: Assessment, focus: Focus) -> int:
    """Position of the municipality in focus."""
    return int(assessment.region.municipalities.of_area[focus.areas[0]])


def _nowhere(provider: NDArray[np.int32]) -> Bools:
    found: Bools = (provider == NOWHERE) | (provider == PLACELESS)
    return found


def total_of(cells: Cells, which: Bools) -> float:
    """Visits of some cells."""
    return float(cells.visits[which].sum())


def cells_of(assessment: Assessment, residence: Residence, provider: Provider) -> Cells:
    """Published cells, else flows added up, of an assessment with visits; see `Usage.between`."""
    cells = assessment.use.between(residence, provider)
    assert cells is not None  # asked only where there are visits
    return cells
