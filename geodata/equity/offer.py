"""What can be told by fifths of need, by age and by sex: of which measures, and by what."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from geodata.contract.errors import UnknownNameError
from geodata.measures import coverage, journeys, residents, visits
from geodata.measures.measure import ONE_AREA, Measure
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from geodata.region.residents import known_age_groups, sexes

AGE, SEX = "age", "sex"
QUANTILES = (
    coverage.MEDIAN_MINUTES, coverage.P90_MINUTES, journeys.TRAVEL_P90, journeys.NEAREST_P90,
)  # fmt: skip
"""The middle of several places is no sum of theirs."""
OF_OTHERS = (visits.COMMITMENT,)
"""What areas are told of their whole municipality."""
SAME_FOR_ALL = (residents.RESIDENTS, residents.DENSITY)
"""Residents by residents, and by land, which nobody has more or less of by need."""
LEFT_OUT = (*QUANTILES, *OF_OTHERS, *SAME_FOR_ALL)


class EquityWords(NamedTuple):
    """What an address says of it: the measure, and by what; "" is what is usual."""

    equity_of: str = ""
    equity_by: str = ""


AS_USUAL = EquityWords()


@lru_cache(maxsize=8)
def measures_offered(region: Region) -> dict[str, Measure]:
    """Measures of a region that are told of areas by a part and a whole, or by a value or a count of each."""
    return {key: measure for key, measure in measures_of(region).items() if _offered(measure, region)}


def divisions_offered(region: Region) -> tuple[str, ...]:
    """By what the region's people can be told apart: its indices of need, `AGE`, `SEX`; what it lacks is not.

    An index that is called as one of the others comes first.
    """
    indices = region.settings.need_indices if region.need_variables is not None else {}
    by_age = (AGE,) if len(known_age_groups(region)) > 1 else ()
    by_sex = (SEX,) if len(sexes(region)) > 1 else ()
    return tuple(dict.fromkeys((*indices, *by_age, *by_sex)))


def chosen_measure(region: Region, key: str) -> Measure:
    """The measure of a key; the usual where it is "": visits per resident, or who is within reach.

    Raises
    ------
    UnknownNameError
        If it is not offered, naming those that are.
    """
    offered = measures_offered(region)
    usual = next(
        (each for each in (visits.VISITS_PER_RESIDENT, coverage.COVERED) if each.key in offered),
        coverage.COVERED,
    )
    if key and key not in offered:
        raise UnknownNameError(f"{key!r} is not told by fifths of need; told are {', '.join(offered)}")
    return offered[key] if key else usual


def chosen_division(region: Region, key: str) -> str:
    """By what; the first that is offered where the key is "", and "" where the region has nothing to go by.

    Raises
    ------
    UnknownNameError
        If it is not offered, naming those that are.
    """
    offered = divisions_offered(region)
    if key and key not in offered:
        raise UnknownNameError(f"{key!r} tells nobody apart here; there is {', '.join(offered) or 'nothing'}")
    return key or next(iter(offered), "")


def _offered(measure: Measure, region: Region) -> bool:
    if measure in LEFT_OUT or "area" not in measure.kinds or measure.family in ("themes", "payment"):
        return False
    if "visits" in measure.tables and region.visits is None:
        return False
    if measure.family == "need":  # counts of a year to come, which today's residents do not make
        return measure.unit == "share" and region.projections is not None
    return measure.unit != "change" or measure.kinds != ONE_AREA
