"""A page of forms as plain HTML under the usual header: it works by keyboard and without any script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.components.header import header
from dashboard.components.markup import Markup, document_start, html_of, markup_of, tag
from dashboard.serve.site_address import beneath
from dashboard.words.titles import page_title
from dashboard.words.words import Words
from geodata.region.region import Region

STYLES = ("fonts.css", "tokens.css", "layout.css")


def form_page(
    region: Region, words: Words, page: str, search: str, main: Markup, *, styles: Sequence[str] = ()
) -> str:
    """The document of a page of forms.

    Parameters
    ----------
    region : Region
    words : Words
    page : str
        Key of `links.PAGES`.
    search : str
        The address's query, kept when the language changes.
    main : Markup
        What stands under the header.
    styles : sequence of str
        Own files among the assets.
    """
    files = (beneath(f"/assets/{name}") for name in (*STYLES, *styles))
    links = "".join(f'<link rel="stylesheet" href="{file}">' for file in files)
    body = tag(
        "body",
        tag(
            "div",
            tag("a", words("my_unit.skip"), href="#form-main", class_="skip"),
            *markup_of(header(region, words, page, search)),
            main,
            class_="app app-forms",
        ),
    )
    return (
        f'{document_start(words.language)}<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page_title(words(f'ui.page.{page}'), region, words))}</title>"
        f'<link rel="icon" type="image/svg+xml" href="{beneath("/assets/favicon.svg")}">{links}</head>'
        f"{html_of(body)}</html>"
    )


def turned_away(
    region: Region, words: Words, page: str, search: str, why: str, *, login: bool, styles: Sequence[str]
) -> str:
    """The document of a page of forms for somebody who has nothing to do there: why, and the way in.

    Parameters
    ----------
    region : Region
    words : Words
    page, search : str
        As of `form_page`.
    why : str
        Sentence.
    login : bool
        Whether logging in is a way: it is on, and nobody is.
    styles : sequence of str
    """
    href = f"/login?lang={words.language}"
    way = [tag("a", words("login.title"), href=href, class_="button")] if login else []
    title = words(f"ui.page.{page}")
    card = tag("section", tag("h1", title), tag("p", why), *way, class_="form-card is-alone")
    main = tag("main", card, id="form-main", class_="forms-page", tabindex="-1")
    return form_page(region, words, page, search, main, styles=styles)


def hidden(**values: str) -> list[Markup]:
    """Hidden fields of a form, by name."""
    return [["input", {"type": "hidden", "name": name, "value": value}] for name, value in values.items()]


def notice(kind: str, *inside: Markup) -> Markup:
    """A notice on top of a page: "error", "warning" or "done"."""
    role = "alert" if kind == "error" else "status"
    return tag("div", *inside, class_=f"form-notice is-{kind}", role=role)
