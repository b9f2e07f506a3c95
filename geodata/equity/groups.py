"""Groups of people held to the first of them, and what is in none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.equity.area_parts import AreaParts
from geodata.equity.estimates import UNKNOWN, Estimate, GroupValue, gap, group_value, ratio
from geodata.equity.slope import NO_SLOPE, Slope
from geodata.measures.measure import Measure, UnitOfMeasure

Floats = NDArray[np.float64]

NO_INDEX = "why.no_need_index"


@dataclass(frozen=True)
class Group:
    """A fifth of need ("1" the least, "5" the most), an age group, a sex, or ("") all of them.

    `gap` and `ratio` hold it to the first of the groups.
    """

    key: str
    areas: int
    residents: float
    estimate: Estimate
    gap: Estimate
    ratio: Estimate


class LeftOut(NamedTuple):
    """Areas without a figure or an index, and those who live there."""

    areas: int
    residents: float


@dataclass(frozen=True)
class Equity:
    """How a measure differs between groups of people.

    Attributes
    ----------
    measure : Measure
        What is told, which is another than was chosen where that has no mean.
    unit : UnitOfMeasure
        Of the figures.
    groups : tuple of Group
        The last is held to the first: most need to least, oldest to youngest, women to men.
    whole : Group
        All areas that have a figure together.
    slope : Slope
        `NO_SLOPE` by age and by sex, which no index ranks.
    left_out : mapping of str to LeftOut
        What is in no group, by catalogue key of why.
    why : str
        Catalogue key of why there is nothing to tell; "" where there is.
    """

    measure: Measure
    unit: UnitOfMeasure
    groups: tuple[Group, ...]
    whole: Group
    slope: Slope
    left_out: Mapping[str, LeftOut]
    why: str = ""

    @property
    def gap(self) -> Estimate:
        """The last group less the first."""
        return self.groups[-1].gap if self.groups else UNKNOWN

    @property
    def ratio(self) -> Estimate:
        """The last group by the first."""
        return self.groups[-1].ratio if self.groups else UNKNOWN


def compared(
    parts: Sequence[AreaParts],
    sums: Mapping[str, GroupValue],
    people: Sequence[float],
    whole: GroupValue,
    left_out: Mapping[str, LeftOut],
    slope: Slope = NO_SLOPE,
) -> Equity:
    """Groups beside each other.

    Parameters
    ----------
    parts : sequence of AreaParts
        Of each group; the same for all where they differ by where they live alone.
    sums : mapping of str to GroupValue
        By group, the one that others are held to first.
    people : sequence of float
        Residents of each group.
    whole : GroupValue
    left_out : mapping of str to LeftOut
    slope : Slope
    """
    first = next(iter(sums.values()))
    groups = tuple(
        Group(key, each.areas, of, _within(each, part), gap(each, first), ratio(each, first))
        for (key, each), of, part in zip(sums.items(), people, parts, strict=True)
    )
    everyone = Group("", whole.areas, sum(people), _within(whole, parts[0]), UNKNOWN, UNKNOWN)
    why = "" if whole.areas else next(iter(left_out), NO_INDEX)
    return Equity(parts[0].measure, parts[0].unit, groups, everyone, slope, left_out, why)


def nothing(measure: Measure, why: str) -> Equity:
    """No groups, and why."""
    none = group_value(np.empty(0), np.empty(0), np.empty(0, bool)).estimate
    return Equity(measure, measure.unit, (), Group("", 0, 0.0, none, none, none), NO_SLOPE, {}, why)


def left_out(parts: AreaParts, inside: NDArray[np.bool_], people: Floats) -> dict[str, LeftOut]:
    """What has no figure, by why."""
    of = {why: inside & (parts.why == why) for why in sorted({*parts.why[inside]} - {""})}
    return {why: LeftOut(int(each.sum()), float(people[each].sum())) for why, each in of.items()}


def _within(value: GroupValue, parts: AreaParts) -> Estimate:
    """The interval held to what a figure can be: at least 0 of counts, 0 to 1 of shares."""
    found = value.estimate
    known = np.isfinite(parts.part)
    low, high = found.low, found.high
    if (parts.part[known] >= 0).all():
        low = np.maximum(low, 0.0)
        if parts.unit == "share" and (parts.part[known] <= parts.whole[known]).all():
            high = np.minimum(high, 1.0)
    return Estimate(found.value, float(low), float(high))
