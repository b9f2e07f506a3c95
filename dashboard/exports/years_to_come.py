"""Which years to come a file of a table is of, and how they are looked at."""

from __future__ import annotations

from dashboard.exports.about import AboutLine
from dashboard.layers.base import Table
from dashboard.layers.futures import Futures
from dashboard.layers.need import words_of
from dashboard.question.listing import Listing
from dashboard.question.questions import OF_NEED
from dashboard.question.request import Request
from dashboard.question.shown_layers import equity_as_shown
from dashboard.tables.equity import EQUITY
from dashboard.tables.needs import NEED_TABLES
from dashboard.words.outlook import outlook_words
from geodata.equity.offer import measures_offered
from geodata.measures.futures import futures_of, measures_ahead, rise_of
from geodata.measures.need import outlook_of, why_none

AHEAD = frozenset(measures_ahead())
"""Keys of figures of the years to come."""


def years_to_come(request: Request, key: str, table: Table, listing: Listing) -> list[AboutLine]:
    """The year and the outlook of a table's figures, or all the futures of them; nothing of today's.

    Parameters
    ----------
    request : Request
    key : str
        Of the table.
    table : Table
        With the columns that are shown.
    listing : Listing
    """
    if why_none(request.assessment) or not _tells_of_them(request, key, table, listing):
        return []
    words, given = request.words, words_of(listing.outlook)
    outlook = outlook_of(request.assessment, given)
    several = key == Futures.key
    futures = futures_of(request.assessment, given) if several else (outlook,)
    seen_as = "; ".join(outlook_words(request.region, future, words) for future in futures)
    lines = [(words("export.about.outlook"), f"{outlook.horizon} · {seen_as}")]
    if several:
        rise = words("needs.futures.over", share=words.share(rise_of(given)))
        lines.append((words("needs.futures.rise"), rise))
    return lines


def _tells_of_them(request: Request, key: str, table: Table, listing: Listing) -> bool:
    if key == EQUITY:
        measure = equity_as_shown(request.assessment, listing).equity_of
        return measure in AHEAD and measure in measures_offered(request.region)
    return key in (*OF_NEED, *NEED_TABLES) or not AHEAD.isdisjoint(column.key for column in table.columns)
