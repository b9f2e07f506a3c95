"""How far people travel to the units they use, and how far they would to the nearest."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access.quantiles import NINE_OF_TEN, grouped_quantile
from geodata.assessment.assessment import Assessment
from geodata.contract.errors import RegionError
from geodata.flows.choice_measures import home_minutes
from geodata.flows.ratio import Ratio
from geodata.focus.place import Place
from geodata.focus.visits import FlowSums, flow_rows, flow_sums, flows_of
from geodata.measures.measure import Counts, Measure, Tables
from geodata.measures.tally import Tally, divided, enough, share, without
from geodata.travel import journeys
from geodata.travel.minutes_to_places import minutes_to_places

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NONE_HERE = "why.no_visits_here"


class Journeys(NamedTuple):
    """Minutes of each flow one way, as it was made and if it had gone to the nearest. Shape (flows,) each.

    `counted` are visits whose residence and unit have a place, and that have a unit of supply within
    reach. `minutes` are those of the map, inf beyond the longest journey; `whole_minutes` the same with
    the model's own minutes beyond that, where it knows them: a mean is of all journeys or of none.
    """

    counted: Bools
    minutes: Floats
    whole_minutes: Floats
    nearest: Floats


@lru_cache(maxsize=32)
def journeys_of(assessment: Assessment) -> Journeys:
    """Journeys of an assessment with visits."""
    flows = flows_of(assessment)
    home = home_minutes(flows, assessment.access.shortest_min)
    counted = ~np.isnan(flows.minutes) & np.isfinite(home)
    return Journeys(counted, flows.minutes, _whole(assessment), home)


def _whole(assessment: Assessment) -> Floats:
    """Minutes of each flow, also beyond the longest journey; inf where no model knows any."""
    flows = flows_of(assessment)
    far = np.flatnonzero(np.isinf(flows.minutes) & (flows.area >= 0))
    if not len(far):
        return flows.minutes
    units, column = np.unique(flows.unit[far], return_inverse=True)
    points = np.asarray(assessment.units.geometry.array)[units]
    try:
        minutes = _all_the_way(
            assessment, tuple(zip(shapely.get_x(points), shapely.get_y(points), strict=True))
        )
    except RegionError:  # a table of the region's own ends where it ends
        return flows.minutes
    found: Floats = flows.minutes.copy()
    found[far] = journeys(minutes, flows.area[far], column)
    if assessment.region.points is not None:  # the area's own point may lie nearer than its residents live
        found[far] = np.maximum(found[far], assessment.region.settings.travel.longest_min)
    return found


def _all_the_way(assessment: Assessment, places: tuple[tuple[float, float], ...]) -> csr_array:
    x, y = np.array(places, np.float64).reshape(-1, 2).T
    return minutes_to_places(assessment.region, x, y, np.inf)


@lru_cache(maxsize=32)
def travel_ratio(assessment: Assessment) -> Ratio:
    """Minutes travelled and the visits they are of, of each flow."""
    found = journeys_of(assessment)
    return _minutes_of(assessment, found.whole_minutes, found.counted)


@lru_cache(maxsize=32)
def nearest_ratio(assessment: Assessment) -> Ratio:
    """Minutes to the nearest unit and the visits they are of, of each flow."""
    found = journeys_of(assessment)
    return _minutes_of(assessment, found.nearest, found.counted)


@lru_cache(maxsize=32)
def extra_ratio(assessment: Assessment) -> Ratio:
    """Minutes further than to the nearest, and the visits that pass it, of each flow."""
    found = journeys_of(assessment)
    passing = found.counted & flows_of(assessment).past_nearest
    further = found.whole_minutes - np.where(found.counted, found.nearest, 0.0)
    return _minutes_of(assessment, further, passing)


def _minutes_of(assessment: Assessment, minutes: Floats, counted: Bools) -> Ratio:
    known = counted & np.isfinite(minutes)
    visits = np.where(known, flows_of(assessment).visits, 0).astype(np.float64)
    return Ratio(visits * np.where(known, minutes, 0.0), visits)


def _mean(ratio: Callable[[Assessment], Ratio]) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        part, whole = sums_of(assessment, ratio)
        found = divided(part.over(place), whole.over(place), NONE_HERE)
        return enough(found, assessment.region.protected)

    return of


def sums_of(assessment: Assessment, ratio: Callable[[Assessment], Ratio]) -> tuple[FlowSums, FlowSums]:
    """Parts and wholes of a ratio of flows, added up by residence and by unit.

    Kept for every limit and rule that is asked about: visits depend on neither.
    """
    return _sums_of(assessment.at_published_rules, ratio)


@lru_cache(maxsize=128)
def _sums_of(assessment: Assessment, ratio: Callable[[Assessment], Ratio]) -> tuple[FlowSums, FlowSums]:
    found = ratio(assessment)
    return flow_sums(assessment, found.part), flow_sums(assessment, found.whole)


@lru_cache(maxsize=32)
def _beyond_limit(assessment: Assessment) -> tuple[FlowSums, FlowSums]:
    """Visits further than the limit, or out of reach; and all whose way is known."""
    flows = flows_of(assessment)
    known = np.where(np.isnan(flows.minutes), 0, flows.visits).astype(np.float64)
    beyond = np.where(flows.minutes > assessment.scenario.limit_min, known, 0.0)
    return flow_sums(assessment, beyond), flow_sums(assessment, known)


def _far(assessment: Assessment, place: Place) -> Tally:
    beyond, known = _beyond_limit(assessment)
    found = share(beyond.over(place), known.over(place), NONE_HERE)
    return enough(found, assessment.region.protected)


def _p90(*, nearest: bool) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        found, flows = journeys_of(assessment.at_published_rules), flows_of(assessment)
        group, row = flow_rows(assessment, place)
        ours = found.counted[row]
        group, row = group[ours], row[ours]
        minutes = found.nearest if nearest else found.minutes
        value = grouped_quantile(group, minutes[row], flows.visits[row], place.count, NINE_OF_TEN)
        none = np.full(place.count, np.nan)
        visits = np.bincount(group, flows.visits[row], minlength=place.count).astype(np.float64)
        tally = Tally(value, none, visits, np.full(place.count, "", dtype=object))
        return enough(without(tally, np.isnan(value), NONE_HERE), assessment.region.protected)

    return of


VISITS: Tables = ("visits", "units")
CHOICES = "choices"
TRAVEL_MEAN = Measure(
    "travel_mean",
    "flows",
    "minutes",
    "",
    CHOICES,
    _mean(travel_ratio),
    VISITS,
    choice=(("figure", "travel_mean"),),
)
NEAREST_MEAN = Measure(
    "nearest_mean", "flows", "minutes", "lower", "figures", _mean(nearest_ratio), VISITS,
    choice=(("areas_by", "nearest_mean"),),
)  # fmt: skip
TRAVEL_P90 = Measure(
    "travel_p90",
    "flows",
    "minutes",
    "",
    CHOICES,
    _p90(nearest=False),
    VISITS,
    choice=(("figure", "travel_p90"),),
)
NEAREST_P90 = Measure(
    "nearest_p90", "flows", "minutes", "lower", "figures", _p90(nearest=True), VISITS,
    choice=(("areas_by", "nearest_p90"),),
)  # fmt: skip
EXTRA_MINUTES = Measure(
    "extra_minutes", "flows", "minutes", "lower", "figures", _mean(extra_ratio), VISITS,
    choice=(("areas_by", "extra_minutes"),),
)  # fmt: skip
FAR = Measure("far", "flows", "share", "lower", "flows", _far, VISITS)
