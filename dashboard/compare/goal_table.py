"""The year's targets: which are reached, and by how many units."""

from __future__ import annotations

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import indicators_of
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.words.words import Words
from geodata.comparison.goals import goal


def goal_table(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Table of the care form's indicators that have a target; a sentence where none has.

    Parameters
    ----------
    comparison : IndicatorComparison
        Each indicator is told of the page's period, where it has that; else of its own usual one.
    words : Words
    """
    rows: list[list[Cell]] = []
    reached = 0
    for key in indicators_of(comparison.assessment):
        other = comparison.on(key)
        definition = other.definition
        found = goal(other.judged, other.interval, definition)
        if found is None or not found.units:
            continue
        reached += found.reached
        target = words.measure(found.target, definition.unit)
        rows.append(
            [
                words.of(definition.name),
                words.period(other.question.period) or words("compare.no_period"),
                words(f"compare.goals.{definition.better}", value=target),
                words.measure(found.value, definition.unit),
                words("compare.goals.yes") if found.reached else (words("compare.goals.no"), "is-worse"),
                words("compare.goals.of", count=found.reaching, units=found.units),
                words("compare.goals.of", count=found.surely, units=found.units)
                if other.has_interval
                else (words("compare.no_interval"), "missing"),
            ]
        )
    if not rows:
        return [tag("p", words("compare.goals.none"), class_="note")]
    text = words("compare.goals.about", reached=reached, goals=len(rows))
    keys = ("goal", "period", "target", "value", "reached", "reaching", "surely")
    headings = [words(f"compare.goals.{key}") for key in keys]
    return [
        tag("p", text, class_="about"),
        plain_table(words("compare.goals.table"), headings, rows, (2, 3, 5, 6)),
    ]
