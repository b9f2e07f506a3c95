"""A share with its interval, drawn on a scale that all rows of a table have in common."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.components.markup import Markup, tag


@dataclass(frozen=True)
class Scale:
    """Both ends of a scale, in the values' unit."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value stands, percent of the width."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return 100 * min(max(share, 0.0), 1.0)


def scale_of(lows: list[float], highs: list[float], step: float = 0.05) -> Scale:
    """Smallest scale of whole steps that holds all known values.

    Parameters
    ----------
    lows, highs : list of float
        Both ends of each interval, in the values' unit; NaN unknown.
    step : float
        In the same unit.

    Returns
    -------
    Scale
        From 0 at the lowest; 0 to 1 where nothing is known.
    """
    known = [end for end in (*lows, *highs) if math.isfinite(end)]
    if not known:
        return Scale(0.0, 1.0)
    return Scale(max(step * math.floor(min(known) / step), 0.0), step * math.ceil(max(known) / step))


def wide_scale(lows: list[float], highs: list[float]) -> Scale:
    """From nothing to a little more than the largest known value: of what is no share."""
    most = max((end for end in (*lows, *highs) if math.isfinite(end)), default=0.0)
    if most <= 0:
        return Scale(0.0, 1.0)
    step = 10 ** math.floor(math.log10(most))
    return Scale(0.0, step * math.ceil(most / step))


def interval_bar(low: float, value: float, high: float, mean: float, scale: Scale, css: str = "") -> Markup:
    """Interval as a line, a dot at the value and a vertical line at the mean; hidden from screen readers.

    Parameters
    ----------
    low, value, high, mean : float
        In the unit of `scale`.
    scale : Scale
    css : str
        Further classes.

    Returns
    -------
    Markup
    """
    left, right = scale.at(low), scale.at(high)
    return tag(
        "span",
        tag("span", class_="ci-mean", style=f"left:{scale.at(mean):.1f}%"),
        tag("span", class_="ci-line", style=f"left:{left:.1f}%;width:{max(right - left, 0.5):.1f}%"),
        tag("span", class_="ci-dot", style=f"left:{scale.at(value):.1f}%"),
        class_=f"ci {css}".strip(),
        aria_hidden="true",
    )
