"""A page that whoever asks may not see: which role may, and where one logs in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dash import html

from dashboard.components.text_page import text_page
from dashboard.serve.audience import login_address
from dashboard.serve.links import PAGES, REFERENCE, TABS, page_href
from dashboard.serve.route_needs import shown_pages
from dashboard.words.words import Words
from geodata.contract.access_settings import ROLES, AccessSettings
from geodata.region.region import Region

REFUSED: Final = "refused"
"""Key of what stands instead."""


def refused_page(region: Region, words: Words, page: str, search: str, access: AccessSettings) -> html.Div:
    """What is said instead of a page, with the pages that there are.

    Parameters
    ----------
    region : Region
        As whoever asks may see it.
    words : Words
    page : str
        Key of the page that was asked for.
    search : str
        The address's query.
    access : AccessSettings
    """
    login = login_address()
    pages = shown_pages((*TABS, *REFERENCE), region.hidden)
    return text_page(
        region,
        words,
        REFUSED,
        search,
        [
            html.P(words("refused.what", page=words(f"ui.page.{page}"))),
            html.P(needed_sentence((page,), words, access)),
            html.P(html.A(words("refused.login"), href=login, className="button is-main")) if login else None,
            html.H2(words("missing.pages")),
            html.Ul(
                [
                    html.Li(
                        [
                            html.A(words(f"ui.page.{each}"), href=page_href(PAGES[each], words.language)),
                            f": {words(f'missing.holds.{each}')}",
                        ]
                    )
                    for each in pages
                ]
            ),
        ],
    )


def needed_sentence(pages: Collection[str], words: Words, access: AccessSettings) -> str:
    """Which roles may see one of some pages."""
    roles = [role for role in ROLES if role in access.roles and not _hidden(pages, role, access)]
    if not roles:
        return words("refused.nobody")
    return words("refused.roles", roles=", ".join(words(f"role.{role}") for role in roles))


def _hidden(pages: Collection[str], role: str, access: AccessSettings) -> bool:
    return bool(pages) and set(pages) <= set(access.of(role).hide_pages)
