"""One field that finds places, areas and municipalities: a combobox that assets/app/search.js wakes."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words


def search_field(words: Words, label: str) -> html.Div:
    """Search field, its list of hits and the status line about them."""
    return html.Div(
        [
            html.Div(**{"data-field": "", "data-label": label}),
            html.Div(
                id="search-list",
                className="search-list",
                role="listbox",
                hidden=True,
                **{"aria-label": label},
            ),
            html.Div(
                id="search-status",
                className="unseen",
                role="status",
                **{
                    "data-some": words("ui.search_some", count="{count}"),
                    "data-single": words("ui.search_one"),
                    "data-none": words("ui.search_none"),
                    "data-failed": words("ui.late"),
                },
            ),
        ],
        className="search",
        role="search",
    )
