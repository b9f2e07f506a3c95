"""Visits of places, each from the coarsest cells that hold it, so that it has one number only.

Every function takes a `Place` of one or many and returns an array with a number of each, shape (places,).
The assessment has visits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment
from geodata.flows.flows import Flows, matrix
from geodata.focus.place import Place, added
from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS, Cells, Provider, Residence

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Exchange(NamedTuple):
    """Visits of the residents of each place and to its units, shape (places,) each.

    Inside are the units that stand in the areas, or the one unit; of the region all that stand in any of
    its areas. Noise may make parts larger than their whole; what is left of a whole is never below 0.
    """

    residents: Floats  # all visits by residents
    inside: Floats  # of these to the units
    outflow: Floats  # of these to other units that stand somewhere
    placeless: Floats  # of these to other units without a place (digital), or unknown
    to_units: Floats  # all visits to the units
    inflow: Floats  # of these by others than residents


def visits_in(assessment: Assessment, place: Place) -> Floats:
    """What shares of visits are of: those by residents, of a unit those to it."""
    return visits_to_units(assessment, place) if place.is_unit else visits_of_residents(assessment, place)


def all_visits(assessment: Assessment) -> tuple[float, float]:
    """All visits of the region, and those of them from outside it or of unknown residence."""
    cells = cells_of(assessment, "municipality", "region")
    return float(cells.visits.sum()), float(cells.visits[cells.residence < 0].sum())


def visits_of_residents(assessment: Assessment, place: Place) -> Floats:
    """Visits by the residents, wherever they go."""
    cells = cells_of(assessment, place.residence_level, "region")
    return by_residence(assessment, place, cells, cells.visits)


def visits_to_units(assessment: Assessment, place: Place) -> Floats:
    """Visits to the units that stand in each place, or to the one unit, from anywhere."""
    cells = to_units_of(assessment, place)
    return by_provider(assessment, place, cells, cells.visits)


def visits_of_unknown_residence(assessment: Assessment, place: Place) -> Floats:
    """Visits of unknown residence or from outside the region to the units of each place."""
    cells = to_units_of(assessment, place)
    return by_provider(assessment, place, cells, np.where(cells.residence < 0, cells.visits, 0))


@lru_cache(maxsize=64)
def exchange_of(assessment: Assessment, place: Place) -> Exchange:
    """Visits within, out of and into each place."""
    residents, inside = visits_of_residents(assessment, place), inside_of(assessment, place)
    cells = cells_of(assessment, place.residence_level, "municipality")
    nowhere = (cells.provider == NOWHERE) | (cells.provider == PLACELESS)
    placeless = by_residence(assessment, place, cells, np.where(nowhere, cells.visits, 0))
    if place.is_unit:  # one that stands nowhere itself: those visits are inside
        placeless = np.where(place.over_units(assessment.supply.placed) > 0, placeless, placeless - inside)
    if place.is_whole_region:
        beyond = np.where(cells.provider == OUTSIDE, cells.visits, 0)
        outflow = by_residence(assessment, place, cells, beyond)
    else:
        outflow = np.maximum(residents - inside - placeless, 0.0)
    to_units = visits_to_units(assessment, place)
    if place.is_whole_region:
        inflow = visits_of_unknown_residence(assessment, place)
    else:
        inflow = np.maximum(to_units - inside, 0.0)
    return Exchange(residents, inside, outflow, placeless, to_units, inflow)


def inside_of(assessment: Assessment, place: Place) -> Floats:
    """Visits by the residents of each place to its own units."""
    if place.whole_municipalities:
        cells = cells_of(assessment, "municipality", "municipality")
        of = _of_municipality(assessment, place)
        both = (cells.residence >= 0) & (cells.provider >= 0)
        home, there = of[cells.residence[both]], of[cells.provider[both]]
        same = (home >= 0) & (home == there)
        return added(home[same], cells.visits[both][same], place.count)
    to_unit = unit_visits(assessment, place)
    ones = np.ones(len(place.units))
    own = csr_array((ones, (place.of_unit, place.units)), shape=to_unit.shape)
    inside: Floats = csr_array(to_unit.multiply(own)) @ np.ones(to_unit.shape[1])
    return inside


def staying_in_municipality(assessment: Assessment, place: Place) -> Floats:
    """Visits by the residents of each place to units in their own municipality: cells of municipalities."""
    cells = cells_of(assessment, place.residence_level, "municipality")
    home = cells.residence
    if place.residence_level == "area":
        home = assessment.changed.municipalities.of_residence[cells.residence]
    own = (home >= 0) & (home == cells.provider)
    return by_residence(assessment, place, cells, np.where(own, cells.visits, 0))


def commitment_of_municipalities(assessment: Assessment, place: Place) -> tuple[Floats, Floats]:
    """Of the visits to units in each place's municipalities, those by the unit's own municipality; and all.

    Of a unit, visits to it by residents of the municipality that it stands in.
    """
    if place.is_unit:
        cells = cells_of(assessment, "municipality", "unit")
        stands = assessment.changed.municipalities.of_unit[cells.provider]
        own = np.where((cells.residence >= 0) & (cells.residence == stands), cells.visits, 0)
        return (
            by_provider(assessment, place, cells, own),
            by_provider(assessment, place, cells, cells.visits),
        )
    cells = cells_of(assessment, "municipality", "municipality")
    count = len(assessment.changed.municipalities.ids)
    known = cells.provider >= 0
    own = known & (cells.residence == cells.provider)
    group, position = place.municipalities(assessment.region)
    part, whole = (
        added(group, added(cells.provider[which], cells.visits[which], count)[position], place.count)
        for which in (own, known)
    )
    return part, whole


def unit_visits(assessment: Assessment, place: Place) -> csr_array:
    """Visits by the residents of each place to each known unit. Shape (places, units)."""
    return _unit_visits(assessment, place)


@lru_cache(maxsize=32)
def _unit_visits(assessment: Assessment, place: Place) -> csr_array:
    if place.residence_level == "municipality":
        cells = cells_of(assessment, "municipality", "unit")
        known = (cells.residence >= 0) & (cells.provider >= 0)
        shape = (len(assessment.changed.municipalities.ids), assessment.changed.unit_count)
        visits = csr_array(
            (cells.visits[known].astype(np.float64), (cells.residence[known], cells.provider[known])), shape
        )
        group, position = place.municipalities(assessment.region)
    else:
        visits, group, position = _area_visits(assessment.at_published_rules), place.of_area, place.areas
    members = csr_array((np.ones(len(group)), (group, position)), shape=(place.count, visits.shape[0]))
    found = csr_array(members @ visits)
    found.sort_indices()
    return found


@lru_cache(maxsize=8)
def _area_visits(assessment: Assessment) -> csr_array:
    flows = flows_of(assessment)
    visits = matrix(flows, len(assessment.persons), assessment.changed.unit_count).astype(np.float64)
    visits.sort_indices()
    return visits


def cost_of(assessment: Assessment, place: Place) -> tuple[Floats, Floats]:
    """Cost of visits of each place, and how many visits it is of: those with a known cost.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    place : Place

    Returns
    -------
    tuple of float64, shape (places,)
        Zeros where no cost is known.
    """
    provider: Provider = "unit" if place.is_unit else "region"
    residence: Residence = "municipality" if place.is_unit else place.residence_level
    cells = cells_of(assessment, residence, provider)
    cost = cells.cost if len(cells.cost) else np.full(len(cells.visits), np.nan)
    known = np.isfinite(cost)
    parts = np.where(known, cost, 0.0), np.where(known, cells.visits, 0)
    if place.is_unit:
        found = [by_provider(assessment, place, cells, each) for each in parts]
    else:
        found = [by_residence(assessment, place, cells, each) for each in parts]
    return found[0], found[1]


# --- sums of cells and flows by place ---------------------------------------------------------


def by_residence(assessment: Assessment, place: Place, cells: Cells, values: NDArray[np.generic]) -> Floats:
    """Values of cells added up over the known residences of each place, at its own level of residence."""
    known = cells.residence >= 0
    count = len(assessment.persons)
    group, position = place.of_area, place.areas
    if place.residence_level == "municipality":
        count = len(assessment.changed.municipalities.ids)
        group, position = place.municipalities(assessment.region)
    return added(group, added(cells.residence[known], values[known], count)[position], place.count)


def to_units_of(assessment: Assessment, place: Place) -> Cells:
    """Cells whose providers are the units of each place: municipalities where it is made of whole ones."""
    return cells_of(assessment, "municipality", "municipality" if place.whole_municipalities else "unit")


def by_provider(assessment: Assessment, place: Place, cells: Cells, values: NDArray[np.generic]) -> Floats:
    """Values of cells from `to_units_of` added up over the known providers of each place."""
    known = cells.provider >= 0
    count, group, position = assessment.changed.unit_count, place.of_unit, place.units
    if place.whole_municipalities:
        count = len(assessment.changed.municipalities.ids)
        group, position = place.municipalities(assessment.region)
    return added(group, added(cells.provider[known], values[known], count)[position], place.count)


class FlowSums(NamedTuple):
    """Values of flows added up by residence, shape (areas,), and by unit, shape (units,)."""

    by_area: Floats
    by_unit: Floats

    def over(self, place: Place) -> Floats:
        """Sums over the flows by the residents of each place, or to the unit. Shape (places,)."""
        return place.over_units(self.by_unit) if place.is_unit else place.over_areas(self.by_area)


def flow_sums(assessment: Assessment, values: Floats) -> FlowSums:
    """Values of all flows, added up once for every place that asks."""
    flows = flows_of(assessment)
    home, there = flows.area >= 0, flows.unit >= 0
    return FlowSums(
        added(flows.area[home], values[home], len(assessment.persons)),
        added(flows.unit[there], values[there], assessment.changed.unit_count),
    )


def flow_rows(assessment: Assessment, place: Place) -> tuple[Ints, Ints]:
    """Flows by the residents of each place, or to the unit: place and position of the flow, a row each."""
    rows, code = _in_order(assessment.at_published_rules, place.is_unit)
    group, member = (place.of_unit, place.units) if place.is_unit else (place.of_area, place.areas)
    begin = np.searchsorted(code, member, side="left")
    size = np.searchsorted(code, member, side="right") - begin
    within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(group, size), rows[np.repeat(begin, size) + within]


@lru_cache(maxsize=32)
def _in_order(assessment: Assessment, by_unit: bool) -> tuple[Ints, Ints]:
    """Flows of known units, or residences, in the order of those; and which each is."""
    flows = flows_of(assessment)
    code = flows.unit if by_unit else flows.area
    rows = np.flatnonzero(code >= 0)
    rows = rows[np.argsort(code[rows], kind="stable")]
    return rows, code[rows]


def rows_of(place: Place, flows: Flows) -> Ints:
    """Flows of one place: by its residents, or to the unit; of the region all."""
    if place.is_whole_region:
        return np.arange(len(flows.visits))
    code, member = (flows.unit, place.units) if place.is_unit else (flows.area, place.areas)
    return np.flatnonzero(np.isin(code, member))


def municipality_of(assessment: Assessment, place: Place) -> int:
    """Position of the municipality that a place is, or lies in first."""
    return int(assessment.changed.municipalities.of_area[place.areas[0]])


def total_of(cells: Cells, which: Bools) -> float:
    """Visits of some cells."""
    return float(cells.visits[which].sum())


def cells_of(assessment: Assessment, residence: Residence, provider: Provider) -> Cells:
    """Published cells, else flows added up, of an assessment with visits; see `Use.between`."""
    cells = assessment.use.between(residence, provider)
    assert cells is not None  # asked only where there are visits
    return cells


def flows_of(assessment: Assessment) -> Flows:
    """Flows of an assessment with visits."""
    flows = assessment.use.flows
    assert flows is not None  # asked only where there are visits
    return flows


def _of_municipality(assessment: Assessment, place: Place) -> Ints:
    """Which of the places each municipality belongs to, -1 for none. Shape (municipalities,)."""
    found = np.full(len(assessment.changed.municipalities.ids), -1, np.int64)
    group, position = place.municipalities(assessment.region)
    found[position] = group
    return found
