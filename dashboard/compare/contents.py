"""Contents of Jämför: a link to every part that begins below the first screen."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words

PARTS = ("threshold", "profile", "goals", "choice", "pairs", "costs", "muni")
"""Keys of the parts below the plot, its table and the map, in the order of the page."""


def contents(words: Words) -> html.Nav:
    """Row of links to the parts of the page, each named as its heading."""
    links = [html.A(words(f"compare.{key}.title"), href=f"#compare-{key}-title") for key in PARTS]
    label = words("compare.contents")
    return html.Nav(
        [html.Span(label, **{"aria-hidden": "true"}), *links],
        className="compare-contents",
        **{"aria-label": label},
    )
