"""The horizon in the rail: a slider over the years to come, and a way to play them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.measures.need import why_none
from geodata.needs.of_region import need_model_of

TICKS_MOST = 5
ROUND = (1, 2, 5, 10, 20)
"""Years between ticks."""


def horizon_field(assessment: Assessment, words: Words) -> list[Markup]:
    """Slider whose steps are the years of the projection; nothing where there are not two of them.

    It does not say which year is chosen, so that it stays in hand when another is: the page sets it.

    Parameters
    ----------
    assessment : Assessment
    words : Words
    """
    if why_none(assessment):
        return []
    offer = need_model_of(assessment.region, assessment.scenario.care_form).offer
    years = offer.horizons
    if len(years) < 2:
        return []
    name = words("ui.outlook.horizon")
    mark = info_mark(words("ui.about", what=name), [words("needs.about.horizon")])
    return [
        tag(
            "div",
            tag("span", tag("span", name, id="horizon-name"), *markup_of(mark)),
            tag("output", class_="value", data_horizon="value", for_="horizon-year"),
            class_="name",
        ),
        tag(
            "input",
            type="range",
            id="horizon-year",
            min="0",
            max=str(len(years) - 1),
            step="1",
            aria_labelledby="horizon-name",
            data_horizon="year",
            data_years=json.dumps(list(years)),
            data_usual=str(offer.default().horizon),
        ),
        tag("div", *(_tick(years, at) for at in ticks(years)), class_="ticks is-placed", aria_hidden="true"),
        _play(words),
    ]


def ticks(years: Sequence[int]) -> list[int]:
    """Positions of the round years among some, at most `TICKS_MOST`; else of the first and the last."""
    for apart in ROUND:
        at = [position for position, year in enumerate(years) if year % apart == 0]
        if 1 < len(at) <= TICKS_MOST:
            return at
    return [0, len(years) - 1]


def _tick(years: Sequence[int], at: int) -> Markup:
    return tag("span", str(years[at]), style=f"--at:{at / (len(years) - 1):.4f}")


def _play(words: Words) -> Markup:
    return tag(
        "button",
        words("development.play"),
        type="button",
        class_="button",
        data_horizon="play",
        data_play=words("development.play"),
        data_pause=words("development.pause"),
        data_step=words("ui.outlook.next_year"),
    )
