"""The gap between the ends in every period, as a small line with its intervals."""

from __future__ import annotations

import math

from dashboard.components.markup import Markup, tag
from dashboard.components.shapes import label, line
from dashboard.tables.equity import EquityChoice
from dashboard.words.equity import signed
from dashboard.words.words import Words

WIDE, HIGH = 240.0, 190.0
TOP, SIDE, BOTTOM = 26.0, 18.0, 34.0


def equity_periods_line(choice: EquityChoice, words: Words) -> list[Markup]:
    """The last group less the first, period by period, beside no difference; nothing of fewer than two."""
    unit = choice.found.unit
    points = [(period, then.gap) for period, then in choice.periods if math.isfinite(then.gap.value)]
    if len(points) < 2:
        return []
    ends = [end for _, gap in points for end in (gap.value, gap.low, gap.high) if math.isfinite(end)]
    least, most = min([*ends, 0.0]), max([*ends, 0.0])

    def up(value: float) -> float:
        return TOP + (HIGH - TOP - BOTTOM) * (1 - (value - least) / ((most - least) or 1.0))

    step = (WIDE - 2 * SIDE) / (len(points) - 1)
    at = [SIDE + step * place for place in range(len(points))]
    parts: list[Markup] = [line(2, up(0.0), WIDE - 2, up(0.0), "equity-axis")]
    for x, (_, gap) in zip(at, points, strict=True):
        if math.isfinite(gap.low) and math.isfinite(gap.high):
            parts.append(line(x, up(gap.low), x, up(gap.high), "equity-interval"))
    path = " ".join(f"{x:.1f},{up(gap.value):.1f}" for x, (_, gap) in zip(at, points, strict=True))
    parts.append(tag("polyline", points=path, class_="equity-line"))
    for x, (_, gap) in zip(at, points, strict=True):
        parts.append(tag("circle", cx=f"{x:.1f}", cy=f"{up(gap.value):.1f}", r="3.5", class_="equity-dot"))
    parts.append(label(2, up(0.0) - 4, words.count(0), "equity-name is-start"))
    (first, begin), (last, end) = points[0], points[-1]
    for x, period, gap, css in ((2.0, first, begin, "is-start"), (WIDE - 2, last, end, "is-end")):
        parts.append(label(x, HIGH - 20, words.period_short(period), f"equity-name {css}"))
        parts.append(label(x, HIGH - 6, signed(gap.value, unit, words), f"equity-value {css}"))
    summary = words(
        "equity.over_periods",
        first=words.period(first),
        begin=signed(begin.value, unit, words),
        last=words.period(last),
        end=signed(end.value, unit, words),
    )
    svg = tag("svg", *parts, viewBox=f"0 0 {WIDE:g} {HIGH:g}", role="img", aria_label=summary)
    return [tag("figure", tag("figcaption", words("equity.periods")), svg, class_="equity-periods")]
