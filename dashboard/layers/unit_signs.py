"""Units as large as one measure of them, and in the colour of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Figure, Phrase, Swatch
from dashboard.layers.breaks import round_number
from dashboard.layers.graded import UNKNOWN, breaks_of, classes_of, swatches_of, why_unknown
from dashboard.layers.measured import heading_of, kind_of
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.places import every
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.measures.supply import CAPACITY
from geodata.measures.visits import VISITS_TO_UNITS
from geodata.region.region import Region

UNIT_SIZES: Mapping[str, Measure] = {measure.key: measure for measure in (VISITS_TO_UNITS, CAPACITY)}
"""Measures that signs of units can be as large as, by the key in the address."""
ALSO = ("active_choice",)
"""Measures of units that are another layer's as key figures."""
LARGEST, LEAST, UNKNOWN_RADIUS = 16.0, 3.0, 5.0
"""Radius of today's largest sign, of one that is as good as nothing, and of one without a size, pixels."""
BEYOND = 2.0
"""Times `LARGEST` that a sign may be where a scenario makes a unit larger than any is today."""
PARTS = (1.0, 0.3, 0.06)
"""Signs of sizes in the legend, as shares of the largest."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@lru_cache(maxsize=8)
def unit_colours(region: Region) -> dict[str, Measure]:
    """Measures that units of a region can be coloured by, by the key in the address."""
    return {
        key: measure
        for key, measure in measures_of(region).items()
        if "unit" in measure.kinds
        and (("units_by", key) in measure.choice or key in ALSO)
        and (region.visits is not None or "visits" not in measure.tables)
        and (region.projections is not None or "projections" not in measure.tables)
    }


@dataclass(frozen=True, eq=False)
class UnitSigns:
    """How the signs of units differ, shape (units,) each; None where they do not.

    Attributes
    ----------
    radii : float64 or None
        Pixels.
    classes : uint8 or None
        Of the measure that colours them, `UNKNOWN` where it or the size is not known.
    unknown : bool
        Units whose size or colour is not known.
    paints : sequence of str
        Of the classes, where they are not the colours of a graded measure.
    """

    radii: Floats | None
    classes: NDArray[np.uint8] | None
    unknown: Bools
    paints: Sequence[str] = ()


def unit_signs(assessment: Assessment, today: Bools, by: Measure | None, size: Measure | None) -> UnitSigns:
    """Signs of all units; those drawn today set the breaks and the largest, whatever a scenario changes.

    Parameters
    ----------
    assessment : Assessment
    today : bool, shape (units before any changes,)
        Those drawn without them.
    by, size : Measure or None
    """
    unknown = np.zeros(len(assessment.units), bool)
    radii = classes = None
    if size is not None:
        amount = _values(assessment, size)
        unknown |= np.isnan(amount)
        radii = np.where(unknown, UNKNOWN_RADIUS, radius_of(amount, _most_today(assessment, today, size)))
    if by is not None:
        value = _values(assessment, by)
        classes = classes_of(value, _breaks_today(assessment, today, by))
        classes[unknown] = UNKNOWN
        unknown |= np.isnan(value)
    return UnitSigns(radii, classes, unknown)


def sign_swatches(
    assessment: Assessment, drawn: Bools, today: Bools, by: Measure | None, size: Measure | None
) -> list[Swatch]:
    """Rows of a legend: the colours, the sizes as large as on the map, and units that are not known."""
    signs, rows = unit_signs(assessment, today, by, size), []
    if by is not None and signs.classes is not None:
        rows += swatches_of(by, _breaks_today(assessment, today, by), signs.classes[drawn])
    if size is not None:
        rows += _size_swatches(size, _most_today(assessment, today, size))
    unknown = signs.unknown & drawn
    if unknown.any():
        label = why_unknown(_reasons(assessment, unknown, by, size))
        rows.append(Swatch(label, "", int(unknown.sum()), symbol="unknown"))
    return rows


def unit_figure_name(assessment: Assessment, measure: Measure) -> Text | Phrase:
    """What a measure of units is called in a legend, a table and beside the pointer."""
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    if measure is VISITS_TO_UNITS:
        return form.visits_name
    if measure is CAPACITY and any(form.capacity_name.values()):
        return form.capacity_name
    heading = heading_of(measure)
    return Phrase(heading) if isinstance(heading, str) else heading


def _size_swatches(size: Measure, most: float) -> list[Swatch]:
    steps = sorted({round_number(most * part) for part in PARTS}, reverse=True) if most > 0 else []
    return [
        Swatch("legend.sized", "", None, {"value": Figure(step, kind_of(size))}, "size", float(radius))
        for step, radius in zip(steps, radius_of(np.array(steps, np.float64), most), strict=True)
    ]


def _reasons(
    assessment: Assessment, unknown: Bools, by: Measure | None, size: Measure | None
) -> Sequence[str]:
    units = every(assessment, "unit")
    tallies = [measure.counts(assessment, units) for measure in (by, size) if measure is not None]
    return [str(why) for tally in tallies for why in tally.why[unknown] if why]


def _breaks_today(assessment: Assessment, today: Bools, by: Measure) -> list[float]:
    usual = measures_of(assessment.region)[by.key]  # years and outlooks have one legend too
    return breaks_of(by, _values(assessment.without_changes, usual)[today])


def _most_today(assessment: Assessment, today: Bools, size: Measure) -> float:
    """The most that any has today; 0 where none is known."""
    return float(np.nanmax(np.append(_values(assessment.without_changes, size)[today], 0.0)))


def radius_of(values: Floats, most: float, largest: float = LARGEST) -> Floats:
    """Pixels of circles whose areas are in proportion to the values, but for the least and what is beyond.

    Parameters
    ----------
    values : float64
    most : float
        The value whose circle is `largest`.
    largest : float
    """
    shares = np.clip(values / most, 0.0, None) if most > 0 else np.zeros(len(values))
    return np.clip(largest * np.sqrt(shares), LEAST, BEYOND * largest)


def _values(assessment: Assessment, measure: Measure) -> Floats:
    return measure.counts(assessment, every(assessment, "unit")).value
