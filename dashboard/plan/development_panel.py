"""The large chart of a key figure over the map's lower part, empty until a small line is pressed."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words


def development_panel(words: Words) -> html.Section:
    """Head, chart, slider and table of one development, woken by the page's script."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("", id="development-name"),
                    html.Button(
                        words("ui.close"), className="button", type="button", **{"data-development": "close"}
                    ),
                ],
                className="development-head",
            ),
            html.Div(id="development-chart", className="development-chart"),
            html.Div(
                [
                    html.Button(
                        words("development.play"),
                        className="button is-main",
                        type="button",
                        **{
                            "data-development": "play",
                            "data-play": words("development.play"),
                            "data-pause": words("development.pause"),
                        },
                    ),
                    html.Span(id="development-slider", className="slider"),
                    html.P("", id="development-status", role="status"),
                ],
                className="development-steps",
            ),
            html.Div(id="development-notes", className="development-notes"),
            html.Details(
                [
                    html.Summary(words("development.table")),
                    html.Div(id="development-table", className="development-table", tabIndex="0"),
                ]
            ),
        ],
        id="development",
        className="development",
        hidden=True,
        **{
            "aria-labelledby": "development-name",
            "data-period": words("ui.field.period.name"),
            "data-failed": words("development.failed"),
            "data-loading": words("ui.loading"),
        },
    )
