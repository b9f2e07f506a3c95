"""The accessibility statement: what the program knows of itself, and what the region has to say."""

from __future__ import annotations

from dash import html

from dashboard.components.text_page import text_page
from dashboard.words.words import Words
from geodata.region.region import Region

TESTED = ("axe", "keyboard", "narrow", "colours", "words")
GAPS = ("map", "untested", "files")


def accessibility_page(region: Region, words: Words, search: str) -> html.Div:
    """Status, what does not work yet, whom to tell, how it was tested; blanks are said to be blanks."""
    said = region.settings.accessibility
    name = said.body or words.of(region.settings.name)
    return text_page(
        region,
        words,
        "accessibility",
        search,
        [
            html.P(words("accessibility.intro", body=name)),
            html.P(words("accessibility.status")),
            html.H2(words("accessibility.gaps.name")),
            html.Ul([html.Li(words(f"accessibility.gaps.{key}")) for key in GAPS]),
            html.P(
                words("accessibility.gaps.own", text=words.of(said.known_gaps))
                if said.known_gaps
                else words("accessibility.gaps.untold")
            ),
            html.H2(words("accessibility.tell.name")),
            html.P(words("accessibility.tell.text", body=name)),
            _contact(region, words),
            html.H2(words("accessibility.law.name")),
            html.P(words("accessibility.law.text")),
            html.H2(words("accessibility.tested.name")),
            html.Ul([html.Li(words(f"accessibility.tested.{key}")) for key in TESTED]),
            html.P(_assessed(region, words)),
            html.P(words("accessibility.dated", date=words.date(region.built[:10]), version=region.version)),
        ],
    )


def _contact(region: Region, words: Words) -> html.Ul:
    said = region.settings.accessibility
    missing = html.Span(words("why.missing"), className="missing")
    number = "".join(sign for sign in said.phone if sign.isdigit() or sign == "+")
    rows = (
        ("email", html.A(said.email, href=f"mailto:{said.email}") if said.email else missing),
        ("phone", html.A(said.phone, href=f"tel:{number}") if said.phone else missing),
        ("url", html.A(said.url, href=said.url) if said.url else missing),
    )
    return html.Ul([html.Li([words(f"accessibility.tell.{key}"), ": ", value]) for key, value in rows])


def _assessed(region: Region, words: Words) -> str:
    said = region.settings.accessibility
    if not said.assessed:
        return words("accessibility.assessed_never")
    by = words.of(said.assessor) if said.assessor else words("why.missing")
    return words("accessibility.assessed", date=words.date(said.assessed), by=by)
