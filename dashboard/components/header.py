"""The bar at the top: what one does, whose map, what one looks up, which language, the link to this view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html

from dashboard.components.count_badge import count_badge
from dashboard.components.role_menu import role_menu, role_menu_on_phone
from dashboard.login.current import current
from dashboard.login.waiting import waiting_by_page
from dashboard.serve.links import FORM_PAGES, PAGES, REFERENCE, page_href, query_from, tabs_of
from dashboard.serve.route_needs import shown_pages
from dashboard.submissions.states import DECIDERS
from dashboard.words.words import LANGUAGES, Words
from geodata.region.region import Region

UNDER: Final = {"followup": ("changes", "planning", "upload")}
"""Pages that stand under a tab of another."""


def header(region: Region, words: Words, page: str, query: str) -> html.Header:
    """Brand, pages, region, the menu of what is looked up, language and a button that copies the address.

    Pages differ only to the left of all the rest, so that nothing moves from one to the next.

    Parameters
    ----------
    region : Region
    words : Words
    page : str
        Key of the page that is open, of `links.PAGES`.
    query : str
        The address's query, kept when the language changes.
    """
    tabs, reference = _tabs(region), shown_pages(REFERENCE, region.hidden)
    first = "plan" if "plan" in tabs else tabs[0]
    return html.Header(
        [
            html.A(words("ui.product"), href=page_href(PAGES[first], words.language), className="brand"),
            html.Nav(_links(tabs, words, page, query), className="tabs", **{"aria-label": words("ui.pages")}),
            html.Div(
                [
                    *([save_step_button(words, "button is-far")] if _has_steps(page, region) else []),
                    html.Strong(words.of(region.settings.name), className="region-name"),
                    html.Span(className="rule"),
                    html.Span(_published(region, words), className="published"),
                    _link("help", words, page, query, "help-link not-phone", words("ui.short.help")),
                    _reference(region, words, page, query),
                    _languages(words, page, query),
                    share_button(words, "button not-phone"),
                    *role_menu(words, _languages(words, page, query)),
                    html.Details(
                        [
                            html.Summary(words("ui.menu"), className="button"),
                            html.Div(
                                [
                                    html.Nav(
                                        _links((*tabs, *reference), words, page, query),
                                        **{"aria-label": words("ui.pages")},
                                    ),
                                    share_button(words, "link"),
                                    html.P(_published(region, words)),
                                    *role_menu_on_phone(words),
                                ],
                                className="menu-in",
                            ),
                        ],
                        className="menu only-phone",
                    ),
                ],
                className="top-right",
            ),
            html.Div(id="said", role="status"),
        ],
        className="top",
    )


def _tabs(region: Region) -> tuple[str, ...]:
    """What the reader does: who answers for a unit has its page first."""
    role = current().role
    own = ("unit",) if role == "unit_manager" else ()
    tabs = shown_pages(tabs_of(region), region.hidden)
    if role in DECIDERS and "followup" not in tabs:  # cases wait, whether or not there is more to follow up
        tabs = tuple(key for tab in tabs for key in ((tab, "changes") if tab == "plan" else (tab,)))
    return (*own, *tabs)


def _has_steps(page: str, region: Region) -> bool:
    """Whether a page's view can be made a step of a presentation."""
    return page == "plan" or (page == "followup" and region.has_follow_up)


def save_step_button(words: Words, look: str) -> html.Button:
    """Button that saves this view as a step of a presentation."""
    return html.Button(words("present.save_step"), className=look, **{"data-step": "save"})


def save_view_link(words: Words) -> list[html.A]:
    """Link to where this view is saved under a name; none where nobody is logged in."""
    if not current().is_logged_in:
        return []
    text, about = words("saved.save"), words("saved.save_title")
    attributes = {"data-keep": words.language, "aria-label": about}
    return [
        html.A(
            text, href=f"{FORM_PAGES['saved']}/ny", className="button save-view", title=about, **attributes
        )
    ]


def share_button(words: Words, look: str) -> html.Button:
    """Button that copies the address of this view."""
    return html.Button(
        [
            html.Span(words("ui.share"), className="wide"),
            html.Span(words("ui.short.share"), className="narrow"),
        ],
        className=look,
        **{
            "data-action": "share",
            "data-done": words("ui.share_done"),
            "data-failed": words("ui.share_failed"),
        },
    )


def _reference(region: Region, words: Words, page: str, query: str) -> html.Details:
    day = words.short_date(region.built[:10])
    return html.Details(
        [
            html.Summary([words("ui.data"), html.Span(f" {day}", className="wide")]),
            html.Div(
                [
                    html.P(_published(region, words)),
                    html.Nav(
                        _links(shown_pages(REFERENCE, region.hidden), words, page, query),
                        **{"aria-label": words("ui.reference")},
                    ),
                    html.P([words("ui.region"), " ", html.Strong(words.of(region.settings.name))]),
                ],
                className="menu-in",
            ),
        ],
        className="menu menu-data not-phone",
    )


def _published(region: Region, words: Words) -> list[str | html.Span]:
    return [
        words("ui.data_of", date=words.date(region.built[:10])),
        html.Span(f"{words('ui.version')} {region.version[:6]}", className="version"),
    ]


def _links(keys: Sequence[str], words: Words, page: str, query: str) -> list[html.A]:
    waiting = waiting_by_page()
    counts = {key: sum(waiting.get(each, 0) for each in (key, *UNDER.get(key, ()))) for key in keys}
    return [_link(key, words, page, query, count=counts[key]) for key in keys]


def _link(
    key: str, words: Words, page: str, query: str, look: str = "", name: str = "", count: int = 0
) -> html.A:
    text = name or words(f"ui.page.{key}")
    return html.A(
        [text, " ", count_badge(count, words)] if count else text,
        href=page_href({**PAGES, **FORM_PAGES}[key], words.language, query_from(page, key, query)),
        **({"className": look} if look else {}),
        **({"aria-current": "page"} if page in (key, *UNDER.get(key, ())) else {}),
        **{"data-keep": words.language},
    )


def _languages(words: Words, page: str, query: str) -> html.Nav:
    path = PAGES.get(page, "")  # of no page: the address as it stands
    return html.Nav(
        [
            html.A(
                language.upper(),
                href=page_href(path, language, query),
                lang=language,
                title=words(f"ui.language.{language}"),
                **({"aria-current": "true"} if language == words.language else {}),
                **{
                    "data-keep": language,
                    "aria-label": f"{language.upper()}, {words(f'ui.language.{language}')}",
                },
            )
            for language in LANGUAGES
        ],
        className="segments",
        **{"aria-label": words("ui.language.name")},
    )
