"""A measure by fifths of need, by age or by sex; the gap, the slope, and the same over the periods."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess, assess_each_period
from geodata.equity.area_parts import AreaParts, area_parts
from geodata.equity.estimates import group_value
from geodata.equity.groups import NO_INDEX, Equity, LeftOut, compared, left_out, nothing
from geodata.equity.offer import AGE, SEX
from geodata.equity.ranks import FIFTHS, fifth_of, middles_in_row, midpoint_ranks
from geodata.equity.slope import slope_index
from geodata.focus.place import Place
from geodata.measures import residents as residents_measures
from geodata.measures.measure import Measure
from geodata.needs.errors import NeedsError
from geodata.needs.region_need import region_index
from geodata.region import residents

Floats = NDArray[np.float64]

NOT_BY_SEX, NOT_BY_AGE = "why.not_by_sex", "why.not_by_age"
OF_AGES = (residents_measures.OLDER, *residents_measures.OF_AGES)
"""What is of some ages already."""
BOTH = ("part", "whole")


@lru_cache(maxsize=128)
def equity(assessment: Assessment, measure: Measure, by: str, focus: Place) -> Equity:
    """A measure by groups of people.

    Fifths are of the residents of the areas in focus, of all ages, so that they stay the same whatever age or
    period is asked of. Groups are summed: the parts of their areas by the wholes.

    Parameters
    ----------
    assessment : Assessment
    measure : Measure
        Of `geodata.equity.offer.measures_offered`, also under another outlook.
    by : str
        Of `geodata.equity.offer.divisions_offered`.
    focus : Place
        Its areas are compared.
    """
    region = assessment.region
    inside = np.zeros(len(region.areas), bool)
    inside[focus.areas] = True
    if by in region.settings.need_indices:
        return _by_index(assessment, measure, by, inside)
    ages = residents.known_age_groups(region)
    if by == AGE and (not ages or measure.indicator is not None or measure in OF_AGES):
        return nothing(measure, NOT_BY_AGE)
    if by == AGE:
        return _by_ages(assessment, measure, ages, inside)
    if by == SEX:
        return _by_sex(assessment, measure, inside)
    return nothing(measure, NO_INDEX)


def equity_over_periods(
    assessment: Assessment, measure: Measure, by: str, focus: Place
) -> list[tuple[str, Equity]]:
    """The same in every period of the visits that tells it, for a measure that is made of them; else none.

    The index, the fifths and the residents are those of today throughout: what differs is the use. What is
    to come is one thing only.
    """
    if "visits" not in measure.tables or measure.family == "need":
        return []
    every = assess_each_period(assessment.region, assessment.scenario)
    found = [(period, equity(then, measure, by, focus)) for period, then in every]
    return [(period, each) for period, each in found if not each.why] if len(found) > 1 else []


def _by_index(assessment: Assessment, measure: Measure, by: str, inside: NDArray[np.bool_]) -> Equity:
    region = assessment.region
    try:
        index = region_index(region, by).values
    except NeedsError:
        return nothing(measure, NO_INDEX)
    people = residents.persons(region).astype(np.float64)
    index = np.where(inside, index, np.nan)
    parts = area_parts(assessment, measure)
    fifths = fifth_of(middles_in_row(index, people, list(region.areas.index)))
    ranked = fifths >= 0
    sums = {str(at + 1): group_value(parts.part, parts.whole, fifths == at) for at in range(FIFTHS)}
    persons = assessment.persons.astype(np.float64)
    has = ranked & (parts.why == "")
    held = np.bincount(fifths[has], persons[has], FIFTHS).tolist()
    out = left_out(parts, inside & ranked, persons)
    if (without := inside & ~ranked).any():
        out[NO_INDEX] = LeftOut(int(without.sum()), float(persons[without].sum()))
    whole = group_value(parts.part, parts.whole, ranked)
    slope = slope_index(parts.value, np.nan_to_num(parts.whole), midpoint_ranks(index, people))
    return compared([parts] * FIFTHS, sums, held, whole, out, slope)


def _by_ages(
    assessment: Assessment, measure: Measure, keys: tuple[str, ...], inside: NDArray[np.bool_]
) -> Equity:
    region = assessment.region
    by_age = [assess(region, replace(assessment.scenario, region=region, age_group=key)) for key in keys]
    parts = [area_parts(each, measure) for each in by_age]
    if len({each.measure.key for each in parts}) > 1:  # minutes have a mean among some ages and not in others
        return _by_ages(assessment, next(p.measure for p in parts if p.measure is not measure), keys, inside)
    people = [each.persons.astype(np.float64) for each in by_age]
    return _by_parts(keys, parts, people, inside)


def _by_sex(assessment: Assessment, measure: Measure, inside: NDArray[np.bool_]) -> Equity:
    """What is true of those who live in an area holds for women and men there: visits tell no sex."""
    if not set(measure.tables) <= {"population", "units"}:
        return nothing(measure, NOT_BY_SEX)
    region, age = assessment.region, assessment.scenario.age_group
    keys = residents.sexes(region)
    if not keys:
        return nothing(measure, NOT_BY_SEX)
    people = [residents.persons_of_sex(region, key, age).astype(np.float64) for key in keys]
    parts = area_parts(assessment, measure)
    return _by_parts(keys, [parts.weighed(each) for each in people], people, inside)


def _by_parts(
    keys: tuple[str, ...], parts: list[AreaParts], people: list[Floats], inside: NDArray[np.bool_]
) -> Equity:
    sums = {key: group_value(each.part, each.whole, inside) for key, each in zip(keys, parts, strict=True)}
    if not any(each.areas for each in sums.values()):
        return nothing(parts[0].measure, str(parts[0].why[inside][0]) if inside.any() else NO_INDEX)
    held = [float(of[inside & (part.why == "")].sum()) for of, part in zip(people, parts, strict=True)]
    part_of_all, all_of_it = (np.nansum([getattr(each, name) for each in parts], axis=0) for name in BOTH)
    out: dict[str, LeftOut] = {}
    for part, of in zip(parts, people, strict=True):
        for why, found in left_out(part, inside, of).items():
            before = out.get(why, LeftOut(0, 0.0))
            out[why] = LeftOut(max(found.areas, before.areas), found.residents + before.residents)
    return compared(parts, sums, held, group_value(part_of_all, all_of_it, inside), out)
