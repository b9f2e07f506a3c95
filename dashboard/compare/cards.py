"""Frames of Jämför's two largest cards: the funnel, and the table of the same figures."""

from __future__ import annotations

from dash import html

from dashboard.components import ids
from dashboard.components.info import info_mark
from dashboard.words.words import Words


def funnel_card(words: Words) -> html.Section:
    """Card of the funnel, with what its limits allow for and what its signs mean."""
    bands = html.Div(
        [
            html.Button(words(f"compare.band.{key}"), **{"data-one": "band", "data-value": key})
            for key in ("chance", "spread")
        ],
        className="segments",
        role="group",
        **{"aria-label": words("compare.band.name")},
    )
    about = [words("compare.funnel.how"), words("compare.spread.how")]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(
                        [words("compare.funnel.title"), " ", info_mark(words("compare.funnel.mark"), about)],
                        id="compare-funnel-title",
                    ),
                    bands,
                ],
                className="card-head",
            ),
            html.P(id="compare-funnel-about", className="about"),
            html.Div(id="compare-funnel", className="fill funnel"),
            html.Div(
                [html.Div(id="compare-legend", className="funnel-legend"), html.P(id="compare-spread")],
                className="funnel-foot",
            ),
        ],
        className="compare-card is-funnel",
        **{"aria-labelledby": "compare-funnel-title"},
    )


def table_card(words: Words) -> html.Section:
    """Card of the table: which units it shows, the units chosen, and the link to the file."""
    shows = html.Div(
        [
            html.Button(words(f"compare.show.{key}"), **{"data-one": "show", "data-value": key})
            for key in ("better", "alike", "picked", "all")
        ],
        className="segments",
        role="group",
        **{"aria-label": words("compare.show.name")},
    )
    shows = html.Div(
        [html.Span(words("compare.show.label"), **{"aria-hidden": "true"}), shows], className="compare-shows"
    )
    return html.Section(
        [
            html.Div(
                [
                    html.H2(
                        [
                            words("compare.table"),
                            " ",
                            info_mark(
                                words("compare.note.mark"),
                                [words(f"compare.note.{key}") for key in ("interval", "place", "against")],
                            ),
                        ],
                        id="compare-table-title",
                    ),
                    html.Div(id="compare-picked", className="picked", role="status"),
                    *(
                        html.A(words(f"compare.file.{key}"), id=id_, href="#", download="", className="link")
                        for key, id_ in (("get", ids.COMPARE_CSV), ("about", ids.COMPARE_TXT))
                    ),
                    shows,
                ],
                className="card-head",
            ),
            html.Div(
                id="compare-table",
                className="table-scroll fill",
                tabIndex="0",
                role="region",
                **{"aria-labelledby": "compare-table-title"},
            ),
            html.P(id="compare-table-note", className="note"),
        ],
        id="compare-table-box",
        className="compare-card is-table",
        tabIndex="-1",
    )
