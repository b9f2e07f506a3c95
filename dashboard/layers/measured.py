"""Measures on the map and in tables: values of all areas, and cells that say why there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Kind, Phrase
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure
from geodata.measures.tally import Tally

TOO_FEW = Phrase("why.too_few")


def area_values(assessment: Assessment, measure: Measure) -> NDArray[np.float64]:
    """Values of a measure of every area, shape (areas,); NaN where there is none."""
    return measure.counts(assessment, every(assessment, "area")).value


def area_cells(assessment: Assessment, measure: Measure) -> NDArray[Any]:
    """The cells of every area, in a table."""
    return place_cells(assessment, measure, every(assessment, "area"))


def place_cells(assessment: Assessment, measure: Measure, place: Place) -> NDArray[Any]:
    """The cells of some places, shape (places,): those of protected visits too few to show say so.

    Counts are whole numbers where they were counted, and not where a model expects them.
    """
    found = tally_cells(measure.counts(assessment, place))
    whole = measure.unit == "count" and found.dtype.kind == "f" and (found == np.rint(found)).all()
    return found.astype(np.int64) if whole else found


def tally_cells(tally: Tally) -> NDArray[Any]:
    """The cells of a tally, shape (places,)."""
    few = tally.why == TOO_FEW
    if not few.any():
        return tally.value
    found = tally.value.astype(object)
    found[few] = TOO_FEW
    return found


def heading_of(measure: Measure) -> str | Text:
    """A measure as the heading of a column: a catalogue key without blanks, or the region's own words."""
    own = measure.indicator or measure.need_index
    if own is not None:
        return own.name
    return f"column.{measure.key}" if measure.family == "need" else f"kpi.{measure.key}.column"


def kind_of(measure: Measure) -> Kind:
    """What a column of a measure is written as."""
    return "number" if measure.unit == "per_10000" else measure.unit
