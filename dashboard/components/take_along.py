"""The button "Ta med": what is on the screen as files, the view and the table."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.serve.links import download_href
from dashboard.words.words import Words

VIEW = {"pdf": "PDF", "pptx": "PowerPoint", "png": "PNG", "svg": "SVG", "xlsx": "Excel"}
"""Formats of a view by their ending: map, heading, figures, legends and small print."""
TABLE = {"zip": "CSV", "xlsx": "Excel", "gpkg": "GeoPackage", "parquet": "GeoParquet"}
"""Formats of a table; the CSV comes as an archive with its metadata."""
PLACED = ("gpkg", "parquet")
"""Those of rows that lie somewhere."""


def take_along(
    version: str, table: str, record: Mapping[str, str], words: Words, *, has_places: bool = True
) -> html.Details:
    """Button that opens links to the view and the table as files.

    Parameters
    ----------
    version : str
        Of the data.
    table : str
        Key of the table that is shown; "" where it has no files.
    record : mapping
        Address keys of the question and the selection.
    words : Words
    has_places : bool
        Whether the table's rows lie somewhere.
    """
    view = [
        _link(f"/ta-med/{version}.{kind}", kind, name, "view", words) for kind, name in VIEW.items()
    ]  # the page adds its whole address when one is pressed
    rows = [
        _link(download_href(version, table, kind, record, words.language), kind, name, "table", words)
        for kind, name in TABLE.items()
        if table and (has_places or kind not in PLACED)
    ]
    groups = [("ui.take_view", view), *([("ui.take_table", rows)] if rows else [])]
    return html.Details(
        [
            html.Summary(words("ui.take"), className="button"),
            html.Div(
                [
                    part
                    for heading, links in groups
                    for part in (html.P(words(heading)), html.Div(links, className="take-links"))
                ],
                className="take-menu",
            ),
        ],
        className="take not-phone",
    )


WHOLE = {"pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
"""Formats of a whole presentation."""


def take_presentation(words: Words, *, step: bool) -> html.Details:
    """Download button of a presentation; the page sends the steps as they are when it is pressed.

    Parameters
    ----------
    words : Words
    step : bool
        Whether a step is shown that can be taken by itself.
    """
    groups = [("whole", WHOLE), *([("step", {**VIEW, "gpkg": "GeoPackage"})] if step else [])]
    menu: list[object] = []
    for what, kinds in groups:
        menu.append(html.P(words(f"ui.take_{what}")))
        menu.append(
            html.Div([_press(what, kind, kinds[kind], words) for kind in kinds], className="take-links")
        )
    return html.Details(
        [html.Summary(words("ui.take"), className="button"), html.Div(menu, className="take-menu")],
        className="take is-down" if step else "take is-down is-left",
    )


def _press(what: str, kind: str, name: str, words: Words) -> html.Button:
    label = words("ui.take_as", what=words(f"ui.take_{what}"), kind=name)
    return html.Button(
        name, className="button", **{"data-take": what, "data-kind": kind, "aria-label": label}
    )


def take_status(words: Words) -> html.Div:
    """Status line of a download, also for screen readers."""
    texts = {f"data-{word}": words(f"ui.take_{word}") for word in ("working", "done", "failed", "stopped")}
    return html.Div(id="take-said", role="status", **texts)


def _link(href: str, kind: str, name: str, what: str, words: Words) -> html.A:
    return html.A(
        name,
        href=href,
        className="button",
        **{"data-take": what, "aria-label": words(f"ui.take_{what}_{kind}")},
    )
