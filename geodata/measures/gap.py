"""The gap between two scenarios: one figure of each, the first less the second, and which is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.assessment.effects import difference_min
from geodata.focus.place import Place
from geodata.focus.places import every, same_place
from geodata.measures.measure import Better, Measure
from geodata.measures.tally import Floats, Reading

Side = Literal["first", "second", ""]
"""Which of two scenarios a figure is better in; "" where it is the same in both, or more is neither."""


@dataclass(frozen=True)
class Gap:
    """A figure of one place in two scenarios.

    Attributes
    ----------
    first, second : Reading
    value : float or None
        The first less the second; infinite where only one of them reaches a unit, None where either has no
        value.
    better : {"first", "second", ""}
    """

    first: Reading
    second: Reading
    value: float | None
    better: Side


def gap(measure: Measure, first: Assessment, second: Assessment, place: Place) -> Gap:
    """The gap between two scenarios in one place.

    Parameters
    ----------
    measure : Measure
    first, second : Assessment
        Of one region.
    place : Place
        Of the first; of the second the same place, or the same areas where it has no such thing.
    """
    left, right = measure.read(first, place), measure.read(second, same_place(second, place))
    if left.value is None or right.value is None:
        return Gap(left, right, None, "")
    value = float(difference_min(np.array([right.value]), np.array([left.value]))[0])
    return Gap(left, right, value, better_side(value, measure.better))


def area_gaps(measure: Measure, first: Assessment, second: Assessment) -> Floats:
    """The gap of every area, shape (areas,): NaN where either scenario has no value."""
    now, then = (measure.counts(each, every(each, "area")).value for each in (first, second))
    return difference_min(then, now)


def better_side(value: float, better: Better) -> Side:
    """Which of two scenarios is better, by the first less the second and the measure's better side."""
    if not better or not value:
        return ""
    return "first" if (value > 0) == (better == "higher") else "second"
