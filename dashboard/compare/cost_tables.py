"""What visits cost: of the region's care forms side by side, and of the units shown."""

from __future__ import annotations

import numpy as np

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.words.words import Words
from geodata.comparison.costs import care_form_costs, costs

MOST = 50
"""Units told one by one; the rest is told as a number."""


def cost_tables(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Costs of the care forms, and of each unit shown, the largest first; in kronor and as shares.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
    """
    found = costs(comparison.assessment)
    forms = _care_forms(comparison, words)
    if not found.known:
        return [*forms, tag("p", words("why.no_costs"), class_="note")]
    shown = comparison.shown
    order = shown[np.argsort(-np.nan_to_num(found.total[shown], nan=-1.0), kind="stable")]
    rows: list[list[Cell]] = [
        [
            (comparison.names[at], "is-ours" if at == comparison.question.unit else ""),
            _cell(float(found.total[at]), "currency", words),
            _cell(float(found.share[at]), "share", words),
            _cell(float(found.per_visit[at]), "currency", words),
            _cell(float(found.covered[at]), "share", words),
        ]
        for at in order[:MOST]
    ]
    finite = found.per_visit[comparison.among]
    finite = finite[np.isfinite(finite)]
    median = words.measure(float(np.median(finite)), "currency") if len(finite) else words("why.missing")
    text = words(
        "compare.costs.about",
        median=median,
        share=words.share(float(np.nansum(found.share[shown]))),
        count=len(finite),
    )
    headings = [words(f"compare.costs.{key}") for key in ("unit", "total", "share", "per_visit", "covered")]
    rest = (
        [tag("p", words("compare.more", count=len(order) - MOST), class_="note")] if len(order) > MOST else []
    )
    units = plain_table(words("compare.costs.table"), headings, rows, (1, 2, 3, 4))
    return [*forms, tag("p", text, class_="note"), units, *rest]


def _care_forms(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Table of the care forms; none where no cost is known of any."""
    found = care_form_costs(comparison.assessment)
    if not any(np.isfinite(form.total) for form in found):
        return []
    defined = comparison.assessment.region.settings.care_forms
    ours = comparison.assessment.scenario.care_form
    rows: list[list[Cell]] = [
        [
            (words.of(defined[form.care_form].name), "is-ours" if form.care_form == ours else ""),
            _cell(form.total, "currency", words),
            _cell(form.share, "share", words),
            _cell(form.per_visit, "currency", words),
            _cell(form.per_resident, "currency", words),
        ]
        for form in found
    ]
    keys = ("form", "total", "share_of_forms", "per_visit", "per_resident")
    headings = [words(f"compare.costs.{key}") for key in keys]
    return [
        plain_table(words("compare.costs.forms"), headings, rows, (1, 2, 3, 4)),
        tag("p", words("compare.costs.services"), class_="note"),
    ]


def _cell(value: float, kind: str, words: Words) -> Cell:
    return words.measure(value, kind) if np.isfinite(value) else (words("compare.costs.withheld"), "missing")
