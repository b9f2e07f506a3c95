"""The bar at the top: whose map, which data, which language, and the link to this very view."""

from __future__ import annotations

from dash import html

from dashboard.serve.links import PAGES, TABS, page_href
from dashboard.words.words import LANGUAGES, Words
from geodata.region.region import Region


def header(region: Region, words: Words, page: str, query: str) -> html.Header:
    """Brand, pages, region, data version, language and a button that copies the address.

    Parameters
    ----------
    region : Region
    words : Words
    page : str
        Key of the page that is open, of `links.PAGES`.
    query : str
        The address's query, kept when the language changes.
    """
    return html.Header(
        [
            html.A(words("ui.product"), href=page_href("/", words.language), className="brand"),
            html.Nav(_links(words, page, query), className="tabs", **{"aria-label": words("ui.pages")}),
            html.Div(
                [
                    html.Strong(words.of(region.settings.name), className="region-name"),
                    html.Span(className="rule"),
                    html.Span(
                        [
                            words("ui.data_of", date=words.date(region.built[:10])),
                            " · ",
                            words("ui.version"),
                            " ",
                            html.Strong(region.version[:6]),
                        ],
                        className="data-date not-phone",
                    ),
                    _languages(words, page, query),
                    *([save_step_button(words, "button not-phone")] if page == "plan" else []),
                    share_button(words, "button not-phone"),
                    html.Details(
                        [
                            html.Summary(words("ui.menu"), className="button"),
                            html.Nav(_links(words, page, query), **{"aria-label": words("ui.pages")}),
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


def save_step_button(words: Words, look: str) -> html.Button:
    """Button that saves this view as a step of a presentation."""
    return html.Button(words("present.save_step"), className=look, **{"data-step": "save"})


def share_button(words: Words, look: str) -> html.Button:
    """Button that copies the address of this view."""
    return html.Button(
        words("ui.share"),
        className=look,
        **{
            "data-action": "share",
            "data-done": words("ui.share_done"),
            "data-failed": words("ui.share_failed"),
        },
    )


def _links(words: Words, page: str, query: str) -> list[html.A]:
    return [
        html.A(
            words(f"ui.page.{key}"),
            href=page_href(PAGES[key], words.language, query),
            **({"aria-current": "page"} if key == page else {}),
            **{"data-keep": words.language},
        )
        for key in TABS
    ]


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
