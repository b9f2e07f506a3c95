"""The buttons that take a change of the question back, and make it again."""

from __future__ import annotations

import json

from dash import html

from dashboard.layers.tariff_words import TariffWords
from dashboard.question.state import STORES
from dashboard.words.words import Words

WAYS = ("undo", "redo")
ON_THE_MAP = ("pin", "line", "reach")
"""Address keys of what is put on the map: taken back too."""


def undo_tool(words: Words) -> html.Div:
    """Buttons of both ways, with what each part of a question is called; nothing to take back at first."""
    keys = (*STORES["scenario"], *STORES["selection"], *TariffWords._fields, *ON_THE_MAP)
    return html.Div(
        [
            html.Button(
                [html.Span(className=f"sign-{way}"), html.Span(words(f"undo.{way}"))],
                className="button",
                **{
                    "data-undo": way,
                    "data-name": words(f"undo.{way}"),
                    "data-done": words(f"undo.{way}_done", what="{what}"),
                    "aria-disabled": "true",
                },
            )
            for way in WAYS
        ],
        className="undo-tool",
        role="group",
        **{
            "aria-label": words("undo.name"),
            "data-keys": json.dumps({key: words(f"address.key.{key}") for key in keys}, ensure_ascii=False),
        },
    )
