"""What a scenario does, in people: who gets a shorter way, who a longer, and who passes the limit."""

from __future__ import annotations

import math

from dash import html

from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.effects import Affected
from geodata.focus.place import Place


def effect_parts(assessment: Assessment, focus: Place, words: Words) -> list[html.Div | html.P]:
    """Two boxes, and a sentence on the limit; of the residents in focus."""
    found = assessment.effects(focus.areas)
    limit = assessment.scenario.limit_min
    passes = [
        words(f"scenario.{key}", count=count, limit=limit)
        for key in ("within", "beyond", "reached", "lost")
        if (count := getattr(found, key))
    ]
    sentence = ". ".join(passes) + "." if passes else words("scenario.passes_nobody", limit=limit)
    bent = [html.P(words("scenario.rules"), className="facts")] if assessment.scenario.rules else []
    return [
        html.Div(
            [_box("shorter", found.shorter, words), _box("longer", found.longer, words)], className="effects"
        ),
        html.P(sentence, className="facts"),
        *bent,
    ]


def _box(side: str, of: Affected, words: Words) -> html.Div:
    if not of.persons:
        return html.Div(html.Span(words(f"scenario.nobody_{side}")), className=f"effect is-{side}")
    mean = (
        []
        if math.isnan(of.mean_min)
        else [html.Span(words(f"scenario.mean_{side}", minutes=words.change(of.mean_min)))]
    )
    return html.Div(
        [html.Strong(words.count(of.persons)), html.Span(words(f"scenario.{side}")), *mean],
        className=f"effect is-{side}",
    )
