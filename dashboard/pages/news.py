"""What is new in a version of the data: counts, what it means for the figures, then all by its kind."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.text_page import text_page
from dashboard.pages.news_tables import (
    area_parts,
    figure_parts,
    indicator_parts,
    resident_parts,
    setting_parts,
    unit_parts,
    visit_parts,
)
from dashboard.serve.links import PAGES, page_href
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.region.version_news import VersionNews

COUNTED = (
    "units_new", "units_gone", "units_closed", "units_moved", "units_renamed", "units_changed",
    "areas_new", "areas_gone", "areas_changed", "residents", "indicators", "settings", "periods",
)  # fmt: skip
"""What the page begins by counting."""


def news_page(region: Region, words: Words, search: str) -> html.Div:
    """Page of what differs between a version and the one that it replaced; or how one comes.

    Parameters
    ----------
    region : Region
    words : Words
    search : str
        The address's query.
    """
    news = region.news
    if news is None:
        return text_page(region, words, "news", search, [html.P(words("news.none"))])
    days = {"date": words.date(region.built[:10]), "before": words.date(news.previous_built[:10])}
    intro = words("news.intro", version=region.version[:6], previous=news.previous[:6], **days)
    on_map = page_href(PAGES["plan"], words.language, "layers=news,units,labels&table=news")
    return text_page(
        region,
        words,
        "news",
        search,
        [
            html.P(intro),
            html.P(html.A(words("news.map"), href=on_map)),
            *_section("counts", [_counts(news, words)], words),
            *_section("figures", figure_parts(region, news, words), words),
            *_section("units", unit_parts(region, news, words), words),
            *_section("areas", area_parts(region, news, words), words),
            *_section("residents", resident_parts(news, words), words),
            *_section("visits", visit_parts(news, words), words),
            *_section("indicators", indicator_parts(region, news, words), words),
            *_section("settings", setting_parts(news, words), words),
        ],
    )


def _section(key: str, parts: Sequence[Component], words: Words) -> list[Component]:
    return [html.H2(words(f"news.{key}"), id=key), *parts]


def _counts(news: VersionNews, words: Words) -> html.Ul | html.P:
    counts = {
        **news.counts,
        "indicators": len(news.indicators),
        "periods": sum(each.before is None or each.after is None for each in news.visits),
    }
    rows = [html.Li(words(f"news.count.{key}", count=counts[key])) for key in COUNTED if counts.get(key)]
    return html.Ul(rows) if rows else html.P(words("news.same"))
