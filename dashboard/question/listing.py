"""What an address says of the table: which, its order, search and length, and what it is narrowed to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.layers.brush import Brush, read_brush, written_brush
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.layers.reach_words import NOWHERE, ReachWords
from dashboard.layers.tariff_words import AS_IT_IS, TariffWords
from dashboard.question.display import (
    DEFAULT_GAP,
    NOTHING_COMPARED,
    Display,
    VersusRecord,
    read_display,
    read_gap,
    read_versus,
    words_of,
)
from dashboard.question.questions import QUESTIONS, SUPPLY
from dashboard.question.state import FOCUS_OF, Record
from dashboard.question.views import table_of_view
from geodata.equity.offer import AS_USUAL, EquityWords

ROWS = 50
ROWS_MOST = 1000
"""A page of more rows is slow to everyone and read by nobody; the files hold them all."""
ROWS_WRITTEN = re.compile(r"[1-9][0-9]{0,5}")  # digits that `int` takes: neither "²" nor thousands of them
BRUSH = "brush"
"""What a table of areas is narrowed to that is no place: the interval brushed on the map."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Table in the drawer, or of a view there: its order, search, length, day, compared scenario and period.

    `equity` is of which measure, and by what, it tells how alike people fare; `display` what the map shows,
    which is what it tells that of where nothing is chosen.
    `within` is the place that it is narrowed to, as `place_record` reads it, or `BRUSH` for the areas of the
    interval that is brushed; `columns` those shown, as `dashboard.tables.columns.chosen_columns` reads them.
    `units_by` is what units are coloured by: what is to come of them stands in their table where it is that.
    """

    table: str
    sort: str
    find: str
    rows: int
    date: str
    direction: str = ""
    compared_period: str = ""
    versus: VersusRecord = NOTHING_COMPARED
    gap: str = DEFAULT_GAP
    within: str = ""
    columns: str = ""
    brush: Brush | None = None
    outlook: OutlookWords = USUAL
    units_by: str = ""
    equity: EquityWords = AS_USUAL
    tariff: TariffWords = AS_IT_IS
    beside: str = ""
    display: Display | None = None
    reach: ReachWords = NOWHERE

    @property
    def row_brush(self) -> Brush | None:
        """The interval that the table is narrowed to."""
        return self.brush if self.within == BRUSH else None

    @property
    def brush_record(self) -> dict[str, str]:
        """Address keys by which a file of the table is narrowed to it too."""
        return {"within": BRUSH, "brush": written_brush(self.brush)} if self.row_brush and self.brush else {}


def read_listing(record: Record) -> Listing:
    """Listing of a record, with defaults for what it does not say."""
    rows = record.get("rows", "")
    return Listing(
        table=table_of_view(record) or record.get("table", QUESTIONS[SUPPLY][0]),
        sort=record.get("sort", ""),
        find=record.get("find", ""),
        rows=min(int(rows), ROWS_MOST) if ROWS_WRITTEN.fullmatch(rows) else ROWS,
        date=record.get("date", ""),
        direction=record.get("way", ""),
        compared_period=record.get("since", ""),
        versus=read_versus(record),
        gap=read_gap(record),
        within=record.get("within", ""),
        columns=record.get("columns", ""),
        brush=read_brush(record.get("brush", "")),
        outlook=words_of(OutlookWords, record),
        units_by=record.get("units_by", ""),
        equity=words_of(EquityWords, record),
        tariff=words_of(TariffWords, record),
        beside=record.get("pay_beside", ""),
        display=read_display(record),
        reach=words_of(ReachWords, record),
    )


def place_record(within: str) -> dict[str, str]:
    """Address keys of the place that a table is narrowed to.

    Parameters
    ----------
    within : str
        "muni:1480": a key of `FOCUS_OF` and an id.

    Returns
    -------
    dict
        {"muni": "1480"}; empty, for the whole region, where the text names no place.
    """
    key, _, id_ = within.partition(":")
    return {key: id_} if key in FOCUS_OF and id_ else {}


def written_place(record: Record) -> str:
    """What `place_record` reads of a record's selection; "" for the whole region."""
    return next((f"{key}:{record[key]}" for key in FOCUS_OF if record.get(key)), "")
