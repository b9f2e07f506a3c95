"""How to use Hitta, in plain words, and where every question is answered."""

from __future__ import annotations

from dash import html

from dashboard.components.shortcuts import shortcut_button, shortcut_sheet
from dashboard.components.text_page import text_page
from dashboard.pages.questions import question_list
from dashboard.serve.links import PAGES, page_href
from dashboard.words.travel import place_sentence, travel_sentence
from dashboard.words.words import Words
from geodata.region.region import Region

STEPS = ("where", "sort", "filter", "facts", "compare", "keys", "position", "untold")


def help_page(region: Region, words: Words, search: str) -> html.Div:
    """Instructions for Find, one short part per task; then the questions of all readers."""
    parts: list[html.H2 | html.P] = []
    for step in STEPS:
        parts += [html.H2(words(f"help.{step}.name")), html.P(words(f"help.{step}.text"))]
    return text_page(
        region,
        words,
        "help",
        search,
        [
            html.P(words("help.intro")),
            *parts,
            html.H2(words("find.how_sorted")),
            html.P([words("find.neutral"), " ", place_sentence(region, words)]),
            html.P(travel_sentence(region, words)),
            html.H2(words("shortcut.title")),
            html.P(words("shortcut.about")),
            html.P(shortcut_button(words)),
            shortcut_sheet(words),
            html.P(html.A(words("help.begin"), href=page_href(PAGES["find"], words.language))),
            *question_list(words, region.hidden),
        ],
    )
