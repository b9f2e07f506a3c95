"""How many units gain or lose how many per cent: bars of a histogram, those that lose striped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.components.markup import Markup, tag
from dashboard.needs.shapes import label, line
from dashboard.words.words import Words

Floats = NDArray[np.float64]
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640.0, 190.0, 34.0, 12.0, 22.0, 36.0
LIMITS: Final = (0.02, 0.05, 0.1)
"""Shares that have a line, where they are within the picture."""
ENDS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
EACH_WAY: Final = 10
"""Bars on either side of nothing."""
LEFT_OUT: Final = 98
"""Percentile of changes that the picture reaches at least; what is beyond stands in its last bars."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Units by how much they gain or lose.

    Attributes
    ----------
    end : float
        Share at either end of the picture.
    losing, gaining : int64, shape (EACH_WAY,)
        Units in each class, from nothing outwards; the last has all that is beyond too.
    same : int
        Units paid as before to the last hundredth.
    beyond : int
        Units outside the ends.
    """

    end: float
    losing: NDArray[np.int64]
    gaining: NDArray[np.int64]
    same: int
    beyond: int


def spread_of(shares: Floats) -> Spread:
    """Classes of changes as shares of what was paid before; those that are not known are left out."""
    known = shares[np.isfinite(shares)]
    sizes = np.abs(known)
    reach = float(np.percentile(sizes, LEFT_OUT)) if len(sizes) else 0.0
    end = next((each for each in ENDS if each >= reach), ENDS[-1])
    at = np.minimum(np.ceil(sizes / (end / EACH_WAY) - 1e-9).astype(np.int64) - 1, EACH_WAY - 1)

    def counted(of: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(np.maximum(at[of], 0), minlength=EACH_WAY)

    beyond = int((sizes > end).sum())
    return Spread(end, counted(known < 0), counted(known > 0), int((known == 0).sum()), beyond)


def spread_chart(found: Spread, words: Words) -> Markup:
    """The histogram, with a line at each of `LIMITS` that it holds."""
    most = max(int(found.losing.max()), int(found.gaining.max()), found.same, 1)
    middle = (LEFT + WIDE - RIGHT) / 2
    wide = (WIDE - LEFT - RIGHT) / (2 * EACH_WAY + 1)
    floor, room = HIGH - BOTTOM, HIGH - TOP - BOTTOM

    def x(share: float) -> float:
        """Where a change stands; those of nothing have a bar of their own in the middle."""
        side = (share > 0) - (share < 0)
        return middle + side * wide / 2 + share / found.end * EACH_WAY * wide

    def bar(left: float, units: int, css: str) -> list[Markup]:
        if not units:
            return []
        high = room * units / most
        box = {"x": f"{left + 1:.1f}", "y": f"{floor - high:.1f}", "width": f"{wide - 2:.1f}"}
        shape = tag("rect", **box, height=f"{high:.1f}", class_=f"pay-spread {css}")
        return [shape, label(left + wide / 2, floor - high - 4, words.count(units), "pay-tick is-middle")]

    parts: list[Markup] = [_stripes()]
    for at in range(EACH_WAY):
        parts += bar(middle + wide / 2 + at * wide, int(found.gaining[at]), "is-more")
        parts += bar(middle - wide / 2 - (at + 1) * wide, int(found.losing[at]), "is-less")
    parts += bar(middle - wide / 2, found.same, "is-same")
    parts.append(line(LEFT, floor, WIDE - RIGHT, floor, "pay-same"))
    for share in sorted({0.0, *(limit for limit in (*LIMITS, found.end) if limit <= found.end)}):
        for each in {share, -share}:
            if share in LIMITS:
                parts.append(line(x(each), TOP - 8, x(each), floor, "pay-limit"))
            parts.append(label(x(each), floor + 14, words.signed(each, "share"), "pay-tick is-middle"))
    parts.append(label(middle, HIGH - 5, words("payment_panel.spread.axis"), "pay-axis is-middle"))
    svg = tag("svg", *parts, viewBox=f"0 0 {WIDE:g} {HIGH:g}")
    return tag("figure", tag("figcaption", words("payment_panel.spread.title")), svg, class_="pay-histogram")


def _stripes() -> Markup:
    """The pattern of what is less."""
    shape = tag("path", d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5", class_="pay-stripe")
    fill = tag("rect", width="6", height="6", class_="pay-stripe-fill")
    pattern = tag(
        "pattern", fill, shape, id="pay-stripes", width="6", height="6", patternUnits="userSpaceOnUse"
    )
    return tag("defs", pattern)
