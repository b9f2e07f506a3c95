"""What a scenario does, in people: who gets a shorter way, who a longer, and who passes the limit."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dash import html

from dashboard.layers.difference import ComparedScenario
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.effects import Affected
from geodata.focus.place import Place

Texts = Mapping[str, str]
SINCE_TODAY: Texts = {
    "shorter": "scenario.shorter",
    "longer": "scenario.longer",
    "nobody_shorter": "scenario.nobody_shorter",
    "nobody_longer": "scenario.nobody_longer",
}
IN_ONE: Texts = {
    "shorter": "gap.shorter",
    "longer": "gap.longer",
    "nobody_shorter": "gap.nobody_shorter",
    "nobody_longer": "gap.nobody_longer",
}
"""What the boxes say of a scenario since today, and of one beside another."""


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


def versus_parts(
    assessment: Assessment, focus: Place, words: Words, name: str, versus: ComparedScenario
) -> list[html.Dl | html.Div | html.P]:
    """What two scenarios are called, and who has it nearer in which; of the residents in focus.

    Parameters
    ----------
    assessment : Assessment
        The first, A.
    focus : Place
    words : Words
    name : str
        What the first is called.
    versus : ComparedScenario
        The second, B.
    """
    found = assessment.effects(focus.areas, versus.other(assessment))
    names = (("A", name), ("B", second_name(assessment, versus, words)))
    return [
        html.Dl(
            [part for letter, text in names for part in (html.Dt(letter), html.Dd(text))], className="two"
        ),
        html.Div(
            [_box("shorter", found.shorter, words, IN_ONE), _box("longer", found.longer, words, IN_ONE)],
            className="effects",
        ),
        html.P(words("gap.same_question"), className="facts"),
    ]


def second_name(assessment: Assessment, versus: ComparedScenario, words: Words) -> str:
    """What the scenario compared with is called; of its changes where it was given no name."""
    return versus.other_name or scenario_name(versus.other(assessment), words)


def _box(side: str, of: Affected, words: Words, texts: Texts = SINCE_TODAY) -> html.Div:
    if not of.persons:
        return html.Div(html.Span(words(texts[f"nobody_{side}"])), className=f"effect is-{side}")
    mean = (
        []
        if math.isnan(of.mean_min)
        else [html.Span(words(f"scenario.mean_{side}", minutes=words.change(of.mean_min)))]
    )
    return html.Div(
        [html.Strong(words.count(of.persons)), html.Span(words(texts[side])), *mean],
        className=f"effect is-{side}",
    )
