"""Visits: how many, how many stay, leave or come, and what they are to those who live there."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus import visits as count
from geodata.focus.place import PLACE_TYPES, Place, PlaceType
from geodata.focus.places import whole_region
from geodata.focus.visits import Exchange, exchange_of
from geodata.measures.measure import (
    AREAL,
    ONE_UNIT,
    PARTS,
    REGION,
    Better,
    Counts,
    Measure,
    SourceTable,
    UnitOfMeasure,
    coloured,
)
from geodata.measures.residents import persons_of
from geodata.measures.tally import Tally, counted, divided, enough, nothing, share

WENNBERG = "Wennberg & Gittelsohn 1973, doi 10.1126/science.182.4117.1102"
GRIFFITH = "Griffith 1972, Quantitative Techniques for Hospital Planning and Control"
NONE_HERE = "why.no_visits_here"


def _visits(assessment: Assessment, place: Place) -> Tally:
    return counted(count.visits_of_residents(assessment, place))


def _to_units(assessment: Assessment, place: Place) -> Tally:
    return counted(count.visits_to_units(assessment, place))


def _of_region(assessment: Assessment, _: Place) -> Tally:
    return counted(np.array([count.all_visits(assessment)[0]]))


def _unknown_of_region(assessment: Assessment, _: Place) -> Tally:
    everything, unknown = (np.array([visits]) for visits in count.all_visits(assessment))
    return counted(unknown, of=everything)


def _per_resident(assessment: Assessment, place: Place) -> Tally:
    return divided(
        count.visits_of_residents(assessment, place),
        persons_of(assessment, place),
        "why.nobody",
    )


def _index(assessment: Assessment, place: Place) -> Tally:
    return _against_region(assessment, place, count.visits_of_residents(assessment, place))


def _index_of_unit(assessment: Assessment, place: Place) -> Tally:
    return _against_region(assessment, place, count.inside_of(assessment, place))


def _against_region(assessment: Assessment, place: Place, visits: count.Floats) -> Tally:
    """Visits per resident where the region's own, to any unit, is 100."""
    region = whole_region(assessment)
    everyone = persons_of(assessment, region)[0]
    all_visits = count.visits_of_residents(assessment, region)[0]
    times = 100 / (all_visits / everyone) if all_visits and everyone else np.nan
    return divided(visits, persons_of(assessment, place), "why.nobody", times=float(times))


def stays_in_municipality(assessment: Assessment, place: Place) -> Tally:
    """Share of the residents' visits to units in their own municipality: the localisation index."""
    return _of_visits(
        assessment,
        count.staying_in_municipality(assessment, place),
        count.visits_of_residents(assessment, place),
    )


def _stays_here(assessment: Assessment, place: Place) -> Tally:
    found = exchange_of(assessment, place)
    return _of_visits(assessment, found.inside, found.residents)


def _leaves(stays: Counts) -> Counts:
    """What is left of the same visits."""

    def of(assessment: Assessment, place: Place) -> Tally:
        found = stays(assessment, place)
        rest = np.maximum(found.whole - found.part, 0.0)
        left = share(rest, np.nan_to_num(found.whole), NONE_HERE)
        return Tally(left.value, left.part, found.whole, found.why)

    return of


def _commitment(assessment: Assessment, place: Place) -> Tally:
    part, whole = count.commitment_of_municipalities(assessment, place)
    return _of_visits(assessment, part, whole)


def _commitment_here(assessment: Assessment, place: Place) -> Tally:
    found = exchange_of(assessment, place)
    return _of_visits(assessment, found.inside, found.to_units)


def _of_visits(assessment: Assessment, part: count.Floats, whole: count.Floats) -> Tally:
    return enough(share(part, whole, NONE_HERE), assessment.region.protected)


def _exchanged(
    value: Callable[[Exchange], count.Floats], whole: Callable[[Exchange], count.Floats]
) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        found = exchange_of(assessment, place)
        return counted(value(found), of=whole(found))

    return of


def _unknown_to_units(assessment: Assessment, place: Place) -> Tally:
    visits = count.visits_of_unknown_residence(assessment, place)
    return counted(visits, of=count.visits_to_units(assessment, place))


def _run_by_nearest(assessment: Assessment, place: Place) -> Tally:
    load = assessment.use.nearest_load
    if load is None:
        return nothing(place.count, "why.no_visits")
    return counted(place.over_units(load))


def _own_service_area(assessment: Assessment, place: Place) -> Tally:
    """Share of visits that go to the unit whose service area it is, over the whole of each service area.

    Of a place the areas' own service areas together, each weighed by the place's visits from there.
    """
    serving = assessment.use.observed_unit
    if serving is None:
        return nothing(place.count, NONE_HERE)
    flows = count.flows_of(assessment)
    areas, units = len(assessment.persons), assessment.changed.unit_count
    known = flows.area >= 0
    home, to, visits = flows.area[known], flows.unit[known], flows.visits[known].astype(np.float64)
    own = np.where((serving[home] == to) & (to >= 0), visits, 0.0)
    by_area = [np.bincount(home, each, minlength=areas) for each in (own, visits)]
    served = serving >= 0
    part, whole = (np.bincount(serving[served], each[served], minlength=units) for each in by_area)
    share_of_unit = np.divide(part, whole, out=np.zeros(units), where=whole > 0)
    of_area = np.where(served, share_of_unit[serving], 0.0)
    return _of_visits(
        assessment,
        place.over_areas(of_area * by_area[1]),
        place.over_areas(by_area[1]),
    )


def _choice(layer: str, key: str) -> tuple[tuple[str, str], ...]:
    """What the layer is to show by."""
    return {"choices": (("figure", key),), "figures": (("areas_by", key),)}.get(layer, ())


def _measure(
    key: str,
    unit: UnitOfMeasure,
    of: Counts,
    layer: str = "flows",
    *,
    better: Better = "",
    also: tuple[SourceTable, ...] = (),
    source: str = "",
    kinds: tuple[PlaceType, ...] = PLACE_TYPES,
    choice: tuple[tuple[str, str], ...] = (),
) -> Measure:
    return Measure(
        key,
        "flows",
        unit,
        better,
        layer,
        of,
        ("visits", *also),
        source,
        kinds,
        choice or _choice(layer, key),
    )


VISITS = _measure("visits", "count", _visits, "figures", kinds=AREAL)
VISITS_TO_UNITS = _measure(
    "visits_to_units", "count", _to_units, "units", choice=coloured("", "visits_to_units")
)
VISITS_OF_REGION = _measure("visits_of_region", "count", _of_region, kinds=REGION)
VISITS_PER_RESIDENT = _measure(
    "visits_per_resident", "number", _per_resident, "figures", also=("population",)
)
PENETRATION = _measure("penetration", "index", _index, "choices", also=("population",), source=GRIFFITH)
UNIT_PENETRATION = _measure(
    "unit_penetration",
    "index",
    _index_of_unit,
    "units",
    also=("population",),
    source=GRIFFITH,
    kinds=ONE_UNIT,
    choice=coloured("unit_penetration"),
)
STAYS = _measure("stays", "share", stays_in_municipality, "choices", source=WENNBERG)
LEAKAGE = _measure("leakage", "share", _leaves(stays_in_municipality), "choices", source=WENNBERG)
COMMITMENT = _measure("commitment", "share", _commitment, "choices", source=GRIFFITH)
STAYS_HERE = _measure("stays_here", "share", _stays_here, "choices", source=WENNBERG)
LEAKAGE_HERE = _measure("leakage_here", "share", _leaves(_stays_here), "choices", source=WENNBERG)
COMMITMENT_HERE = _measure("commitment_here", "share", _commitment_here, "choices", source=GRIFFITH)
OWN_AREA = _measure("own_area", "share", _own_service_area, "choices", source=WENNBERG)
INFLOW = _measure("inflow", "count", _exchanged(attrgetter("inflow"), attrgetter("to_units")), "figures")
OUTFLOW = _measure("outflow", "count", _exchanged(attrgetter("outflow"), attrgetter("residents")), "figures")
UNKNOWN_RESIDENCE = _measure("unknown_residence", "count", _unknown_of_region, kinds=REGION)
UNKNOWN_TO_UNITS = _measure("unknown_to_units", "count", _unknown_to_units, "figures", kinds=PARTS)
NEAREST_VISITS = _measure(
    "visits_nearest", "count", _run_by_nearest, "units", also=("units",), kinds=ONE_UNIT
)
