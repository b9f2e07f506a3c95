"""What there is to tell of one zone: why it is one, who lives there, where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.access.quantiles import MEDIAN, minutes_quantile
from geodata.assessment import underserved
from geodata.assessment.assessment import Assessment
from geodata.assessment.underserved import Zone
from geodata.contract.settings import Text
from geodata.disclosure.shares import shares
from geodata.focus.place import Place, single
from geodata.focus.visits import rows_of, visits_of_residents
from geodata.measures.coverage import ACCESS, MEDIAN_MINUTES
from geodata.measures.residents import ages_of

Ints = NDArray[np.int64]

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
    ages: Mapping[str, float]  # residents by `AGES`, of the scenario's age group; NaN unknown
    destinations: Sequence[Destination] | None  # None where the region has no visits


def profile(assessment: Assessment, zone: Zone) -> Profile:
    """All that there is to tell of a zone as it is; what would lift it, `geodata.zones.remedies` tries.

    Parameters
    ----------
    assessment : Assessment
    zone : Zone
        One of `assessment.lacking.zones`.

    Returns
    -------
    Profile
    """
    place = single("zone", zone.id, zone.areas, np.empty(0, np.int64))
    return Profile(
        zone,
        reasons(assessment, zone),
        {age.key: float(age.counts(assessment, place).value[0]) for age in ages_of(assessment)},
        destinations(assessment, place),
    )


def reasons(assessment: Assessment, zone: Zone) -> tuple[Reason, ...]:
    """The rules that areas of a zone fail, each with what those areas have and what it asks for."""
    found = []
    for key, fails in assessment.lacking.rules.items():
        areas = zone.areas[fails[zone.areas]]
        if len(areas):
            limit = underserved.limit_of(assessment.lacking.rule_set, key, assessment.scenario.limit_min)
            persons = int(assessment.persons[areas].sum())
            source = assessment.lacking.rule_set[key].source
            found.append(Reason(key, _value(assessment, key, areas), limit, persons, source))
    return tuple(found)


def _value(assessment: Assessment, rule: str, areas: Ints) -> float:
    those = single("zone", "", areas, np.empty(0, np.int64))
    if rule == "too_far":
        return float(MEDIAN_MINUTES.counts(assessment, those).value[0])
    if rule == "too_little":
        return float(ACCESS.counts(assessment, those).value[0]) / 100
    if rule == "no_choice":
        return float(assessment.access.organisations[areas].max())
    visits, expected = assessment.use.visits_by_area, assessment.use.expected_visits
    if visits is None or expected is None:
        raise AssertionError("the rule too_few has failed without visits")
    return float(visits[areas].sum() / expected[areas].sum())


def destinations(assessment: Assessment, place: Place) -> tuple[Destination, ...] | None:
    """The units that most visits of a place's residents go to, most first; None without visits.

    Parameters
    ----------
    assessment : Assessment
    place : Place
        One, of areas.

    Returns
    -------
    tuple of Destination
        At most `DESTINATIONS`; ties by position, the unknown unit last. Of protected visits those whose
        share may be shown.
    """
    flows = assessment.use.flows
    if flows is None:
        return None
    rows = rows_of(place, flows)
    unit, visits, minutes = flows.unit[rows], flows.visits[rows], flows.minutes[rows]
    count = assessment.changed.unit_count
    to_unit = np.bincount(np.where(unit < 0, count, unit), visits, minlength=count + 1)
    whole = np.full(count + 1, visits_of_residents(assessment, place)[0])
    share = shares(to_unit, whole, assessment.region.protected)
    most = np.argsort(-to_unit, kind="stable")[:DESTINATIONS]
    found = []
    for position in most[(to_unit[most] > 0) & ~np.isnan(share[most])].tolist():
        at = -1 if position == count else position
        to_unit = (unit == at) & ~np.isnan(minutes)
        middle = minutes_quantile(minutes[to_unit], visits[to_unit], MEDIAN)
        found.append(Destination(at, float(share[position]), middle))
    return tuple(found)
