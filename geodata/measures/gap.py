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

NOISE = 1e-9
"""Part of a figure that two computations of the same may differ by."""


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
    value = float(_apart(np.array([left.value]), np.array([right.value]))[0])
    return Gap(left, right, value, better_side(value, measure.better))


def area_gaps(measure: Measure, first: Assessment, second: Assessment) -> Floats:
    """The gap of every area, shape (areas,): NaN where either scenario has no value."""
    now, then = (measure.counts(each, every(each, "area")).value for each in (first, second))
    return _apart(now, then)


def _apart(first: Floats, second: Floats) -> Floats:
    """The first less the second; 0 where they differ by the order that sums were made in, and no more."""
    found = difference_min(second, first)
    with np.errstate(invalid="ignore"):
        noise = np.abs(found) <= NOISE * np.maximum(np.abs(first), np.abs(second))
    return np.where(noise & np.isfinite(found), 0.0, found)


def better_side(value: float, better: Better) -> Side:
    """Which of two scenarios is better, by the first less the second and the measure's better side."""
    if not better or not value:
        return ""
    return "first" if (value > 0) == (better == "higher") else "second"
