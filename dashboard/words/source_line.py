"""A source in a line: what, whose, under which licence, of when, and when it was fetched."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.contract.settings import Source


def source_line(source: Source, words: Words) -> str:
    """Title, publisher, licence and date of a source, as its credit stands where figures are taken along."""
    return ", ".join(
        part for part in (source.title, source.publisher, source.licence, source_date(source, words)) if part
    )


def source_date(source: Source, words: Words) -> str:
    """Of when a source is, and when it was fetched where the program did that."""
    if not source.fetched:
        return source.date
    return f"{source.date}, {words('ui.source_fetched', date=words.date(source.fetched))}"
