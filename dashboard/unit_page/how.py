"""Hur går det för oss: a unit's latest figures beside all it is compared with, and who does better."""

from __future__ import annotations

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import read_comparison_question
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.serve.links import PAGES, page_href
from dashboard.words.words import Words
from geodata.assessment.assessment import assess
from geodata.comparison.thresholds import breaches
from geodata.region.region import Region
from geodata.scenario.scenario import parse


def how_section(region: Region, unit_id: str, words: Words) -> Markup:
    """A table of the unit's figures: own, comparable, who does better, the threshold and since when.

    Parameters
    ----------
    region : Region
    unit_id : str
    words : Words
    """
    form = str(region.units.at[unit_id, "care_form"])
    assessment = assess(region, parse(region, {"care_form": form}))
    rows: list[list[Cell]] = []
    position = list(assessment.units.index).index(unit_id)
    for indicator in region.settings.indicators:
        record = {"form": form, "ind": indicator, "unit": unit_id}
        question = read_comparison_question(assessment, record)
        if question is None or question.indicator != indicator or question.unit != position:
            continue
        comparison = IndicatorComparison(assessment, question)
        value = float(comparison.figures.value[position])
        if value != value:
            continue
        rows.append(_row(region, indicator, comparison, position, value, form, words))
    if not rows:
        return tag("p", words("my_unit.how.none"), class_="quiet")
    headings = [words(f"my_unit.how.{key}") for key in ("what", "ours", "all", "better", "threshold")]
    return plain_table(words("my_unit.how.title"), headings, rows, numbers=(1, 2, 3))


def _row(
    region: Region,
    indicator: str,
    comparison: IndicatorComparison,
    at: int,
    value: float,
    form: str,
    words: Words,
) -> list[Cell]:
    definition = region.settings.indicators[indicator]
    period = comparison.question.period
    unit_id = str(region.units.index[at])
    query = f"form={form}&ind={indicator}&unit={unit_id}"
    name = tag("a", words.of(definition.name), href=page_href(PAGES["compare"], words.language, query))
    ours = words.measure(value, definition.unit)
    mean = comparison.figures.mean
    every = words("my_unit.how.mean", value=words.measure(mean, definition.unit), count=len(comparison.among))
    below = next((each for each in breaches(region, indicator, period) if each.unit == at), None)
    if definition.threshold is None:
        threshold = words("my_unit.how.no_threshold")
    else:
        limit = words.measure(definition.threshold, definition.unit)
        threshold = (
            words("my_unit.how.fine", limit=limit)
            if below is None
            else words("my_unit.how.below", limit=limit, since=words.moment(below.since or period))
        )
    css = "is-bad" if below else ""
    shown = tag("span", ours, " ", tag("small", words.period(period)))
    return [name, shown, every, words.count(len(comparison.better)), (threshold, css)]
