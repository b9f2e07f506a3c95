"""What the meeting page says of one step: its map, and by id the markup of each place on it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from dash import html

from dashboard.components import ids
from dashboard.components.layer_switch import legend_parts
from dashboard.components.markup import Markup, markup_of
from dashboard.drawing.window import change_box
from dashboard.layers.base import Layer
from dashboard.map.payload import map_payload
from dashboard.presentation.figures import StepFigure
from dashboard.presentation.lines import pointed_at
from dashboard.presentation.ranking import Ranked
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import Presentation
from dashboard.serve.links import page_href
from dashboard.words.layers import layer_words
from dashboard.words.scenario import scenario_name
from geodata.geometry.world import lonlat

Places = dict[str, list[Markup]]


def step_answer(
    content: StepContent, presentation: Presentation, newest: str, *, kept: bool
) -> dict[str, object]:
    """Everything the page needs to show a step.

    Parameters
    ----------
    content : StepContent
    presentation : Presentation
        That it is a step of.
    newest : str
        Version that is published now.
    kept : bool
        Whether the version that it was made on is still there.

    Returns
    -------
    dict
        `map`, `places`, `bounds` (of the change that the map looks at, else None), `at` (where it looks
        then, "" where it follows the focus), and what is said of the step: `heading`, `note`, `next`,
        `has_before`, `before`.
    """
    request, words = content.request, content.request.words
    return {
        "map": _map(content),
        "places": {
            ids.PRESENT_WORDS: _words(content),
            ids.PRESENT_FIGURES: markup_of([*_side(content), *_figures(content.figures)]),
            ids.PRESENT_LEGEND: markup_of(_legend(content)),
            ids.PRESENT_RANKING: markup_of(_ranking(content)),
            ids.PRESENT_FOOT: markup_of(_foot(content)),
            ids.PRESENT_LINES: markup_of(_lines(content)),
            ids.PRESENT_VERSION: markup_of(_version(content, presentation, newest, kept=kept)),
        },
        "bounds": _bounds(content),
        "at": content.step.query.get("at", ""),
        "heading": content.heading,
        "note": content.note,
        "next": _next(content, presentation),
        "has_before": content.has_before,
        "before": content.before,
        "scenario": words("scenario.today")
        if content.before
        else content.display.name or scenario_name(request.assessment, words),
        "plan": page_href("/", words.language, content.step.view),
    }


def _bounds(content: StepContent) -> list[list[float]] | None:
    """South-west and north-east of the change that a step is about, degrees."""
    box = change_box(content.changed, content.step.query.get("at", ""))
    if box is None:
        return None
    west, north, east, south = box
    corners = lonlat(np.array([[west, south], [east, north]]))
    return [[round(lat, 5), round(lon, 5)] for lon, lat in corners.tolist()]


def _map(content: StepContent) -> dict[str, object]:
    """The view that Planera would show, with the numbers of the ranking in their areas."""
    request = content.request
    view = map_payload(request.assessment, request.focus, content.display, request.words)
    view["ranked"] = [ranked.area for ranked in content.ranking]
    return view


def _words(content: StepContent) -> list[Markup]:
    return markup_of([html.P(content.kicker, className="present-kicker"), html.H1(content.heading)])


def _side(content: StepContent) -> list[html.P]:
    """Which side of a change the figures are of."""
    if not content.has_before:
        return []
    side = "today" if content.before else "scenario"
    return [html.P(content.request.words(f"present.say.{side}"), className=f"present-side is-{side}")]


def _figures(figures: Iterable[StepFigure]) -> list[html.Div]:
    return [
        html.Div(
            [
                html.P(
                    figure.value_text,
                    className="present-value" + ("" if _is_number(figure) else " is-words"),
                ),
                html.P(figure.words, className="present-says"),
                *([html.P(figure.against, className="present-against")] if figure.against else []),
            ],
            className="present-big" if not at else "present-second",
        )
        for at, figure in enumerate(figures)
    ]


def _is_number(figure: StepFigure) -> bool:
    return figure.value is not None and math.isfinite(figure.value)


def _legend(content: StepContent) -> list[html.Div]:
    """Of what colours the map, and the signs of what lies over it."""
    parts = []
    if content.legend is not None:
        parts.append(html.Div(legend_parts(content.legend, content.request.words), className="present-fill"))
    for layer in content.over:
        parts.append(_over(layer, content))
    for _, text in pointed_at(content.request, content.display):
        parts.append(html.Div(html.P(text, className="note"), className="present-over"))
    return parts


def _over(layer: Layer, content: StepContent) -> html.Div:
    legend = layer.legend(content.request.assessment)
    name = html.P(layer_words(layer, "name", content.request.words))
    return html.Div(
        [name, *legend_parts(legend, content.request.words)[1:2]], className=f"present-over is-{layer.key}"
    )


def _ranking(content: StepContent) -> list[html.Li]:
    """The first places with their numbers, and what the numbers on the map are."""
    if not content.ranking:
        return []
    key = html.Li(content.request.words("presentation.ranking_key"), className="present-ranking-key")
    return [*(_ranked(ranked) for ranked in content.ranking), key]


def _ranked(ranked: Ranked) -> html.Li:
    return html.Li(
        [
            html.Span(str(ranked.number), className="present-number", **{"aria-hidden": "true"}),
            html.Strong(ranked.name),
            html.Span(ranked.summary),
        ]
    )


def _foot(content: StepContent) -> list[html.Span]:
    example = [html.Span(content.example, className="present-example")] if content.example else []
    return [html.Span(content.footer, className="present-source"), *example]


def _lines(content: StepContent) -> list[html.Li]:
    """The small print; the view's address has a button of its own."""
    words = content.request.words
    return [
        html.Li(f"{words(f'export.about.{line.kind}')}: {line.text}")
        for line in content.lines
        if line.kind != "link"
    ]


def _version(content: StepContent, presentation: Presentation, newest: str, *, kept: bool) -> list[html.P]:
    """That the data has changed since the presentation was made, and the way to either."""
    words, region = content.request.words, content.request.region
    lines = [html.P(line.text) for line in content.lines if line.kind == "unknown"]
    if presentation.region not in ("", region.settings.id):
        lines.append(html.P(words("presentation.other_region", region=presentation.region)))
    original = presentation.version
    if not original or original == newest:
        return lines
    values = {"made": original[:6], "shown": region.version[:6]}
    if region.version == newest:
        link = [_to(original, words("presentation.show_made"))] if kept else []
        key = "presentation.newer" if kept else "presentation.newer_only"
        return [*lines, html.P([words(key, **values), " ", *link])]
    return [
        *lines,
        html.P([words("presentation.as_made", **values), " ", _to(newest, words("ui.version_newest"))]),
    ]


def _to(version: str, name: str) -> html.Button:
    return html.Button(name, className="link", **{"data-present": "version", "data-version": version})


def _next(content: StepContent, presentation: Presentation) -> str:
    """Heading of the step after, with the figures of its own view; "" after the last."""
    if content.at >= len(presentation.steps):
        return ""
    heading = presentation.steps[content.at].heading
    if "{" not in heading:
        return heading
    return step_content(presentation, content.at + 1, content.request.region, content.request.words).heading
