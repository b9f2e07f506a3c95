"""Choice: which unit people use, whose units those are, and how many use the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.flows import choice_measures
from geodata.flows.ratio import Ratio
from geodata.focus import visits as count
from geodata.focus.place import Place
from geodata.focus.visits import flows_of, unit_visits, visits_of_residents
from geodata.measures.journeys import sums_of
from geodata.measures.measure import AREAL, ONE_UNIT, Counts, Measure, Tables, coloured
from geodata.measures.supply import operators_of
from geodata.measures.tally import Tally, divided, enough, nothing, share, without
from geodata.measures.visits import GRIFFITH, NONE_HERE

Floats = NDArray[np.float64]


@lru_cache(maxsize=32)
def active_ratio(assessment: Assessment) -> Ratio:
    """Visits to another unit than the nearest, and all that could, of each flow."""
    return choice_measures.actively_chosen(flows_of(assessment), assessment.access.shortest_min)


@lru_cache(maxsize=32)
def bypass_ratio(assessment: Assessment) -> Ratio:
    """Visits that pass the nearest unit, and all that could, of each flow."""
    return choice_measures.bypassed(flows_of(assessment), assessment.access.shortest_min)


def _of_flows(ratio: Callable[[Assessment], Ratio]) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        part, whole = sums_of(assessment, ratio)
        found = share(part.over(place), whole.over(place), NONE_HERE)
        return enough(found, assessment.region.protected)

    return of


@lru_cache(maxsize=32)
def concentration_ratio(assessment: Assessment) -> Ratio:
    """Herfindahl-Hirschman's index of each area, weighed by its visits."""
    return choice_measures.concentrated(flows_of(assessment), len(assessment.persons))


def _concentration(assessment: Assessment, place: Place) -> Tally:
    """The index of each area, of several the mean over their visits."""
    ratio = concentration_ratio(assessment.at_published_rules)
    part, whole = place.over_areas(ratio.part), place.over_areas(ratio.whole)
    return enough(divided(part, whole, NONE_HERE), assessment.region.protected)


def _largest_unit(assessment: Assessment, place: Place) -> Tally:
    return _largest(assessment, place, unit_visits(assessment, place))


def _largest_organisation(assessment: Assessment, place: Place) -> Tally:
    to = csr_array(unit_visits(assessment, place) @ _run_by(assessment.at_published_rules))
    return _largest(assessment, place, to)


@lru_cache(maxsize=32)
def _run_by(assessment: Assessment) -> csr_array:
    """Which organisation runs each unit. Shape (units, organisations)."""
    organisation = assessment.supply.columns.organisation
    each = np.arange(len(organisation))
    shape = (len(each), organisation.max(initial=-1) + 1)
    return csr_array((np.ones(len(each)), (each, organisation)), shape=shape)


def _largest(assessment: Assessment, place: Place, to: csr_array) -> Tally:
    most = np.zeros(place.count)
    np.maximum.at(most, np.repeat(np.arange(place.count), np.diff(to.indptr)), to.data)
    whole = visits_of_residents(assessment, place)
    return enough(share(most, whole, NONE_HERE), assessment.region.protected)


def _unit_share(assessment: Assessment, place: Place) -> Tally:
    """Share of a unit in its own municipality: of the visits of all who live there."""
    cells = count.cells_of(assessment, "municipality", "unit")
    municipalities = assessment.changed.municipalities
    stands = municipalities.of_unit
    own = (cells.residence >= 0) & (cells.residence == stands[cells.provider])
    part = count.by_provider(assessment, place, cells, np.where(own, cells.visits, 0))
    homes = count.cells_of(assessment, "municipality", "region")
    known = homes.residence >= 0
    by_home = np.bincount(homes.residence[known], homes.visits[known], minlength=len(municipalities.ids))
    at = stands[:-1].astype(np.int64)
    whole_of_unit = np.where(at >= 0, np.append(by_home, 0.0)[np.maximum(at, -1)], 0.0)
    found = share(part, place.over_units(whole_of_unit), NONE_HERE)
    nowhere = place.over_units(~assessment.supply.placed) > 0
    beyond = place.over_units(assessment.supply.outside) > 0
    found = without(enough(found, assessment.region.protected), nowhere | beyond, NONE_HERE)
    why = np.where(nowhere, "why.no_place", np.where(beyond, "why.outside", found.why)).astype(object)
    return Tally(found.value, found.part, found.whole, why)


def _at(operator: str) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        run_by = operators_of(assessment)
        if not set(run_by.tolist()) & set(OPERATORS):
            return nothing(place.count, "why.no_operators")
        theirs = used_in(assessment, place) @ (run_by == operator).astype(np.float64)
        whole = count.visits_in(assessment, place)
        return enough(share(theirs, whole, NONE_HERE), assessment.region.protected)

    return of


def used_in(assessment: Assessment, place: Place) -> csr_array:
    """Visits to each unit by the residents; of a unit its own. Shape (places, units)."""
    if place.is_unit:
        cells = count.cells_of(assessment, "municipality", "unit")
        known = cells.provider >= 0
        to = np.bincount(cells.provider[known], cells.visits[known], minlength=assessment.changed.unit_count)
        shape = (place.count, len(to))
        return csr_array((to[place.units], (place.of_unit, place.units)), shape=shape)
    return unit_visits(assessment, place)


VISITS: Tables = ("visits", "units")
ACTIVE_CHOICE = Measure(
    "active_choice", "flows", "share", "", "choices",
    _of_flows(active_ratio), VISITS,
    "Swedish Act 2008:962, chapter 1, section 1", choice=(("figure", "active_choice"),),
)  # fmt: skip
BYPASS = Measure(
    "bypass",
    "flows",
    "share",
    "lower",
    "choices",
    _of_flows(bypass_ratio),
    VISITS,
    choice=(("figure", "bypass"),),
)
CONCENTRATION = Measure(
    "concentration", "flows", "number", "", "choices", _concentration, ("visits",),
    "Hirschman 1964, AER 54(5)", choice=(("figure", "concentration"),),
)  # fmt: skip
LARGEST_UNIT = Measure(
    "largest_unit", "flows", "share", "", "choices", _largest_unit, VISITS, GRIFFITH,
    choice=(("figure", "largest_unit"),),
)  # fmt: skip
LARGEST_ORGANISATION = Measure(
    "largest_organisation", "flows", "share", "", "choices", _largest_organisation, VISITS, GRIFFITH,
    choice=(("figure", "largest_organisation"),),
)  # fmt: skip
UNIT_SHARE = Measure(
    "unit_share", "flows", "share", "", "units", _unit_share, VISITS, GRIFFITH, ONE_UNIT,
    coloured("unit_share"),
)  # fmt: skip
VISITS_RUN_BY = {
    operator: Measure(
        f"visits_{operator}",
        "flows",
        "share",
        "",
        "figures",
        _at(operator),
        VISITS,
        kinds=AREAL,
        choice=(("areas_by", f"visits_{operator}"),),
    )
    for operator in OPERATORS
}
