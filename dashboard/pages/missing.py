"""An address where no page stands: which it was, what was perhaps meant, and what there is."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from dash import html

from dashboard.components.text_page import text_page
from dashboard.serve.links import MISSING, PAGES, REFERENCE, page_href, tabs_of
from dashboard.serve.route_needs import page_hidden, shown_pages
from dashboard.words.words import Words
from geodata.region.region import Region

PATH_MOST: Final = 80
"""Characters of an address that are told: what is longer is nobody's mistake in writing."""
ALIKE: Final = 0.6
"""From where on two addresses are taken for each other, of 1 for the same."""


def missing_page(region: Region, words: Words, path: str, search: str) -> html.Div:
    """What is said of an address that leads nowhere, with every page there is.

    Parameters
    ----------
    region : Region
    words : Words
    path : str
        "/nagot".
    search : str
        The address's query.
    """
    shortened = path if len(path) <= PATH_MOST else f"{path[:PATH_MOST]}…"
    shown = shown_pages((*tabs_of(region), *REFERENCE, "embed"), region.hidden)
    meant = page_meant(path)
    meant = meant if not page_hidden(meant, region.hidden) else ""
    language = words.language
    return text_page(
        region,
        words,
        MISSING,
        search,
        [
            html.P(words("missing.what", path=shortened)),
            html.P(
                [
                    words("missing.meant"),
                    " ",
                    html.A(words(f"ui.page.{meant}"), href=page_href(PAGES[meant], language)),
                    "?",
                ]
            )
            if meant
            else None,
            html.H2(words("missing.pages")),
            html.Ul(
                [
                    html.Li(
                        [
                            html.A(words(f"ui.page.{page}"), href=page_href(address, language)),
                            f": {words(f'missing.holds.{page}')}",
                        ]
                    )
                    for page, address in ((page, PAGES[page]) for page in shown)
                ]
            ),
            html.H2(words("missing.search")),
            html.P(
                [
                    html.A(words("missing.find"), href=page_href(PAGES["find"], language)),
                    " ",
                    words("missing.find_what"),
                ]
            ),
        ],
    )


def page_meant(path: str) -> str:
    """Key of the page whose address, in Swedish or in English, is most like a path; "" where none is.

    Parameters
    ----------
    path : str
        "/compare" or "/jamforr".
    """
    names = {address.strip("/"): page for page, address in PAGES.items() if address != "/"}
    names |= {page: page for page in PAGES} | {"planera": "plan"}
    first = path.strip("/").partition("/")[0].lower()
    found = get_close_matches(first, names, n=1, cutoff=ALIKE)
    return names[found[0]] if found else ""
