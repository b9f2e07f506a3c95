"""Jämför's whole answer to one address: what stands in each place, what is drawn, what the map shows."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from dashboard.compare.better_list import better_list
from dashboard.compare.chart import chart, map_payload
from dashboard.compare.choice_table import choice_table
from dashboard.compare.cost_tables import cost_tables
from dashboard.compare.goal_table import goal_table
from dashboard.compare.head_words import head_words, unit_options
from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.municipality_table import municipality_table
from dashboard.compare.scope import messages, scope
from dashboard.compare.sections import (
    correlation_table,
    pair_table,
    profile_table,
    threshold_list,
)
from dashboard.compare.state import read_comparison_question
from dashboard.compare.table import comparison_table
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.question.request import Request
from dashboard.words.disclosure import disclosure_sentence
from dashboard.words.words import Words
from geodata.comparison.figures import FEWEST_COMPARED
from geodata.comparison.peers import ALIKE
from geodata.region.few_cases import FEWEST

Places = dict[str, list[Markup]]


def compare_answer(request: Request, record: Mapping[str, str]) -> dict[str, object]:
    """The answer as JSON: `places` to fill, `chart`, `map`, `picked` and the address's own usual values.

    Parameters
    ----------
    request : Request
    record : mapping
        Keys and values of the address.
    """
    question = read_comparison_question(request.assessment, record)
    if question is None:
        return {
            "places": {
                "compare-title": [request.words("compare.title")],
                "compare-none": [request.words("compare.none")],
            }
        }
    comparison = IndicatorComparison(request.assessment, question)
    words = request.words
    return {
        "places": {
            **head_words(comparison, words),
            **_funnel_words(comparison, words),
            "compare-messages": messages(request, question.misread, record),
            "compare-scope": [scope(request.assessment, words)],
            "compare-better": better_list(comparison, words),
            "compare-better-about": _better_about(comparison, words),
            "compare-table": [comparison_table(comparison, words)],
            "compare-table-note": [_table_note(comparison, words)],
            "compare-picked": _picked(comparison, words),
            "compare-threshold": threshold_list(comparison, words),
            "compare-choice": choice_table(comparison.assessment, words),
            "compare-goals": goal_table(comparison, words),
            "compare-matrix": correlation_table(comparison, words),
            "compare-pairs": pair_table(comparison, words),
            "compare-profile": profile_table(comparison, words),
            "compare-costs": cost_tables(comparison, words),
            "compare-muni": municipality_table(
                request.assessment, question.municipality or _home(comparison), words
            ),
        },
        "now": {
            "ind": question.indicator,
            "when": question.period,
            "with": question.second,
            "show": question.show,
            "band": comparison.band,
            "like": ",".join(question.traits) or "none",
            "muni": question.municipality or _home(comparison),
        },
        "units": unit_options(comparison, words),
        "chart": chart(comparison, words),
        "map": map_payload(comparison, words),
    }


def _home(comparison: IndicatorComparison) -> str:
    """The municipality that our unit stands in; "" where there is none."""
    region = comparison.assessment.region
    area = int(region.units["area"].iloc[comparison.question.unit]) if comparison.question.unit >= 0 else -1
    return str(region.areas["municipality_id"].iloc[area]) if area >= 0 else ""


def _funnel_words(comparison: IndicatorComparison, words: Words) -> Places:
    counted = int(comparison.judged.counted.sum())
    if not counted:
        key = "none" if comparison.definition.unit == "share" else "no_share"
        return {"compare-funnel-about": [words(f"compare.funnel.{key}")], "compare-spread": []}
    beyond = np.abs(comparison.side) == 2
    text = words(
        "compare.funnel.about" if counted == len(comparison.among) else "compare.funnel.about_some",
        units=counted,
        all=len(comparison.among),
        least=FEWEST_COMPARED,
        above=int((comparison.side[beyond] > 0).sum()),
        below=int((comparison.side[beyond] < 0).sum()),
    )
    spread = comparison.spread
    ratio = words.number(spread.ratio, 1) if np.isfinite(spread.ratio) else ""
    key = "chance" if not spread.between else "counted" if comparison.band == "spread" else "more"
    return {
        "compare-funnel-about": [text, " ", _our_side(comparison, words)],
        "compare-spread": [words(f"compare.spread.{key}", ratio=ratio)] if ratio else [],
    }


def _our_side(comparison: IndicatorComparison, words: Words) -> str:
    at = comparison.question.unit
    if at < 0 or not comparison.judged.counted[at]:
        return words("compare.funnel.unknown", least=FEWEST_COMPARED) if at >= 0 else ""
    key = {-2: "below", -1: "low", 0: "within", 1: "high", 2: "above"}[int(comparison.side[at])]
    return words(f"compare.funnel.{key}")


def _better_about(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    if comparison.question.unit < 0:
        return [words("compare.better.choose")]
    traits = " · ".join(words(f"compare.trait.{trait}") for trait in comparison.question.traits) or words(
        "compare.trait.none"
    )
    about = words("compare.better.like", traits=traits, most=ALIKE)
    return [
        words("compare.better.told", count=len(comparison.alike)),
        " ",
        f"{words('compare.better.points')} " if comparison.definition.unit == "share" else "",
        *markup_of([info_mark(words("compare.better.mark"), [about, words("compare.better.how")])]),
    ]


def _table_note(comparison: IndicatorComparison, words: Words) -> str:
    figures = comparison.figures
    missing = int((~figures.known[comparison.among] & ~figures.few[comparison.among]).sum())
    few = int(figures.few[comparison.among].sum())
    region = comparison.assessment.region
    thin = int((figures.known & ~comparison.judged.known).sum())
    has_place = comparison.assessment.supply.placed[comparison.shown]
    source = comparison.definition.source
    parts = [
        words("compare.note.few", count=FEWEST, units=few) if few else "",
        words("compare.note.thin", least=FEWEST_COMPARED, units=thin) if thin else "",
        words("compare.note.missing", units=missing) if missing else "",
        words("compare.note.placeless", units=int((~has_place).sum())) if (~has_place).any() else "",
        disclosure_sentence(region, words) if region.protected else "",
        "" if comparison.has_interval else comparison.why_no_interval(words),
        words("compare.note.rates") if comparison.rates is not None else "",
        words("compare.note.exact") if comparison.definition.exact else "",
        words("compare.note.source", source=source) if source else "",
    ]
    return " ".join(part for part in parts if part)


def _picked(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """What can be done with the units that are chosen."""
    count = len(comparison.question.picked)
    if not count:
        return [tag("span", words("compare.picked.none"), class_="small")]
    region = comparison.assessment.region
    parts: list[Markup] = [tag("span", words("compare.picked.some", count=count), class_="strong")]
    if count == 1:
        id_ = str(region.units.index[comparison.question.picked[0]])
        parts.append(
            _act(
                words("compare.picked.ours"),
                json.dumps({"unit": id_, "picked": None, "drawn": None, "show": None}),
            )
        )
    parts.append(
        _act(words("compare.picked.clear"), json.dumps({"picked": None, "drawn": None, "show": None}))
    )
    return parts


def _act(text: str, patch: str) -> Markup:
    return tag("button", text, type="button", class_="link", data_set=patch)
