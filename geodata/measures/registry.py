"""All measures of a region, by key and in the order they are shown; and the way to one as a series."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import PlaceType
from geodata.focus.places import every
from geodata.measures import (
    change,
    choice,
    coverage,
    economy,
    expected_load,
    journeys,
    load,
    residents,
    supply,
    underserved,
    visits,
)
from geodata.measures.contract_terms import TERMS_BROKEN, TERMS_FULFILLED
from geodata.measures.follow_ups import (
    FOLLOW_UPS_AHEAD,
    FOLLOW_UPS_DONE,
    FOLLOW_UPS_DONE_OF,
    FOLLOW_UPS_LATE,
)
from geodata.measures.futures import measures_ahead
from geodata.measures.measure import Measure
from geodata.measures.modes import (
    BY_CAR_ALONE,
    NEAREST_WITHOUT_CAR,
    REACHED_WITHOUT_CAR,
    WITHOUT_CAR,
    modes_measures,
    ways_measures,
)
from geodata.measures.need_index import index_measure
from geodata.measures.payment import payment_measures
from geodata.measures.quality import indicator_measure
from geodata.measures.stops import STOPS, stop_measures
from geodata.measures.themes import theme_measures
from geodata.region.region import Region

RESIDENTS = (residents.RESIDENTS, residents.DENSITY, residents.OLDER, *residents.OF_AGES)
COVERAGE = (
    coverage.COVERED, coverage.BEYOND, BY_CAR_ALONE, REACHED_WITHOUT_CAR, coverage.MEDIAN_MINUTES,
    coverage.P90_MINUTES, *STOPS.values(), coverage.CHOICE, coverage.ACCESS, underserved.AGREED_ALL,
    underserved.AGREED_ANY, underserved.UNDERSERVED, coverage.NEAREST, NEAREST_WITHOUT_CAR,
    coverage.ORGANISATIONS, *coverage.ACCESS_BY.values(), underserved.AGREEING,
    underserved.RULES_FAILED, underserved.AT_EDGE, change.DIFFERENCE,
)  # fmt: skip
SUPPLY = (
    supply.UNITS, supply.UNITS_PER_10000, *supply.UNITS_RUN_BY.values(), supply.BELOW_THRESHOLD,
    supply.CAPACITY, supply.LISTED, load.LOAD,
)  # fmt: skip
VISITS = (
    visits.VISITS, visits.VISITS_TO_UNITS, visits.VISITS_OF_REGION, visits.VISITS_PER_RESIDENT,
    visits.STAYS, visits.STAYS_HERE, visits.INFLOW, visits.OUTFLOW, choice.BYPASS, journeys.EXTRA_MINUTES,
    visits.UNKNOWN_RESIDENCE, visits.UNKNOWN_TO_UNITS, choice.ACTIVE_CHOICE, visits.LEAKAGE,
    visits.LEAKAGE_HERE, visits.COMMITMENT, visits.COMMITMENT_HERE, visits.OWN_AREA, choice.CONCENTRATION,
    choice.LARGEST_UNIT, choice.LARGEST_ORGANISATION, choice.UNIT_SHARE, visits.PENETRATION,
    visits.UNIT_PENETRATION, journeys.TRAVEL_MEAN, journeys.NEAREST_MEAN, journeys.TRAVEL_P90,
    journeys.NEAREST_P90, journeys.FAR, *choice.VISITS_RUN_BY.values(), visits.NEAREST_VISITS,
    expected_load.VISITS_LOW, expected_load.VISITS_HIGH, expected_load.VISITS_NOWHERE, change.use_change(),
)  # fmt: skip
ECONOMY = (economy.COST_PER_VISIT, economy.COST_PER_RESIDENT)
NEED = tuple(measures_ahead().values())
PAYMENT = tuple(payment_measures().values())
FOLLOW_UP = (
    TERMS_FULFILLED, TERMS_BROKEN, FOLLOW_UPS_AHEAD, FOLLOW_UPS_LATE, FOLLOW_UPS_DONE,
    *FOLLOW_UPS_DONE_OF.values(),
)  # fmt: skip
"""Of the page Följ upp."""
BEFORE_PAYMENT = (*RESIDENTS, *COVERAGE, *SUPPLY, *VISITS, *ECONOMY, *NEED)
MEASURES: tuple[Measure, ...] = (*BEFORE_PAYMENT, *PAYMENT, *FOLLOW_UP)
"""Those of every region; `measures_of` adds its own indicators, indices of need and themes."""


@lru_cache(maxsize=8)
def measures_of(region: Region) -> dict[str, Measure]:
    """All measures of a region that those for whom it is may see, by key."""
    settings = region.settings
    own = [
        *ways_measures(region),
        *(index_measure(index) for index in settings.need_indices.values()),
        *(indicator_measure(definition) for definition in settings.indicators.values()),
        *(measure for theme in settings.themes.values() for measure in theme_measures(theme)),
    ]
    some = {measure.key for measure in (*WITHOUT_CAR, *STOPS.values())}
    others = some - {measure.key for measure in (*modes_measures(region), *stop_measures(region))}
    hidden = {*region.hidden.hide_measures, *others}
    every = (*BEFORE_PAYMENT, *own, *PAYMENT, *FOLLOW_UP)
    return {measure.key: measure for measure in every if measure.key not in hidden}


def measure_of(assessment: Assessment, key: str) -> Measure:
    """The measure of a key.

    Raises
    ------
    UnknownNameError
        If the region has no such measure, naming those it has.
    """
    known = measures_of(assessment.region)
    if key not in known:
        raise UnknownNameError(f"{key!r} is not a measure of this region; it has {', '.join(known)}")
    return known[key]


def series(assessment: Assessment, key: str, kind: PlaceType = "area") -> pd.Series[float]:
    """A measure of every place of a kind.

    Parameters
    ----------
    assessment : Assessment
    key : str
        Of the measure: "median_minutes", "active_choice", "indicator_<key>" ...
    kind : {"region", "municipality", "area", "unit", "zone"}

    Returns
    -------
    Series of float
        Named by the key, on the ids of the places. NaN where there is no figure; infinite minutes where
        nothing is within reach.

    Raises
    ------
    UnknownNameError
        If the region has no such measure, no list of such places, or the measure is not of such places.
    """
    place, measure = every(assessment, kind), measure_of(assessment, key)
    if kind not in measure.kinds:
        raise UnknownNameError(f"{key!r} is not told of {kind!r}; it is of {', '.join(measure.kinds)}")
    found = measure.counts(assessment, place)
    return pd.Series(found.value, index=pd.Index(place.ids, name=f"{kind}_id"), name=key)
