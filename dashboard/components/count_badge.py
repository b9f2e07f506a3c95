"""How many things wait for the reader, beside the name of where they do."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words


def count_badge(count: int, words: Words) -> html.Span:
    """The number on its disc, followed by what it counts for those who hear the page."""
    return html.Span(
        [words.count(count), html.Span(f" {words('ui.waiting')}", className="unseen")],
        className="count-badge",
    )
