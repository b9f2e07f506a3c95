"""Equal treatment: how densely the units of each operator are followed up, side by side."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.words.words import Words
from geodata.followup.done import Treatment
from geodata.followup.overview import Overview

FEWEST = 10
"""Units of an operator from which its rate is compared in a sentence: of fewer a single one decides."""


def treatment_bars(found: Overview, words: Words) -> list[Markup]:
    """A bar of each operator, and how much denser the densest is; or why there is nothing to compare."""
    if found.assessment.region.follow_ups is None:
        return [tag("p", words("followup.none.follow_ups_how"), class_="note")]
    rows = found.treatment
    if len(rows) < 2:
        return [tag("p", words("followup.equal.one"), class_="note")]
    most = max((each.rate or 0.0) for each in rows) or 1.0
    return [
        tag("p", words("followup.equal.how"), class_="about"),
        tag("ul", *[_bar(each, most, words) for each in rows], class_="bar-rows is-wide"),
        tag("p", _sentence(rows, words), class_="followup-late"),
    ]


def _bar(each: Treatment, most: float, words: Words) -> Markup:
    rate = each.rate or 0.0
    return tag(
        "li",
        tag("span", words(f"operator.{each.operator}"), class_="bar-name"),
        tag(
            "span",
            tag("span", class_="is-yes", style=f"width:{100 * rate / most:.2f}%"),
            class_="follow-bar is-goal",
            aria_hidden="true",
        ),
        tag(
            "span",
            tag("strong", words("followup.equal.rate", rate=words.number(rate, 2))),
            f" · {words('followup.equal.units', reached=each.reached, units=each.units)}",
            class_="bar-number",
        ),
    )


def _sentence(rows: list[Treatment], words: Words) -> str:
    enough = [each for each in rows if each.units >= FEWEST and each.rate is not None]
    if len(enough) < 2:
        return words("followup.equal.few", least=FEWEST)
    first, last = max(enough, key=lambda each: each.rate or 0), min(enough, key=lambda each: each.rate or 0)
    if not last.rate:
        return (
            words("followup.equal.only", most=words(f"operator.{first.operator}"))
            if first.rate
            else words("followup.equal.nobody")
        )
    times = (first.rate or 0.0) / last.rate
    if times < ALIKE:
        return words("followup.equal.alike")
    return words(
        "followup.equal.denser",
        most=words(f"operator.{first.operator}"),
        least=words.inside(words(f"operator.{last.operator}")),
        times=words.number(times, 1),
    )


ALIKE = 1.1
"""Times as dense from which a difference is worth a word."""
