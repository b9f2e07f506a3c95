"""What there is to tell of one zone: why it is one, who lives there, where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.access.nearest import minutes_quantile
from geodata.assessment import underserved
from geodata.assessment.assessment import Assessment
from geodata.assessment.underserved import Zone
from geodata.contract.settings import Text
from geodata.region import residents
from geodata.region.region import Region

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
    return Profile(
        zone,
        reasons(assessment, zone),
        {key: float(of_all[zone.areas].sum()) for key, of_all in by_age(assessment.region).items()},
        destinations(assessment, zone.areas),
    )


def by_age(region: Region) -> dict[str, Floats]:
    """Residents of each area by `AGES`; NaN where the table's classes do not say. Shape (areas,) each."""
    return {key: residents.between(region, *ages) for key, ages in AGES.items()}


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
    persons = assessment.persons[areas]
    if rule == "too_far":
        return minutes_quantile(assessment.access.nearest_min[areas], persons, 0.5)
    if rule == "too_little":
        return float(np.average(assessment.access.index()[areas], weights=persons)) / 100
    if rule == "no_choice":
        return float(assessment.access.organisations[areas].max())
    visits, expected = assessment.use.visits_by_area, assessment.use.expected_visits
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
    flows = assessment.use.flows
    if flows is None:
        return None
    ours = np.isin(flows.area, areas)
    unit, visits, minutes = flows.unit[ours], flows.visits[ours], flows.minutes[ours]
    to_unit = np.bincount(np.where(unit < 0, len(assessment.units), unit), visits)
    most = np.argsort(-to_unit, kind="stable")[:DESTINATIONS]
    found = []
    for position in most[to_unit[most] > 0].tolist():
        one = -1 if position == len(assessment.units) else position
        here = (unit == one) & ~np.isnan(minutes)
        share = float(to_unit[position] / visits.sum())
        found.append(Destination(one, share, minutes_quantile(minutes[here], visits[here], 0.5)))
    return tuple(found)
