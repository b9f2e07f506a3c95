"""What a model pays each unit against what was really paid: on the line they are the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.components.markup import Markup, tag
from dashboard.needs.shapes import label, line
from dashboard.words.money import money, scale_of
from dashboard.words.words import Words

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 360.0, 216.0, 62.0, 14.0, 10.0, 38.0
NEAR: Final = 0.02
"""A deviation that counts as none."""
FARTHEST: Final = 0.2
"""Deviations beyond this share stand at the edge."""
NAMED: Final = 3
"""Units that are named, those that deviate most."""


def fit_chart(predicted: Floats, paid: Floats, near: Bools, names: Sequence[str], words: Words) -> Markup:
    """Two pictures of the same units: sums against sums, and deviations by what was paid.

    Parameters
    ----------
    predicted, paid : float64, shape (units,)
        Hundredths of the currency, above 0.
    near : bool, shape (units,)
        Whether the model is off by no more than `NEAR`.
    names : sequence of str
    words : Words
    """
    off = predicted / paid - 1
    return tag(
        "div",
        _sums(predicted, paid, near, words),
        _deviations(paid, off, near, names, words),
        class_="pay-fit",
    )


def _sums(predicted: Floats, paid: Floats, near: Bools, words: Words) -> Markup:
    """Both axes the same, by powers of ten, so that small units are seen too."""
    ticks = _powers(np.concatenate([predicted[predicted > 0], paid]))
    low, high = (math.log10(tick) for tick in (ticks[0], ticks[-1]))
    scale = scale_of([ticks[len(ticks) // 2]])

    def along(sums: Floats | float) -> Floats:
        share = (np.log10(np.maximum(sums, ticks[0])) - low) / (high - low)
        return np.asarray(share, dtype=np.float64)

    x = LEFT + (WIDE - LEFT - RIGHT) * along(paid)
    y = HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * along(predicted)
    parts: list[Markup] = []
    for tick in ticks:
        share = float(along(float(tick)))
        across, up = LEFT + (WIDE - LEFT - RIGHT) * share, HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * share
        text = money(words, tick, scale)
        parts += [
            line(LEFT, up, WIDE - RIGHT, up, "pay-grid"),
            line(across, TOP, across, HIGH - BOTTOM, "pay-grid"),
            label(LEFT - 6, up + 4, text, "pay-tick is-end"),
            label(across, HIGH - BOTTOM + 14, text, "pay-tick is-middle"),
        ]
    parts.append(line(LEFT, HIGH - BOTTOM, WIDE - RIGHT, TOP, "pay-same"))
    parts += _dots(x, y, near)
    return _picture(parts, words("payment_panel.fit.sums"), words("payment_panel.fit.paid"))


def _deviations(paid: Floats, off: Floats, near: Bools, names: Sequence[str], words: Words) -> Markup:
    ticks = _powers(paid)
    low, high = (math.log10(tick) for tick in (ticks[0], ticks[-1]))
    scale = scale_of([ticks[len(ticks) // 2]])
    most = min(max(float(np.abs(off).max()), 2 * NEAR), FARTHEST)
    middle, room = (TOP + HIGH - BOTTOM) / 2, (HIGH - TOP - BOTTOM) / 2 - 6

    def up(share: Floats | float) -> Floats:
        return np.asarray(middle - room * np.clip(share, -most, most) / most, dtype=np.float64)

    def across(sums: Floats | float) -> Floats:
        share = (np.log10(sums) - low) / (high - low)
        return np.asarray(LEFT + (WIDE - LEFT - RIGHT) * share, dtype=np.float64)

    above, below = float(up(NEAR)), float(up(-NEAR))
    parts: list[Markup] = [
        tag(
            "rect",
            x=f"{LEFT:.1f}",
            y=f"{above:.1f}",
            width=f"{WIDE - LEFT - RIGHT:.1f}",
            height=f"{below - above:.1f}",
            class_="pay-near",
        ),
        line(LEFT, middle, WIDE - RIGHT, middle, "pay-same"),
    ]
    for share in (most, NEAR, -NEAR, -most):
        parts.append(label(LEFT - 6, float(up(share)) + 4, words.signed(share, "share"), "pay-tick is-end"))
    for tick in ticks:
        at_tick = float(across(float(tick)))
        parts += [
            line(at_tick, TOP, at_tick, HIGH - BOTTOM, "pay-grid"),
            label(at_tick, HIGH - BOTTOM + 14, money(words, tick, scale), "pay-tick is-middle"),
        ]
    x, y = across(paid), up(off)
    parts += _dots(x, y, near)
    for at in _named(off, near):
        right = x[at] < WIDE * 0.6
        place = (x[at] + (6 if right else -6), y[at] + 4)
        parts.append(label(*place, names[at], "pay-name" if right else "pay-name is-end"))
    return _picture(parts, words("payment_panel.fit.deviation"), words("payment_panel.fit.paid"))


def _named(off: Floats, near: Bools) -> list[int]:
    order = np.argsort(-np.abs(off), kind="stable")[:NAMED]
    return [int(at) for at in order if not near[at]]


def _dots(x: Floats, y: Floats, near: Bools) -> list[Markup]:
    """All dots as two lines of no length: one element each, however many units there are."""

    def path(of: Bools, css: str) -> list[Markup]:
        places = " ".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(x[of], y[of], strict=True))
        return [tag("path", d=places, class_=f"pay-dots {css}")] if places else []

    return [*path(near, "is-near"), *path(~near, "is-off")]


def _powers(sums: Floats) -> list[int]:
    """The tens, hundreds and so on that hold all sums, hundredths; at least two."""
    low = math.floor(math.log10(float(sums.min())))
    high = math.ceil(math.log10(float(sums.max())))
    return [10**power for power in range(low, max(high, low + 1) + 1)]


def _picture(parts: list[Markup], title: str, axis: str) -> Markup:
    parts.append(label((LEFT + WIDE - RIGHT) / 2, HIGH - 6, axis, "pay-axis is-middle"))
    svg = tag("svg", *parts, viewBox=f"0 0 {WIDE:g} {HIGH:g}")
    return tag("figure", tag("figcaption", title), svg)
