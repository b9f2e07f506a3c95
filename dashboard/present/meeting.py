"""Presentera in a meeting: the frame of a step, and the window of notes beside it."""

from __future__ import annotations

from dash import html

from dashboard.components import ids
from dashboard.components.base_map import base_map
from dashboard.components.messages import message, try_again
from dashboard.components.take_along import take_presentation
from dashboard.words.words import Words
from geodata.region.region import Region

KEYS = ("next", "back", "ends", "steps", "full", "today", "notes", "black", "help", "leave")
"""What the keys do, `present.key.<key>`, in the order told."""


def meeting(region: Region, words: Words, address_notice: html.Div | None) -> html.Main:
    """A step: its map, words, figures, legend, ranking, tools and foot, filled in by assets/page-present.

    Parameters
    ----------
    region : Region
    words : Words
    address_notice : Div or None
        What the address says that there is not.
    """
    return html.Main(
        [
            html.Section(base_map(region), className="stage present-map", **{"aria-label": words("ui.map")}),
            html.Section(
                [
                    *([address_notice] if address_notice else []),
                    html.Div(id=ids.PRESENT_VERSION, className="present-version"),
                    html.Div(id=ids.FAILURES, style={"display": "contents"}),
                    html.Div(
                        message([words("ui.late"), " ", try_again(words)], error=True), id="late", hidden=True
                    ),
                    html.Div(id=ids.PRESENT_WORDS),
                    html.Div(id=ids.PRESENT_FIGURES, className="present-figures"),
                    html.Div(id=ids.PRESENT_LEGEND, className="present-legend"),
                ],
                className="present-left",
                tabIndex="0",
                **{"aria-label": words("present.said")},
            ),
            html.Ol(id=ids.PRESENT_RANKING, className="present-ranking", hidden=True),
            _tools(words),
            html.Ol(
                id="present-strip",
                className="present-strip",
                hidden=True,
                **{"aria-label": words("present.steps")},
            ),
            html.Footer(
                [
                    html.Div(id=ids.PRESENT_FOOT, className="present-foot-words"),
                    html.Nav(
                        [
                            _press("back", "‹", words("present.back")),
                            html.Ol(id="present-dots", className="present-dots"),
                            _press("next", "›", words("present.next")),
                            html.Button(
                                [
                                    html.Span(id="present-count"),
                                    html.Span(words("present.overview"), className="unseen"),
                                ],
                                className="button present-count",
                                **{
                                    "data-present": "steps",
                                    "aria-expanded": "false",
                                    "aria-controls": "present-strip",
                                },
                            ),
                        ],
                        className="present-nav",
                        **{"aria-label": words("present.steps")},
                    ),
                ],
                className="present-foot",
            ),
            html.Div(id="present-said", className="unseen", role="status"),
            html.Div(id="present-black", className="present-black", hidden=True),
            _help(words),
        ],
        id="present",
        className="present",
    )


def _tools(words: Words) -> html.Div:
    """What is pressed seldom, in the upper right corner."""
    return html.Div(
        [
            html.Div(
                [
                    html.Button("", **{"data-present": "before", "aria-pressed": "false"}),
                    html.Button("", **{"data-present": "after", "aria-pressed": "true"}),
                ],
                id="present-change",
                className="segments",
                role="group",
                hidden=True,
                **{"aria-label": words("present.change")},
            ),
            _press("notes", words("present.notes")),
            _press("full", words("present.full")),
            html.Details(
                [
                    html.Summary(words("present.sources"), className="button"),
                    html.Ul(id=ids.PRESENT_LINES, className="present-lines", tabIndex="0"),
                ],
                id="present-sources",
            ),
            take_presentation(words, step=True),
            _press("help", words("present.keys")),
            html.A(words("present.say.open_plan"), id="present-plan", href="/", className="button"),
            html.A(words("present.leave"), id="present-leave", href="/presentera", className="button"),
        ],
        id="present-tools",
        className="present-tools",
        role="toolbar",
        **{"aria-label": words("present.tools")},
    )


def _press(what: str, text: str, name: str = "") -> html.Button:
    return html.Button(
        text, className="button", **{"data-present": what, **({"aria-label": name} if name else {})}
    )


def _help(words: Words) -> html.Dialog:
    rows = [
        html.Tr([html.Th(words(f"present.keys_of.{key}"), scope="row"), html.Td(words(f"present.key.{key}"))])
        for key in KEYS
    ]
    return html.Dialog(
        [
            html.H2(words("present.keys"), id="present-help-title"),
            html.Table(html.Tbody(rows)),
            html.Button("", className="check", role="checkbox", **{"data-present": "letters"}),
            html.P(html.Button(words("ui.close"), className="button", **{"data-present": "close"})),
        ],
        id="present-help",
        className="present-help",
        **{"aria-labelledby": "present-help-title"},
    )


def notes(words: Words) -> html.Main:
    """Notes for the presenter: the current note, the next heading and the time."""
    return html.Main(
        [
            html.P([html.Span(id="notes-count"), html.Span(id="notes-clock")], className="notes-top"),
            html.H1(id="notes-heading"),
            html.Div(id="notes-note", className="notes-note", tabIndex="0"),
            html.P(id="notes-next", className="notes-next"),
            html.P(
                [
                    _press("back", words("present.back")),
                    _press("next", words("present.next")),
                    html.Span(id="notes-passed"),
                    _press("restart", words("present.restart")),
                ],
                className="present-acts",
            ),
            html.Div(id="present-said", className="unseen", role="status"),
        ],
        id="present-notes",
        className="present-notes",
    )
