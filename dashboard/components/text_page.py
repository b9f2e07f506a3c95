"""A page to read: the header, a column of text, and nothing that moves."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.header import header
from dashboard.components.misread_notice import page_notice
from dashboard.serve.links import read_query
from dashboard.words.words import Words
from geodata.region.region import Region


def text_page(
    region: Region, words: Words, page: str, search: str, content: Sequence[Component | None]
) -> html.Div:
    """A page of plain text under its heading.

    Parameters
    ----------
    region : Region
    words : Words
    page : str
        Key of the page, of `links.PAGES` or `MISSING`; its name is the heading.
    search : str
        The address's query.
    content : sequence of component
        What stands under the heading; None is nothing.
    """
    parts = (page_notice(region, words, read_query(search)), *content)
    inside = [html.H1(words(f"ui.page.{page}")), *(part for part in parts if part is not None)]
    return html.Div(
        [
            header(region, words, page, search),
            html.Main(html.Div(inside, className="page-text"), className="scroll", tabIndex="0"),
            html.Div(
                id="state-keys",
                hidden=True,
                **{
                    "data-stores": "{}",
                    "data-defaults": "{}",
                    "data-limits": "{}",
                    "data-lang": words.language,
                },
            ),
        ],
        className="app",
    )
