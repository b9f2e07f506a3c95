"""What the meeting page says of one step: its map, and by id the markup of each place on it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from dash import html

from dashboard.components import ids
from dashboard.components.layer_switch import legend_parts
from dashboard.components.markup import Markup, markup_of
from dashboard.drawing.tokens import palette
from dashboard.layers.base import Layer
from dashboard.map.view import map_view
from dashboard.presentation.figures import StepFigure
from dashboard.presentation.ranking import Ranked
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import Presentation
from dashboard.serve.links import page_href
from dashboard.words.layers import layer_words
from dashboard.words.scenario import scenario_name

Places = dict[str, list[Markup]]


def step_answer(
    this: StepContent, presentation: Presentation, newest: str, *, kept: bool
) -> dict[str, object]:
    """Everything the page needs to show a step.

    Parameters
    ----------
    this : StepContent
    presentation : Presentation
        That it is a step of.
    newest : str
        Version that is published now.
    kept : bool
        Whether the version that it was made on is still there.

    Returns
    -------
    dict
        `map`, `places`, `at` (where the map looks, "" where it follows the focus), `numbers` (areas that
        carry a number), and what is said of the step: `heading`, `note`, `next`, `has_before`, `before`.
    """
    request, words = this.request, this.request.words
    return {
        "map": _map(this),
        "places": {
            ids.PRESENT_WORDS: _words(this),
            ids.PRESENT_FIGURES: markup_of(_figures(this.figures)),
            ids.PRESENT_LEGEND: markup_of(_legend(this)),
            ids.PRESENT_RANKING: markup_of([_ranked(ranked) for ranked in this.ranking]),
            ids.PRESENT_FOOT: markup_of(_foot(this)),
            ids.PRESENT_LINES: markup_of([html.Li(line.text) for line in this.lines]),
            ids.PRESENT_VERSION: markup_of(_version(this, presentation, newest, kept=kept)),
        },
        "at": this.step.query.get("at", ""),
        "numbers": _numbers(this),
        "heading": this.heading,
        "note": this.note,
        "next": _next(this, presentation),
        "has_before": this.has_before,
        "before": this.before,
        "scenario": words("scenario.today")
        if this.before
        else this.display.name or scenario_name(request.assessment, words),
        "plan": page_href("/", words.language, this.step.view),
    }


def _map(this: StepContent) -> dict[str, object]:
    """The view that Planera would show, in the colours of the meeting theme."""
    on = this.display
    view = map_view(
        this.request.assessment,
        this.request.focus,
        set(on.layers),
        on.service,
        this.request.words,
        measure=on.measure,
        figure=on.figure,
        way=on.way,
        since=on.since,
    )
    view["held"] = _numbers(this)
    fill = view["fill"]
    if isinstance(fill, dict):
        fill["colours"] = [_dark(colour) for colour in fill["colours"]]
    return view


def _numbers(this: StepContent) -> list[int]:
    """Areas that carry their number on the map; none beside the name plates of a change."""
    return [] if this.request.assessment.scenario.changes else [ranked.area for ranked in this.ranking]


def _dark(colour: str) -> str:
    return palette("meeting").resolve(colour) if colour else ""


def _words(this: StepContent) -> list[Markup]:
    return markup_of([html.P(this.kicker, className="present-kicker"), html.H1(this.heading)])


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


def _legend(this: StepContent) -> list[html.Div]:
    """Of what colours the map, and the signs of what lies over it."""
    parts = []
    if this.legend is not None:
        parts.append(html.Div(_dyed(legend_parts(this.legend, this.request.words)), className="present-fill"))
    for layer in this.over:
        parts.append(_over(layer, this))
    return parts


def _over(layer: Layer, this: StepContent) -> html.Div:
    legend = layer.legend(this.request.assessment)
    name = html.P(layer_words(layer, "name", this.request.words))
    return html.Div(
        [name, *legend_parts(legend, this.request.words)[1:2]], className=f"present-over is-{layer.key}"
    )


def _dyed(parts: list[html.P | html.Ul]) -> list[html.P | html.Ul]:
    """The same legend in the colours of the meeting theme."""
    for part in parts:
        for row in part.children if isinstance(part, html.Ul) else ():
            style = getattr(row.children[0], "style", None)
            if style:
                row.children[0].style = {"backgroundColor": _dark(style["backgroundColor"])}
    return parts


def _ranked(ranked: Ranked) -> html.Li:
    return html.Li(
        [
            html.Span(str(ranked.number), className="present-number", **{"aria-hidden": "true"}),
            html.Strong(ranked.name),
            html.Span(ranked.summary),
        ]
    )


def _foot(this: StepContent) -> list[html.Span]:
    example = [html.Span(this.example, className="present-example")] if this.example else []
    return [html.Span(this.footer, className="present-source"), *example]


def _version(this: StepContent, presentation: Presentation, newest: str, *, kept: bool) -> list[html.P]:
    """That the data has changed since the presentation was made, and the way to either."""
    words, region = this.request.words, this.request.region
    lines = [html.P(line.text) for line in this.lines if line.kind == "unknown"]
    if presentation.region not in ("", region.settings.id):
        lines.append(html.P(words("presentation.other_region", region=presentation.region)))
    original = this.versions.original
    if not original or original == newest:
        return lines
    values = {"made": original[:6], "shown": region.version[:6]}
    if region.version == newest:
        way = [_to(original, words("presentation.show_made"))] if kept else []
        key = "presentation.newer" if kept else "presentation.newer_only"
        return [*lines, html.P([words(key, **values), " ", *way])]
    return [
        *lines,
        html.P([words("presentation.as_made", **values), " ", _to(newest, words("ui.version_newest"))]),
    ]


def _to(version: str, name: str) -> html.Button:
    return html.Button(name, className="link", **{"data-present": "version", "data-version": version})


def _next(this: StepContent, presentation: Presentation) -> str:
    """Heading of the step after, with the figures of its own view; "" after the last."""
    if this.at >= len(presentation.steps):
        return ""
    heading = presentation.steps[this.at].heading
    if "{" not in heading:
        return heading
    return step_content(presentation, this.at + 1, this.request.region, this.request.words).heading
