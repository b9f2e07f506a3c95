"""One field that finds places, areas, units and addresses: a combobox that assets/app/search.js wakes."""

from __future__ import annotations

import json

from dash import html

from dashboard.words.words import Words

WORDS = ("address", "postcode", "town", "begins", "street", "outside", "led", "none")
KINDS = ("place", "muni", "area", "unit", "address", "postcode")
"""What can be searched for where the region has it, in the order said."""


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
                    "data-words": json.dumps(
                        {
                            **{key: words(f"ui.search_words.{key}") for key in WORDS},
                            "kinds": {kind: words(f"ui.search_kinds.{kind}") for kind in KINDS},
                        },
                        ensure_ascii=False,
                    ),
                    "data-failed": words("ui.late"),
                },
            ),
        ],
        className="search",
        role="search",
    )
