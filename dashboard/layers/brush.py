"""An interval of what colours the areas: which lie in it, and how all are spread over the values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Figure, Fill, Layer, Legend, Swatch
from dashboard.layers.measured import area_values, kind_of
from geodata.assessment.assessment import Assessment
from geodata.measures.measure import Measure

BARS_MOST = 20
"""Steps of a histogram, at most."""
TAIL = 0.98
"""Share of the areas that the steps are laid out for: the few that lie far beyond stand in the last."""
NICE = (1.0, 2.0, 5.0)
SKEWED = 20
"""Times the median that the largest values are, from which on steps grow."""
OUTSIDE = "var(--line)"
"""Colour of areas outside the interval: told from the palest of any layer."""
NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?"
WRITTEN = re.compile(rf"([A-Za-z0-9_]{{1,80}}):({NUMBER})?\.\.({NUMBER})?")


@dataclass(frozen=True, slots=True)
class Brush:
    """From a value, and up to but not with another, of a measure; open ends are infinite."""

    measure: str  # its key
    low: float
    high: float


def read_brush(text: str) -> Brush | None:
    """Brush of a text, "nearest:10..20" or "nearest:10.."; None where it is none."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    low, high = (float(end) if end else None for end in found.groups()[1:])
    brush = Brush(found[1], -np.inf if low is None else low, np.inf if high is None else high)
    return brush if brush.low < brush.high and (low, high) != (None, None) else None


def measure_of(layer: Layer) -> Measure | None:
    """What a layer colours areas by; None where it is no figure of each."""
    found = getattr(layer, "shows", None)
    return found if isinstance(found, Measure) else None


def written_brush(brush: Brush) -> str:
    """What `read_brush` reads back as the same."""
    low, high = (
        f"{end:.6f}".rstrip("0").rstrip(".") if np.isfinite(end) else "" for end in (brush.low, brush.high)
    )
    return f"{brush.measure}:{low}..{high}"


def brushed(assessment: Assessment, measure: Measure | None, brush: Brush | None) -> NDArray[np.bool_] | None:
    """Which areas lie in the interval, shape (areas,); None where it is not of this measure."""
    if brush is None or measure is None or brush.measure != measure.key:
        return None
    values = area_values(assessment, measure)
    with np.errstate(invalid="ignore"):
        inside: NDArray[np.bool_] = (values >= brush.low) & ((values < brush.high) | np.isinf(brush.high))
    return inside


def dimmed(fill: Fill, inside: NDArray[np.bool_] | None) -> Fill:
    """A fill whose areas outside an interval are of one quiet colour."""
    if inside is None:
        return fill
    none = len(fill.colours)
    classes = np.where(inside, fill.classes, none).astype(np.uint8)
    return replace(fill, classes=classes, colours=[*fill.colours, OUTSIDE])


def brushed_legend(legend: Legend, layer: Layer, assessment: Assessment, brush: Brush | None) -> Legend:
    """A layer's legend, with an interval as its last row: what is outside it, and how many areas are."""
    measure = measure_of(layer)
    inside = brushed(assessment, measure, brush)
    if inside is None or brush is None or measure is None:
        return legend
    low, high = np.isfinite(brush.low), np.isfinite(brush.high)
    label = "legend.outside" if low and high else "legend.outside_below" if low else "legend.outside_above"
    ends = {"low": Figure(brush.low, kind_of(measure)), "high": Figure(brush.high, kind_of(measure))}
    outside = Swatch(label, OUTSIDE, int((~inside).sum()), ends)
    return replace(legend, swatches=[*legend.swatches, outside])


@dataclass(frozen=True)
class Bar:
    """Areas from one edge to the next, in the colour that most of them have; "" where there are none."""

    count: int
    colour: str


@dataclass(frozen=True)
class Histogram:
    """How areas are spread: `bars` between `edges`, the last with all beyond; `unknown` have no value.

    `most` is the largest value; infinite where some lie beyond the last edge.
    """

    edges: Sequence[float]
    bars: Sequence[Bar]
    unknown: int
    most: float


def histogram(assessment: Assessment, layer: Layer, fill: Fill) -> Histogram | None:
    """Histogram of all areas in the colours of a layer; None where its values tell no areas apart."""
    measure = measure_of(layer)
    if measure is None:
        return None
    values = area_values(assessment, measure)
    edges = _edges(values[np.isfinite(values)])
    if len(edges) < 3:
        return None
    known = ~np.isnan(values)
    step = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    bars = []
    for at in range(len(edges) - 1):
        classes = fill.classes[known & (step == at)]
        most = int(np.bincount(classes).argmax()) if len(classes) else -1
        bars.append(Bar(len(classes), fill.colours[most] if most >= 0 else ""))
    largest = float(values[known].max())
    return Histogram(edges.tolist(), bars, int((~known).sum()), largest if largest <= edges[-1] else np.inf)


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Edges at round numbers, at most some `BARS_MOST` steps, over all but the farthest values.

    Steps are as wide, or, where most values are small beside the largest, each about twice the one before.
    """
    if not len(values):
        return np.empty(0)
    low, high, middle = float(values.min()), float(np.quantile(values, TAIL)), float(np.median(values))
    whole = bool((values == np.rint(values)).all())
    if whole and values.max() - low < BARS_MOST:
        return np.arange(low, values.max() + 2)
    if low >= 0 and 0 < SKEWED * middle < high:
        powers = 10.0 ** np.arange(np.floor(np.log10(middle)) - 1, np.ceil(np.log10(high)) + 1)
        edges = np.outer(powers, NICE).ravel()
        return np.round(np.concatenate([[0.0], edges[edges <= high]]), 6)
    least = (high - low) / BARS_MOST
    power = 10.0 ** np.floor(np.log10(least)) if least > 0 else 1.0
    width = next((power * nice for nice in NICE if power * nice >= least), power * 10)
    width = max(width, 1.0) if whole else width
    first, last = np.floor(low / width), np.floor(high / width) + 1
    return np.round(np.arange(first, last + 1) * width, 6)
