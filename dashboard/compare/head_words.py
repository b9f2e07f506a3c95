"""What stands in the head of Jämför: whose page it is, how many are compared, what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.scope import beyond_words
from dashboard.compare.state import indicators_of
from dashboard.compare.words import size_words
from dashboard.components.markup import Markup
from dashboard.words.words import Words
from geodata.comparison.figures import base_periods
from geodata.region import periods


def head_words(comparison: IndicatorComparison, words: Words) -> dict[str, list[Markup]]:
    """What stands in the head, by the id of its place: title, facts, and what the lists hold.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
    """
    region = comparison.assessment.region
    form = region.settings.care_forms[comparison.assessment.scenario.care_form]
    at = comparison.question.unit
    places = _choices(comparison, words)
    count = len(comparison.among)
    compared = words("compare.facts_all", count=count, form=form.plural)
    if at < 0:
        return {
            **places,
            "compare-title": [words("compare.title_all", form=form.plural)],
            "compare-facts": [compared, *beyond_words(comparison, words)],
        }
    unit = region.units.iloc[at]
    area = int(unit["area"])
    size = comparison.profiles.size[at]
    lines = [
        str(region.areas["municipality"].iloc[area]) if area >= 0 else words("why.outside"),
        words.value(unit["operator"], "operator") if unit["operator"] else "",
        f"{words.count(size)} {words.inside(size_words(comparison, words))}" if np.isfinite(size) else "",
        "" if comparison.assessment.supply.open[at] else words("ui.unit_closed"),
        words("compare.facts_with", count=count) if at in comparison.among else compared,
    ]
    facts = " · ".join(line for line in lines if line)
    return {
        **places,
        "compare-title": [str(unit["name"])],
        "compare-facts": [facts, *beyond_words(comparison, words)],
    }


def _choices(comparison: IndicatorComparison, words: Words) -> dict[str, list[Markup]]:
    """What can be chosen in the head's lists: the indicators and periods of the care form."""
    region = comparison.assessment.region
    defined = region.settings.indicators
    base = base_periods(region, comparison.question.indicator)
    indicators = [(key, words.of(defined[key].name)) for key in indicators_of(comparison.assessment)]
    whens = [(key, words.period(key)) for key in periods.choices(base)] or [("", words("compare.no_period"))]
    return {
        "compare-ind": _options(indicators),
        "compare-with": _options(indicators),
        "compare-when": _options(whens),
    }


def unit_options(comparison: IndicatorComparison, words: Words) -> list[dict[str, str]]:
    """The care form's units by name, with where each stands: what the field of the head searches."""
    assessment = comparison.assessment
    areas, municipalities = assessment.units["area"].to_numpy(), assessment.region.areas["municipality"]

    def where(at: int) -> str:
        if not assessment.supply.placed[at]:
            return words("compare.placeless")
        return str(municipalities.iloc[areas[at]]) if areas[at] >= 0 else words("why.outside")

    found = [
        {"id": comparison.ids[at], "name": comparison.named(int(at), words), "where": where(int(at))}
        for at in np.flatnonzero(assessment.supply.in_scope)
    ]
    return sorted(found, key=lambda unit: words.sort_key(unit["name"]))


def _options(choices: Sequence[tuple[str, str]]) -> list[Markup]:
    return [["option", {"value": key}, text] for key, text in choices]
