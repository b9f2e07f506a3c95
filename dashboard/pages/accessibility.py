"""The accessibility statement: what the program knows of itself, and what the region has to say."""

from __future__ import annotations

from dash import html

from dashboard.components.text_page import text_page
from dashboard.words.words import Words
from geodata.region.region import Region

TESTED = ("axe", "keyboard", "narrow", "colours", "words")
GAPS = ("map", "untested", "files")
ASSESSED = "2026-11-29"
"""Day when the program was last assessed by those who make it: that of its newest version."""


def accessibility_page(region: Region, words: Words, search: str) -> html.Div:
    """Accessibility statement: status, known gaps, contact and tests; blanks are shown as blanks."""
    statement = region.settings.accessibility
    name = statement.body or words.of(region.settings.name)
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
                words("accessibility.gaps.own", text=words.of(statement.known_gaps))
                if statement.known_gaps
                else words("accessibility.gaps.untold")
            ),
            html.H2(words("accessibility.tell.name")),
            html.P(words("accessibility.tell.text", body=name)),
            _contact(region, words),
            html.H2(words("accessibility.law.name")),
            html.P(words("accessibility.law.text")),
            html.P(_authority(region, words)),
            html.H2(words("accessibility.tested.name")),
            html.Ul([html.Li(words(f"accessibility.tested.{key}")) for key in TESTED]),
            html.P(words("accessibility.assessed_program", date=words.date(ASSESSED))),
            html.P(_assessed(region, words)),
            html.P(words("accessibility.dated", date=words.date(region.built[:10]), version=region.version)),
        ],
    )


def _contact(region: Region, words: Words) -> html.Ul:
    statement = region.settings.accessibility
    missing = html.Span(words("why.missing"), className="missing")
    number = "".join(sign for sign in statement.phone if sign.isdigit() or sign == "+")
    rows = (
        ("email", html.A(statement.email, href=f"mailto:{statement.email}") if statement.email else missing),
        ("phone", html.A(statement.phone, href=f"tel:{number}") if statement.phone else missing),
        ("url", html.A(statement.url, href=statement.url) if statement.url else missing),
    )
    return html.Ul([html.Li([words(f"accessibility.tell.{key}"), ": ", value]) for key, value in rows])


def _authority(region: Region, words: Words) -> html.A | html.Span:
    statement = region.settings.accessibility
    if statement.authority:
        named, address = words.of(statement.authority), statement.authority_url
    elif region.settings.lov:
        named, address = words("accessibility.law.authority"), words("accessibility.law.authority_url")
    else:
        return html.Span(words("accessibility.law.untold"), className="missing")
    if not address:
        return html.Span(named)
    return html.A(words("accessibility.law.report", authority=named), href=address)


def _assessed(region: Region, words: Words) -> str:
    statement = region.settings.accessibility
    if not statement.assessed:
        return words("accessibility.assessed_never")
    by = words.of(statement.assessor) if statement.assessor else words("why.missing")
    return words("accessibility.assessed", date=words.date(statement.assessed), by=by)
