"""A measure as parts and wholes of areas, which sum over any group of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.places import every
from geodata.measures.coverage import COVERED
from geodata.measures.measure import ONE_AREA, Measure, UnitOfMeasure
from geodata.measures.tally import Reasons, Tally

Floats = NDArray[np.float64]

PER = 10_000.0
"""Residents that counts are told by."""


@dataclass(frozen=True, eq=False)
class AreaParts:
    """A measure of each area, shape (areas,): `part` by `whole` is its value in `unit`.

    Attributes
    ----------
    measure : Measure
        What is told: the share within reach where minutes have no mean, as some reach no unit.
    why : object
        Catalogue key of why an area has no value; "" where it has one.
    """

    measure: Measure
    unit: UnitOfMeasure
    part: Floats
    whole: Floats
    why: Reasons

    @property
    def value(self) -> Floats:
        """NaN where there is none."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.whole > 0, self.part / self.whole, np.nan)

    def weighed(self, people: Floats) -> AreaParts:
        """The same value of each area, among some of those who live there: shape (areas,)."""
        value = self.value
        return replace(self, part=np.where(np.isfinite(value), value * people, np.nan), whole=people)


def area_parts(assessment: Assessment, measure: Measure) -> AreaParts:
    """A measure of every area as a part and a whole.

    Shares, rates and means as they are made. What is true of each area as a whole (minutes to the nearest
    unit) is a mean among residents; where some reach no unit it is `COVERED` instead. Counts are by 10,000
    residents.

    Parameters
    ----------
    assessment : Assessment
    measure : Measure
        Of `geodata.equity.offer.measures_offered`.
    """
    tally = measure.counts(assessment, every(assessment, "area"))
    persons = assessment.persons.astype(np.float64)
    if measure.kinds == ONE_AREA:
        lived = persons > 0
        if np.isinf(tally.value[lived]).any():
            return area_parts(assessment, COVERED)
        unit = "number" if measure.unit == "count" else measure.unit
        part = np.where(lived & tally.known, tally.value * persons, np.nan)
        return _parts(measure, unit, part, persons, tally)
    if np.isfinite(tally.part).any():
        return _parts(measure, measure.unit, tally.part * _times(tally), tally.whole, tally)
    return _parts(measure, "per_10000", tally.value * PER, persons, tally)


def _parts(measure: Measure, unit: UnitOfMeasure, part: Floats, whole: Floats, tally: Tally) -> AreaParts:
    why = np.where(tally.known & ~(whole > 0), "why.nobody", tally.why).astype(object)
    return AreaParts(
        measure, unit, np.where(why == "", part, np.nan), np.where(why == "", whole, np.nan), why
    )


def _times(tally: Tally) -> float:
    """What the measure multiplies its parts by: 1, 10,000 residents, an index's scale."""
    some = tally.known & (tally.part != 0) & (tally.whole > 0)
    with np.errstate(invalid="ignore"):
        found = tally.value[some] * tally.whole[some] / tally.part[some]
    return float(np.median(found)) if len(found) else 1.0
