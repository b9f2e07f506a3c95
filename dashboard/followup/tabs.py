"""The tabs of Följ upp: each a line here, shown where its page has something to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dash import html

from dashboard.components.count_badge import count_badge
from dashboard.login.current import current
from dashboard.login.waiting import waiting_by_page
from dashboard.serve.links import FORM_PAGES, PAGES, page_href, query_from
from dashboard.submissions.states import DECIDERS
from dashboard.uploads.rights import may_bring_files
from dashboard.words.words import Words
from geodata.region.region import Region


@dataclass(frozen=True)
class Tab:
    """One tab: the page that it leads to, what it is called, and which regions have it.

    Attributes
    ----------
    page : str
        Key of `links.PAGES`.
    name : str
        Catalogue key.
    shows : callable
        Whether a region has it.
    """

    page: str
    name: str
    shows: Callable[[Region], bool]


TABS: Final[list[Tab]] = [
    Tab("followup", "followup.tab.contracts", lambda region: region.has_follow_up),
    Tab("changes", "ui.page.changes", lambda _: current().role in DECIDERS),
    Tab("upload", "ui.page.upload", lambda _: may_bring_files()),
]
"""In the order shown. Whoever adds a page under Följ upp adds its tab."""


def tab_row(region: Region, words: Words, page: str, search: str, tabs: Sequence[Tab] = TABS) -> html.Nav:
    """The tabs of the page head, the open one marked."""
    waiting = waiting_by_page()
    shown = [tab for tab in tabs if tab.shows(region) or tab.page == page]
    return html.Nav(
        [_tab(tab, waiting.get(tab.page, 0), words, page, search) for tab in shown],
        className="followup-tabs",
        **{"aria-label": words("followup.tabs")},
    )


def _tab(tab: Tab, count: int, words: Words, page: str, search: str) -> html.A:
    badge = [" ", count_badge(count, words)] if count else []
    return html.A(
        [words(tab.name), *badge],
        href=page_href({**PAGES, **FORM_PAGES}[tab.page], words.language, query_from(page, tab.page, search)),
        **({"aria-current": "page"} if tab.page == page else {}),
        **{"data-keep": words.language},
    )
