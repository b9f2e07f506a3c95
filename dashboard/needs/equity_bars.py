"""Groups of people as bars with their intervals, and the line of the slope over those of need."""

from __future__ import annotations

import math

from dashboard.components.markup import Markup, tag
from dashboard.components.shapes import label, line
from dashboard.tables.equity import EquityChoice
from dashboard.words.equity import equity_sentence, group_name, measure_heading
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment

WIDE, HIGH = 360.0, 190.0
TOP, LEFT, RIGHT, BOTTOM = 26.0, 6.0, 6.0, 34.0
GAP = 12.0
"""Between two bars."""
LETTER = 6.0
"""How wide a letter of a label is, about."""


def equity_bars(choice: EquityChoice, assessment: Assessment, words: Words) -> Markup:
    """Bars in their order, each as high as its group's figure; of need each is as wide as its residents are.

    The rank of those who live there is the picture's width, so that the slope lies over the bars it is of.
    """
    found, region = choice.found, assessment.region
    ends = [
        end
        for group in found.groups
        for end in (group.estimate.value, group.estimate.low, group.estimate.high)
        if math.isfinite(end)
    ]
    ends += [end for end in (found.slope.least, found.slope.most) if math.isfinite(end)]
    most, least = max([*ends, 0.0]), min([*ends, 0.0])
    room = HIGH - TOP - BOTTOM

    def up(value: float) -> float:
        return TOP + room * (1 - (value - least) / ((most - least) or 1.0))

    step = (WIDE - LEFT - RIGHT) / max(len(found.groups), 1)
    parts: list[Markup] = [line(LEFT, up(0.0), WIDE - RIGHT, up(0.0), "equity-axis")]
    for at, group in enumerate(found.groups):
        middle = LEFT + step * (at + 0.5)
        name = group_name(region, choice.by, group.key, words)
        parts += [
            label(middle, HIGH - 20 + 13 * row, text, "equity-name")
            for row, text in enumerate(_broken(name, step))
        ]
        value, low, high = group.estimate.value, group.estimate.low, group.estimate.high
        if not math.isfinite(value):
            parts.append(label(middle, up(0.0) - 6, words("equity.nobody"), "equity-name"))
            continue
        above, below = sorted((up(0.0), up(value)))
        parts.append(
            tag(
                "rect",
                x=f"{middle - (step - GAP) / 2:.1f}",
                y=f"{above:.1f}",
                width=f"{step - GAP:.1f}",
                height=f"{max(below - above, 0.5):.1f}",
                class_="equity-bar",
            )
        )
        if math.isfinite(low) and math.isfinite(high):
            parts.append(line(middle, up(low), middle, up(high), "equity-interval"))
            parts += [
                line(middle - 5, up(each), middle + 5, up(each), "equity-interval") for each in (low, high)
            ]
        top = up(max(value, high if math.isfinite(high) else value, 0.0))
        parts.append(label(middle, top - 6, words.measure(value, found.unit), "equity-value"))
    if math.isfinite(found.slope.least):
        parts.append(line(LEFT, up(found.slope.least), WIDE - RIGHT, up(found.slope.most), "equity-slope"))
    sentence = equity_sentence(found, choice.by, assessment, words)
    heading = measure_heading(found.measure, assessment, words, found.unit)
    return tag(
        "figure",
        tag("figcaption", heading),
        tag(
            "svg",
            *parts,
            viewBox=f"0 0 {WIDE:g} {HIGH:g}",
            role="img",
            aria_label=words("equity.picture", measure=heading, gap=sentence.gap),
        ),
    )


def _broken(name: str, step: float) -> list[str]:
    """A label on one line, or on two where it is too long for one."""
    if len(name) * LETTER <= step or " " not in name:
        return [name]
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]
