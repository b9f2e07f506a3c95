"""The information mark: what a figure or a filter means, a press away and never in the way."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html


def info_mark(label: str, paragraphs: Sequence[str], source: str = "") -> html.Details:
    """Round "i" that opens a short text; works by keyboard and without any callback.

    Parameters
    ----------
    label : str
        What a screen reader calls the mark: "About: Residents within 20 min".
    paragraphs : sequence of str
    source : str
        Source and date, set smaller; "" for none.
    """
    text = [html.P(paragraph) for paragraph in paragraphs]
    if source:
        text.append(html.P(source, className="source"))
    return html.Details(
        [html.Summary("", **{"aria-label": label}), html.Div(text, className="info-text")],
        className="info",
    )
