"""What there is to tell of one zone: why it is one, who lives there, where they go, what would lift it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata import lifting, residents, underserved
from geodata.access import minutes_quantile
from geodata.assessment import Assessment
from geodata.build import travel_model
from geodata.lifting import Change, Effect, Situation
from geodata.region import Region
from geodata.settings import Text
from geodata.travel import StraightLine
from geodata.underserved import Zone
from geodata.unit_columns import unit_columns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AGES: Mapping[str, tuple[int, int | None]] = {
    "under_20": (0, 19),
    "from_65": (65, None),
    "from_80": (80, None),
}
"""Ages that matter to where supply should be: those who are taken there, and those who come often."""

DESTINATIONS = 3


@dataclass(frozen=True)
class Reason:
    """One rule that areas of a zone fail.

    `value` is theirs, in the rule's own measure: the median resident's minutes to the nearest unit,
    share of the mean access, the most organisations that any of them reaches, share of expected use.
    """

    rule: str
    value: float
    limit: float
    persons: int  # who live in the areas that fail it
    source: Text


@dataclass(frozen=True)
class Destination:
    """A unit that residents of a zone go to; `unit` is its position, -1 unknown."""

    unit: int
    share: float  # of all their visits
    minutes: float  # of the visit in the middle; inf out of reach, NaN where the unit has no place


@dataclass(frozen=True)
class Profile:
    """One zone, told."""

    zone: Zone
    reasons: Sequence[Reason]
    ages: Mapping[str, float]  # residents by `AGES`, whatever the scenario's ages; NaN unknown
    destinations: Sequence[Destination] | None  # None where the region has no visits
    effects: Sequence[Effect]  # of the changes that could be tried
    lifted_by: Effect | None


def profile(assessment: Assessment, zone: Zone) -> Profile:
    """All that there is to tell of a zone.

    Parameters
    ----------
    assessment : Assessment
    zone : Zone
        One of `assessment.zones`.

    Returns
    -------
    Profile
    """
    effects = effects_of(assessment, zone)
    return Profile(
        zone,
        reasons(assessment, zone),
        {key: float(of_all[zone.areas].sum()) for key, of_all in by_age(assessment.region).items()},
        destinations(assessment, zone.areas),
        effects,
        lifting.smallest(effects),
    )


def by_age(region: Region) -> dict[str, Floats]:
    """Residents of each area by `AGES`; NaN where the table's classes do not say. Shape (areas,) each."""
    return {key: residents.between(region, *ages) for key, ages in AGES.items()}


def reasons(assessment: Assessment, zone: Zone) -> tuple[Reason, ...]:
    """The rules that areas of a zone fail, each with what those areas have and what it asks for."""
    found = []
    for key, fails in assessment.rules.items():
        areas = zone.areas[fails[zone.areas]]
        if len(areas):
            limit = underserved.limit_of(assessment.rule_set, key, assessment.scenario.limit_min)
            persons = int(assessment.persons[areas].sum())
            source = assessment.rule_set[key].source
            found.append(Reason(key, _value(assessment, key, areas), limit, persons, source))
    return tuple(found)


def _value(assessment: Assessment, rule: str, areas: Ints) -> float:
    persons = assessment.persons[areas]
    if rule == "too_far":
        return minutes_quantile(assessment.nearest_min[areas], persons, 0.5)
    if rule == "too_little":
        return float(np.average(assessment.access_index[areas], weights=persons)) / 100
    if rule == "no_choice":
        return float(assessment.organisations[areas].max())
    visits, expected = assessment.visits_by_area, assessment.expected_use
    if visits is None or expected is None:
        raise AssertionError("the rule too_few has failed without visits")
    return float(visits[areas].sum() / expected[areas].sum())


def destinations(assessment: Assessment, areas: Ints) -> tuple[Destination, ...] | None:
    """The units that most visits of some areas go to, most first; None where the region has no visits.

    Parameters
    ----------
    assessment : Assessment
    areas : int64
        Positions.

    Returns
    -------
    tuple of Destination
        At most `DESTINATIONS`; ties by position, the unknown unit last.
    """
    flows = assessment.flows
    if flows is None:
        return None
    ours = np.isin(flows.area, areas)
    unit, visits, minutes = flows.unit[ours], flows.visits[ours], flows.minutes[ours]
    to_unit = np.bincount(np.where(unit < 0, len(assessment.region.units), unit), visits)
    most = np.argsort(-to_unit, kind="stable")[:DESTINATIONS]
    found = []
    for position in most[to_unit[most] > 0].tolist():
        one = -1 if position == len(assessment.region.units) else position
        here = (unit == one) & ~np.isnan(minutes)
        share = float(to_unit[position] / visits.sum())
        found.append(Destination(one, share, minutes_quantile(minutes[here], visits[here], 0.5)))
    return tuple(found)


def situation(assessment: Assessment) -> Situation:
    """What decides which areas are underserved, as arrays."""
    return Situation(
        persons=assessment.persons,
        minutes=assessment.minutes,
        offered=assessment.offered,
        organisation=unit_columns(assessment.region).organisation,
        rules=assessment.rule_set,
        limit_min=assessment.scenario.limit_min,
        underserved_from=assessment.region.settings.underserved_from,
        visits=assessment.visits_by_area,
        expected=assessment.expected_use,
    )


def effects_of(assessment: Assessment, zone: Zone) -> tuple[Effect, ...]:
    """What each change that can be tried would do to a zone.

    Those are a unit opened in the zone's largest area with the median capacity of the region's own
    supply, and twice the capacity at the unit nearest to that area. None is tried where the region
    has no supply of its own; no unit is opened where only a table of the region's says the minutes,
    as it has none to a place without a unit; none grows where its capacity is unknown, or shared
    with residents outside.
    """
    before, largest = situation(assessment), int(zone.areas[np.argmax(assessment.persons[zone.areas])])
    found = []
    some = before.offered[before.offered > 0]
    minutes_to = _minutes_to(assessment.region, largest)
    if len(some) and minutes_to is not None:
        opened = Change("open", largest, float(np.median(some)))
        found.append(lifting.effect(before, zone.areas, opened, minutes_to))
    nearest = int(assessment.nearest_unit[largest])
    if nearest >= 0 and before.offered[nearest] > 0:
        grown = Change("grow", nearest, float(before.offered[nearest]))
        found.append(lifting.effect(before, zone.areas, grown))
    return tuple(found)


def _minutes_to(region: Region, area: int) -> Floats | None:
    model = travel_model(region)
    if not isinstance(model, StraightLine):
        return None
    x, y = region.areas[["x", "y"]].to_numpy(np.float64)[area]
    return model.to(float(x), float(y))
