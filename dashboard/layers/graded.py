"""Classes of one measure from the least to the most, for whatever is coloured by it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import edge_of, steps
from dashboard.layers.base import Figure, Swatch
from dashboard.layers.breaks import classed, round_breaks, round_number, share_breaks
from dashboard.layers.colours import SEQUENTIAL
from dashboard.layers.measured import kind_of
from geodata.contract.settings import Text
from geodata.measures.measure import Measure

UNKNOWN = len(SEQUENTIAL)
"""Class of what has no value."""
FEW = {"organisations"}
"""Measures that are so few that each number is a class."""

Floats = NDArray[np.float64]


def breaks_of(measure: Measure, values: Floats) -> list[float]:
    """Breaks between the classes of a measure, at most one fewer than there are colours.

    Parameters
    ----------
    measure : Measure
    values : float64
        Of all that is coloured; NaN and infinite ones are left out.
    """
    if measure.key in FEW:
        return [float(step) for step in range(1, len(SEQUENTIAL))]
    shares = measure.unit == "share" or measure.key == "concentration"
    known = values[np.isfinite(values)]
    if not len(known):
        return []
    least, most = float(known.min()), float(known.max())  # below the one and above the other there is nothing
    if least < 0 < most:  # what there is too little of is told from what is left over
        return [0.0, *round_breaks(known[known > 0], len(SEQUENTIAL) - 1)]
    quantiles = (share_breaks if shares else round_breaks)(known, len(SEQUENTIAL))
    found = [end for end in quantiles if end > least]
    if not found and most > least:  # most are alike: even steps tell the few that are not
        even = np.linspace(least, most, len(SEQUENTIAL) + 1)[1:-1]
        found = sorted({end for end in map(round_number, even.tolist()) if least < end <= most})
    return found


def classes_of(values: Floats, breaks: list[float]) -> NDArray[np.uint8]:
    """Class of each value, `UNKNOWN` where there is none."""
    classes = classed(values, breaks)
    classes[np.isnan(values)] = UNKNOWN
    return classes


def swatches_of(measure: Measure, breaks: list[float], classes: NDArray[np.uint8]) -> list[Swatch]:
    """A row of a legend for each class that has a colour, with how many stand in it."""
    kind, counts = kind_of(measure), np.bincount(classes, minlength=UNKNOWN + 1)
    return [
        Swatch(
            _number(measure, label, low, high),
            SEQUENTIAL[at],
            int(counts[at]),
            {"low": Figure(low, kind), "high": Figure(high, kind)},
            edge=None if measure.key in FEW else edge_of(breaks, at, kind),
        )
        for at, (label, low, high) in enumerate(steps(breaks))
    ]


def _number(measure: Measure, label: str, low: float, high: float) -> str | Text:
    """A class of one whole number by that number alone."""
    if measure.key not in FEW or label == "legend.from" or high != low + 1:
        return label
    return dict.fromkeys(("sv", "en"), f"{low:.0f}")


def why_unknown(reasons: Sequence[str]) -> str:
    """Catalogue key of why some have no value: what they have in common, if anything."""
    different = set(reasons)
    if len(different) == 1:
        return different.pop()
    return "why.too_few" if "why.too_few" in different else "legend.unknown"
